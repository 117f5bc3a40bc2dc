import { Temporal } from 'temporal-polyfill';
import { dayOf, instantOf } from './day.ts';
import type { DropInState } from './drop-in.ts';
import { type Instant, laterOf, minutesBetween } from './instant.ts';
import { done, type Result, refuse, together } from './refusal.ts';
import type { Hours } from './window.ts';

/** No drop-in is longer than this, in hours: more is a slip of the pen. */
export const LONGEST_HOURS = 12;

export const windowLengths = [10, 15, 20, 30, 60] as const;

interface TypedHours {
	/** YYYY-MM-DD */
	date: string;
	/** HH:MM in the hub's zone. */
	starts: string;
	ends: string;
	endsNextDay: boolean;
}

/**
 * The hours of a drop-in as moments. Refuses, beside the field, a time that the clock change skips or repeats,
 * an end that is not after the start, and more than twelve hours.
 */
export function hoursOn({ date, starts, ends, endsNextDay }: TypedHours, zone: string): Result<Hours> {
	const checked = together({
		start: instantOf(date, starts, zone, 'starts'),
		end: instantOf(endsNextDay ? dayAfter(date) : date, ends, zone, 'ends')
	});
	if (!checked.ok) return checked;
	const { start, end } = checked.read;
	const length = minutesBetween(start.instant, end.instant);
	if (length <= 0) return refuse('hours_invalid', { field: 'ends' });
	if (length > LONGEST_HOURS * 60)
		return refuse('hours_too_long', { field: 'ends', values: { longest: LONGEST_HOURS } });
	return done({ startsAt: start.instant, endsAt: end.instant });
}

/** A time of day (HH:MM) inside the drop-in's hours, or null; one that is over when it starts is after midnight. */
export function momentWithin(
	outer: Hours,
	{ date, time }: { date: string; time: string },
	zone: string
): Instant | null {
	for (const day of [date, dayAfter(date)]) {
		const at = instantOf(day, time, zone);
		if (at.ok && at.instant >= outer.startsAt && at.instant <= outer.endsAt) return at.instant;
	}
	return null;
}

/** An agency's hours, typed as HH:MM, as moments of the drop-in's own. Refuses hours outside it. */
export function hoursWithin(
	outer: Hours,
	typed: { date: string; starts: string; ends: string },
	zone: string
): Result<Hours> {
	const starts = momentWithin(outer, { date: typed.date, time: typed.starts }, zone);
	const ends = momentWithin(outer, { date: typed.date, time: typed.ends }, zone);
	const checked = together({
		starts: starts === null ? refuse('hours_outside', { field: 'starts' }) : done({ at: starts }),
		ends: ends === null ? refuse('hours_outside', { field: 'ends' }) : done({ at: ends })
	});
	if (!checked.ok) return checked;
	const hours = { startsAt: checked.read.starts.at, endsAt: checked.read.ends.at };
	return hours.endsAt > hours.startsAt ? done(hours) : refuse('hours_invalid', { field: 'ends' });
}

/** An agency's hours after the drop-in's have moved: all of it stays all of it, a part moves along and is cut to fit. */
export function movedHours(hours: Hours, was: Hours, becomes: Hours): Hours {
	if (hours.startsAt === was.startsAt && hours.endsAt === was.endsAt) return becomes;
	const by = Date.parse(becomes.startsAt) - Date.parse(was.startsAt);
	const startsAt = laterOf(shifted(hours.startsAt, by), becomes.startsAt);
	const end = shifted(hours.endsAt, by);
	const endsAt = end < becomes.endsAt ? end : becomes.endsAt;
	return startsAt < endsAt ? { startsAt, endsAt } : becomes;
}

/** HH:MM on that clock, as an input of type time has it. */
export function clockAt(instant: Instant, zone: string): string {
	return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

interface Day extends Hours {
	/** YYYY-MM-DD */
	date: string;
}

/** Whether it is a drop-in's day in its hub; one that goes on after midnight is still on then. */
export function isItsDay(dropIn: Day, zone: string, now: Instant): boolean {
	return dayOf(now, zone) === dropIn.date || (now >= dropIn.startsAt && now < dropIn.endsAt);
}

/** Whether a desk can be opened at a drop-in: it is on, or it comes today. */
export function isAtHand(dropIn: Day & { state: DropInState }, zone: string, now: Instant): boolean {
	if (dropIn.state === 'published') return isItsDay(dropIn, zone, now);
	return dropIn.state === 'open' || dropIn.state === 'closing';
}

function dayAfter(date: string): string {
	try {
		return Temporal.PlainDate.from(date).add({ days: 1 }).toString();
	} catch {
		return date;
	}
}

function shifted(instant: Instant, milliseconds: number): Instant {
	return new Date(Date.parse(instant) + milliseconds).toISOString();
}
