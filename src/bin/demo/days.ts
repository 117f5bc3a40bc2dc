import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../lib/domain/instant.ts';
import { hoursOn } from '../../lib/domain/schedule.ts';

/** The day and hours of a drop-in as a coordinator would type them. */
export interface Day {
	date: string;
	weekday: number;
	starts: string;
	ends: string;
	endsNextDay: boolean;
}

/**
 * Hours around `now`, whatever the hour: today's date, from an hour and a quarter ago (or from midnight) for five hours and more.
 * In the nights when clocks change, the first such hours that clocks show once.
 */
export function dayAround(now: Instant, zone: string): Day {
	const here = Temporal.Instant.from(now).toZonedDateTimeISO(zone);
	const midnight = here.startOfDay();
	for (let later = 0; later < 12; later++) {
		const early = quarter(here.subtract({ minutes: 75 + 15 * later }));
		const start = Temporal.ZonedDateTime.compare(early, midnight) < 0 ? midnight : early;
		for (let more = 0; more < 12; more++) {
			const end = quarter(here.add({ minutes: 240 + 15 * more }));
			const day = dayOfHours(start, end);
			if (hoursOn(day, zone).ok) return day;
		}
	}
	throw new Error('No hours around now');
}

/** Wednesday of next week, from 3pm to 6pm. */
export function nextWednesday(now: Instant, zone: string): Day {
	const today = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate();
	const date = today.add({ days: 7 - today.dayOfWeek + 3 });
	return { date: date.toString(), weekday: 3, starts: '15:00', ends: '18:00', endsNextDay: false };
}

function dayOfHours(start: Temporal.ZonedDateTime, end: Temporal.ZonedDateTime): Day {
	const time = (moment: Temporal.ZonedDateTime) => moment.toPlainTime().toString({ smallestUnit: 'minute' });
	const date = start.toPlainDate();
	return {
		date: date.toString(),
		weekday: date.dayOfWeek,
		starts: time(start),
		ends: time(end),
		endsNextDay: !end.toPlainDate().equals(date)
	};
}

function quarter(moment: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
	return moment.with({
		minute: moment.minute - (moment.minute % 15),
		second: 0,
		millisecond: 0,
		microsecond: 0,
		nanosecond: 0
	});
}
