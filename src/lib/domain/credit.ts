import type { StopState } from './stop.ts';

/**
 * The arithmetic of who is next, in plain numbers: minutes since any one moment, the same for everybody compared.
 * `queue.ts` runs the hall on it in instants, `play.ts` plays the hall on with it; there is no second copy of the rule.
 */
export interface Earning {
	/** Minutes of credit held at `asOf`. */
	credit: number;
	asOf: number;
	/** Credit earned a minute; 0 while away. */
	rate: number;
}

/** Minutes from `startsAt` to `endsAt`. */
export interface Span {
	startsAt: number;
	endsAt: number;
}

/** Credit, and what a booking adds to it. */
export interface BookedEarning extends Earning {
	arrivedAt: number;
	window: Span | null;
	headStart: number;
}

/** What a place needs to be ranked in its line. */
export interface Turn extends BookedEarning {
	stopId: string;
}

/** Whether a place can be called; moments as minutes, or as texts whose order is theirs. */
export interface Presence<At extends string | number> {
	state: StopState;
	/** While parked: when they are ready again without anybody doing anything. */
	parkedUntil: At | null;
	/** The rep who leaves the call to a colleague. */
	keptFrom: string | null;
	/** Called by nobody: it sits down at another agency's table. */
	joined: boolean;
}

/**
 * Credit at `now`. A booked stop's is at least the head start from the later of check-in and its window's start;
 * checked in after the window's end, the head start shrinks by one a minute, never below nothing.
 */
export function creditAt(place: BookedEarning, now: number): number {
	const earned = earnedAt(place, now);
	if (place.window === null) return earned;
	const from = Math.max(place.arrivedAt, place.window.startsAt);
	if (now < from) return earned;
	// At that moment the credit is lifted to the head start, and goes on growing from there. Credit banked later holds the lift already.
	return earned + Math.max(0, headStartOf(place.window, place.arrivedAt, place.headStart) - earnedAt(place, from));
}

/** Head start in minutes of credit for somebody who checked in at `arrivedAt`. */
export function headStartOf(window: Span, arrivedAt: number, headStart: number): number {
	return Math.max(0, headStart - Math.max(0, arrivedAt - window.endsAt));
}

/**
 * Which of two goes first, less than 0 for `a`: by credit, ties by arrival, then by id, so that it never depends on how
 * rows were read. Equal credits come out of different sums a last binary digit apart; in millionths of a minute, they tie.
 */
export function compareTurns(a: Turn, creditOfA: number, b: Turn, creditOfB: number): number {
	return (
		Math.round(creditOfB * 1e6) - Math.round(creditOfA * 1e6) ||
		a.arrivedAt - b.arrivedAt ||
		(a.stopId < b.stopId ? -1 : a.stopId > b.stopId ? 1 : 0)
	);
}

/** Who goes first of these at `now`, all of whom may be called; null of none. One pass, no sorting. */
export function firstOf<T extends Turn>(
	turns: Iterable<T>,
	now: number,
	creditOf: (turn: T, now: number) => number = creditAt
): T | null {
	let first: T | null = null;
	let most = 0;
	for (const turn of turns) {
		const credit = creditOf(turn, now);
		if (first !== null && compareTurns(first, most, turn, credit) <= 0) continue;
		first = turn;
		most = credit;
	}
	return first;
}

/** Waiting, or parked for a time that is over. */
export function isReady<At extends string | number>(
	place: Pick<Presence<At>, 'state' | 'parkedUntil'>,
	now: At
): boolean {
	return (
		place.state === 'waiting' || (place.state === 'parked' && place.parkedUntil !== null && place.parkedUntil <= now)
	);
}

/**
 * Ready, and not at another table.
 * @param repId the rep who calls, if it is not for anybody: whoever is kept from them is left to a colleague
 */
export function mayBeCalled<At extends string | number>(
	place: Presence<At>,
	atATable: boolean,
	now: At,
	repId: string | null
): boolean {
	if (!isReady(place, now) || place.joined || atATable) return false;
	return repId === null || place.keptFrom !== repId;
}

function earnedAt({ credit, asOf, rate }: Earning, at: number): number {
	return credit + rate * Math.max(0, at - asOf);
}
