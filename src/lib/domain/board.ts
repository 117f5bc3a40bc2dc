import { type Instant, minutesBetween } from './instant.ts';

/** A call as the hall sees it: who, as a number, and where to go. Nothing else is ever on the board. */
export interface BoardCall {
	number: string;
	table: number;
	/** The last call; a call made again comes to the top. */
	calledAt: Instant;
}

/** A call leaves the board when the person is at the table, or after this long (UX W1). */
export const SHOWN_MINUTES = 1;

export function isShown(call: { calledAt: Instant }, now: Instant): boolean {
	return minutesBetween(call.calledAt, now) < SHOWN_MINUTES;
}

/**
 * What a screen's stream compares: a call that only grew old counts as still there. The screen takes it off by its own clock,
 * and a tick for it would come with the next thing that happens in the hall, whatever that is.
 * @param before what was compared last
 */
export function asCompared(before: readonly BoardCall[], calls: readonly BoardCall[], now: Instant): BoardCall[] {
	return [...calls, ...before.filter((call) => !isShown(call, now))];
}
