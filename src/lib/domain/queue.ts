import * as credits from './credit.ts';
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

/** Credit at `now`, head start and all (`credit.ts`). */
export function creditAt(place: BookedCredit, now: Instant): number {
	return credits.creditAt(inMinutes(place, now), 0);
}

/** Head start in minutes of credit for somebody who checked in at `arrivedAt`. */
export function headStartOf(window: Window, arrivedAt: Instant, headStart: number): number {
	const since = {
		startsAt: minutesBetween(arrivedAt, window.startsAt),
		endsAt: minutesBetween(arrivedAt, window.endsAt)
	};
	return credits.headStartOf(since, 0, headStart);
}

/** Keeps what was earned so far, head start and all, and goes on at another rate. */
export function bank(place: BookedCredit, rate: number, now: Instant): Credit {
	const asOf = laterOf(place.asOf, now);
	return { credit: creditAt(place, asOf), asOf, rate };
}

/** The place as it stands, or lifted at `now` to what `least` holds then. It is never lowered. */
export function liftedTo(place: BookedCredit, least: Credit, now: Instant): Credit {
	const wanted = creditAt({ ...place, ...least, window: null }, now);
	if (wanted <= creditAt(place, now)) return { credit: place.credit, asOf: place.asOf, rate: place.rate };
	return { credit: wanted, asOf: laterOf(place.asOf, now), rate: least.rate };
}

/** Waiting, or parked for a time that is over. */
export function isReady(place: Pick<Place, 'state' | 'parkedUntil'>, now: Instant): boolean {
	return credits.isReady(place, now);
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
	return credits.mayBeCalled(place, busyVisits.has(place.visitId), now, repId);
}

/** The visits that are at a table now: called or being served. */
export function busyVisits(places: readonly { visitId: string; state: StopState }[]): Set<string> {
	return new Set(places.filter((place) => isAtATable(place.state)).map((place) => place.visitId));
}

/** The order of a line: highest credit first, ties by arrival, then by id, so that it never depends on how rows were read. */
export function inOrder(places: readonly Place[], now: Instant): Place[] {
	return places
		.map((place) => {
			const turn = inMinutes(place, now);
			return { place, turn, credit: credits.creditAt(turn, 0) };
		})
		.sort((a, b) => credits.compareTurns(a.turn, a.credit, b.turn, b.credit))
		.map(({ place }) => place);
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

/** A place as plain numbers, in minutes from `now`. */
function inMinutes<T extends BookedCredit>(place: T, now: Instant) {
	const { window } = place;
	return {
		...place,
		asOf: minutesBetween(now, place.asOf),
		arrivedAt: minutesBetween(now, place.arrivedAt),
		window: window && { startsAt: minutesBetween(now, window.startsAt), endsAt: minutesBetween(now, window.endsAt) }
	};
}
