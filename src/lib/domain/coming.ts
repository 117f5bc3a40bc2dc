import { type Instant, minutesBetween } from './instant.ts';
import { inOrder, isEligible, type Place, reasonFor } from './queue.ts';

/** One of the next in line, as a reason and nothing else: a rep never sees whom (DESIGN 3.4). Waits in whole minutes. */
export type Coming =
	| { why: 'booked' | 'booked_late'; from: Instant; minutes: number }
	| { why: 'early'; from: Instant }
	| { why: 'priority' | 'waited'; minutes: number }
	| { why: 'not_ready' };

/** Those who wait, ready or not: what a line is long by. */
export function whoWait(line: readonly Place[]): Place[] {
	return line.filter(({ state, joined }) => !joined && (state === 'waiting' || state === 'parked'));
}

/**
 * The next in line, in their order. Whoever is not ready says so alike, whatever keeps them: at another table, away a
 * while, or left to a colleague of the rep who looks.
 */
export function comingUp(
	line: readonly Place[],
	busyVisits: ReadonlySet<string>,
	now: Instant,
	most: number,
	repId: string | null = null
): Coming[] {
	return inOrder(whoWait(line), now)
		.slice(0, most)
		.map((place) => (isEligible(place, busyVisits, now, repId) ? comingAs(place, now) : { why: 'not_ready' }));
}

/** The longest wait, in whole minutes; null when nobody waits. */
export function longestWait(line: readonly Place[], now: Instant): number | null {
	const waits = whoWait(line).map(({ arrivedAt }) => wholeMinutes(arrivedAt, now));
	return waits.length === 0 ? null : Math.max(...waits);
}

export function wholeMinutes(from: Instant, to: Instant): number {
	return Math.max(0, Math.floor(minutesBetween(from, to)));
}

function comingAs(place: Place, now: Instant): Coming {
	const reason = reasonFor(place, now);
	const minutes = wholeMinutes(place.arrivedAt, now);
	if (reason.why === 'booked' || reason.why === 'booked_late') return { why: reason.why, from: reason.from, minutes };
	if (reason.why === 'waited' && place.window !== null && now < place.window.startsAt)
		return { why: 'early', from: place.window.startsAt };
	return { why: reason.why, minutes };
}
