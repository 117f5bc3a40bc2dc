import { type QueueRules } from './drop-in.ts';
import { type Instant, laterOf, minutesBetween } from './instant.ts';
import { isAtATable, type StopState } from './stop.ts';
import type { Priority } from './visit.ts';

/**
 * Who is next: the accumulating-priority discipline. Credit grows with waiting and is never taken away,
 * so nobody starves. Source: Kleinrock, A delay dependent queue discipline (1964); Stanford, Taylor & Ziedins,
 * Waiting time distributions in the accumulating priority queue, Queueing Systems 77 (2014) 297-330.
 */
export interface Credit {
	/** Minutes of credit held at `asOf`. */
	credit: number;
	asOf: Instant;
	/** Credit earned a minute; 0 while away. */
	rate: number;
}

export interface Window {
	startsAt: Instant;
	endsAt: Instant;
}

/** A place in line, with what decides its turn. */
export interface Place extends Credit {
	stopId: string;
	visitId: string;
	state: StopState;
	/** When this person joined this line. */
	arrivedAt: Instant;
	/** Booked window at this agency, if any. */
	window: Window | null;
	headStart: number;
	priority: boolean;
	/** While parked: when they are ready again without anybody doing anything. */
	parkedUntil: Instant | null;
	/** The rep who knows this person and leaves the call to a colleague. */
	keptFrom: string | null;
	/** A second agency asked to another's table: called by nobody, it sits down there. */
	joined: boolean;
}

/** Credit, and what a booking adds to it. */
export type BookedCredit = Credit & Pick<Place, 'arrivedAt' | 'window' | 'headStart'>;

/** Why somebody is next, by this place's own facts alone. */
export type Reason =
	| { why: 'booked'; from: Instant; since: Instant }
	| { why: 'booked_late'; from: Instant; since: Instant }
	| { why: 'priority'; since: Instant }
	| { why: 'waited'; since: Instant };

/** Credit a minute: 1, or the drop-in's priority rate for a need a welcomer confirmed. */
export function rateFor(priority: Priority, rules: QueueRules): number {
	return priority === 'confirmed' ? rules.priorityRate : 1;
}

/** What a stop starts with when its person checks in or the stop is added. Arrival by the person's own clock. */
export function startCredit(arrivedAt: Instant, rate: number): Credit {
	return { credit: 0, asOf: arrivedAt, rate };
}

/**
 * Credit at `now`. A booked stop's is at least the head start from the later of check-in and its window's start;
 * checked in after the window's end, the head start shrinks by one a minute, never below nothing.
 */
export function creditAt(place: BookedCredit, now: Instant): number {
	const earned = earnedAt(place, now);
	if (place.window === null) return earned;
	const head = headStartOf(place.window, place.arrivedAt, place.headStart);
	const from = laterOf(place.arrivedAt, place.window.startsAt);
	if (now < from) return earned;
	// At that moment the credit is lifted to the head start, and goes on growing from there. Credit banked later holds the lift already.
	const lift = Math.max(0, head - earnedAt(place, from));
	return earned + lift;
}

/** Head start in minutes of credit for somebody who checked in at `arrivedAt`. */
export function headStartOf(window: Window, arrivedAt: Instant, headStart: number): number {
	return Math.max(0, headStart - Math.max(0, minutesBetween(window.endsAt, arrivedAt)));
}

/** Keeps what was earned so far, head start and all, and goes on at another rate. */
export function bank(place: BookedCredit, rate: number, now: Instant): Credit {
	const asOf = laterOf(place.asOf, now);
	return { credit: creditAt(place, asOf), asOf, rate };
}

function earnedAt(credit: Credit, at: Instant): number {
	return credit.credit + credit.rate * Math.max(0, minutesBetween(credit.asOf, at));
}

/** Waiting, or parked for a time that is over. */
export function isReady(place: Pick<Place, 'state' | 'parkedUntil'>, now: Instant): boolean {
	return (
		place.state === 'waiting' || (place.state === 'parked' && place.parkedUntil !== null && place.parkedUntil <= now)
	);
}

/**
 * Ready, and neither called nor being served at another table.
 * @param repId the rep who calls, if it is not for anybody: whoever is kept from them is left to a colleague
 */
export function isEligible(
	place: Place,
	busyVisits: ReadonlySet<string>,
	now: Instant,
	repId: string | null = null
): boolean {
	if (!isReady(place, now) || place.joined || busyVisits.has(place.visitId)) return false;
	return repId === null || place.keptFrom !== repId;
}

/** The visits that are at a table now: called or being served. */
export function busyVisits(places: readonly { visitId: string; state: StopState }[]): Set<string> {
	return new Set(places.filter((place) => isAtATable(place.state)).map((place) => place.visitId));
}

/** The order of a line: highest credit first, ties by arrival, then by id, so that it never depends on how rows were read. */
export function inOrder(places: readonly Place[], now: Instant): Place[] {
	const credits = new Map(places.map((place) => [place.stopId, inWholeParts(creditAt(place, now))]));
	return [...places].sort(
		(a, b) =>
			(credits.get(b.stopId) ?? 0) - (credits.get(a.stopId) ?? 0) ||
			compare(a.arrivedAt, b.arrivedAt) ||
			compare(a.stopId, b.stopId)
	);
}

/** The place to call, or null when nobody can be called now, or not by this rep. */
export function whoIsNext(
	places: readonly Place[],
	busy: ReadonlySet<string>,
	now: Instant,
	repId: string | null = null
): Place | null {
	return (
		inOrder(
			places.filter((place) => isEligible(place, busy, now, repId)),
			now
		)[0] ?? null
	);
}

/** The one line that says why. */
export function reasonFor(place: Place, now: Instant): Reason {
	const since = place.arrivedAt;
	if (place.window !== null && now >= place.window.startsAt) {
		const head = headStartOf(place.window, place.arrivedAt, place.headStart);
		if (head > 0)
			return {
				why: place.arrivedAt > place.window.endsAt ? 'booked_late' : 'booked',
				from: place.window.startsAt,
				since
			};
	}
	return place.priority ? { why: 'priority', since } : { why: 'waited', since };
}

/** Equal credits come out of different sums a last binary digit apart; counted in millionths of a minute, they tie. */
function inWholeParts(credit: number): number {
	return Math.round(credit * 1e6);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
