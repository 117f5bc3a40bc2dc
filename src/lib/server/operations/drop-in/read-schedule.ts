import { checkDate } from '../../../domain/day.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { hoursOn, windowLengths } from '../../../domain/schedule.ts';
import type { Hours } from '../../../domain/window.ts';
import { isWithin, readLine, readText } from '../../../domain/words.ts';
import type { DropInWords } from '../../db/schedules.ts';

/** When a drop-in is and by which rules, as typed. */
export interface Schedule {
	/** YYYY-MM-DD */
	date: string;
	/** The weekday typed with it: Monday is 1, Sunday 7. It must match. */
	weekday: number | null;
	/** HH:MM in the hub's zone. */
	starts: string;
	ends: string;
	endsNextDay: boolean;
	windowMinutes: number;
	headStart: number;
	priorityRate: number;
	/** By language code; English is required. */
	words: Record<string, DropInWords>;
}

export interface ReadSchedule extends Hours {
	date: string;
	words: Record<string, DropInWords>;
	numbers: { window_minutes: number; head_start: number; priority_rate: number };
}

/** What was typed, checked from the top of the form to its foot. Refuses beside the field. */
export function readSchedule(typed: Schedule, zone: string): Result<ReadSchedule> {
	const read = readDropInWords(typed.words);
	if (!read.ok) return read;
	if (typed.weekday === null) return refuse('field_missing', { field: 'weekday' });
	const day = checkDate(typed.date, typed.weekday);
	if (!day.ok) return day;
	const hours = hoursOn({ ...typed, date: day.date }, zone);
	if (!hours.ok) return hours;
	const { windowMinutes, headStart, priorityRate } = typed;
	if (!(windowLengths as readonly number[]).includes(windowMinutes))
		return refuse('number_invalid', { field: 'windowMinutes', values: { least: 10, most: 60 } });
	if (!isWithin(headStart, 0, 120))
		return refuse('number_invalid', { field: 'headStart', values: { least: 0, most: 120 } });
	if (!(priorityRate >= 1 && priorityRate <= 5))
		return refuse('number_invalid', { field: 'priorityRate', values: { least: 1, most: 5 } });
	const numbers = { window_minutes: windowMinutes, head_start: headStart, priority_rate: priorityRate };
	return done({ date: day.date, startsAt: hours.startsAt, endsAt: hours.endsAt, words: read.words, numbers });
}

function readDropInWords(typed: Record<string, DropInWords>) {
	const words: Record<string, DropInWords> = {};
	for (const [locale, given] of Object.entries({ en: { title: '', audience: '', elsewhere: '' }, ...typed })) {
		const needed = locale === 'en' || Object.values(given).some((text) => text.trim() !== '');
		const title = readLine(given.title, { field: `title-${locale}`, longest: 100, optional: !needed });
		if (!title.ok) return title;
		const audience = readLine(given.audience, { field: `audience-${locale}`, longest: 200, optional: true });
		if (!audience.ok) return audience;
		const elsewhere = readText(given.elsewhere, { field: `elsewhere-${locale}`, longest: 2000, optional: true });
		if (!elsewhere.ok) return elsewhere;
		if (needed) words[locale] = { title: title.text, audience: audience.text, elsewhere: elsewhere.text };
	}
	return done({ words });
}
