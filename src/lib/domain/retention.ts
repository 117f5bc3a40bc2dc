import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';

/** Days after the drop-in when everything about its visits is deleted (UX P7: within 7 days). */
export const RETENTION_DAYS = 7;

/** @param date the drop-in's day, YYYY-MM-DD. Gives the day its visits are deleted on. */
export function deleteOn(date: string): string {
	return Temporal.PlainDate.from(date).add({ days: RETENTION_DAYS }).toString();
}

/**
 * Whether the day has come that everything about a drop-in's visits goes, so that nothing new may be kept of anybody.
 * The day is taken in UTC: in Britain that is the promised day, never later.
 */
export function isPastKeeping(deleteOn: string, now: Instant): boolean {
	return deleteOn <= now.slice(0, 10);
}

/** How far the promise to delete is kept: only `done` once it has been done, whatever the day. */
export function deletionOf(
	{ deleteOn, purgedAt }: { deleteOn: string; purgedAt: Instant | null },
	now: Instant
): 'to_come' | 'under_way' | 'done' {
	if (purgedAt !== null) return 'done';
	return isPastKeeping(deleteOn, now) ? 'under_way' : 'to_come';
}
