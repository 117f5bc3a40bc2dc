import { Temporal } from 'temporal-polyfill';

/** Days after the drop-in when everything about its visits is deleted (UX P7: within 7 days). */
export const RETENTION_DAYS = 7;

/** @param date the drop-in's day, YYYY-MM-DD. Gives the day its visits are deleted on. */
export function deleteOn(date: string): string {
	return Temporal.PlainDate.from(date).add({ days: RETENTION_DAYS }).toString();
}
