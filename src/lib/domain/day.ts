import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';
import { done, type Result, refuse } from './refusal.ts';

// Temporal also reads other spellings, and drops an offset or a calendar that is typed with them.
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{2}:\d{2}$/;

/** The moment a clock in `zone` shows `time` (HH:MM) on `date` (YYYY-MM-DD). Refuses times that a change of clocks skips or shows twice. */
export function instantOf(date: string, time: string, zone: string, field = 'time'): Result<{ instant: Instant }> {
	if (!DATE.test(date) || !TIME.test(time)) return refuse('hours_invalid', { field });
	try {
		const zoned = Temporal.PlainDateTime.from(`${date}T${time}`, { overflow: 'reject' }).toZonedDateTime(zone, {
			disambiguation: 'reject'
		});
		return done({ instant: new Date(zoned.epochMilliseconds).toISOString() });
	} catch {
		return refuse('hours_invalid', { field });
	}
}

/** The day a clock in `zone` shows at `instant`, YYYY-MM-DD. */
export function dayOf(instant: Instant, zone: string): string {
	return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** Monday is 1, Sunday is 7. Refuses a date that is none, and a weekday typed with it that does not match. */
export function checkDate(
	date: string,
	weekday: number | null,
	field = 'date'
): Result<{ date: string; weekday: number }> {
	let day: Temporal.PlainDate;
	if (!DATE.test(date)) return refuse('date_invalid', { field });
	try {
		day = Temporal.PlainDate.from(date, { overflow: 'reject' });
	} catch {
		return refuse('date_invalid', { field });
	}
	if (weekday !== null && day.dayOfWeek !== weekday)
		return refuse('weekday_mismatch', { field: 'weekday', values: { weekday: day.dayOfWeek } });
	return done({ date: day.toString(), weekday: day.dayOfWeek });
}
