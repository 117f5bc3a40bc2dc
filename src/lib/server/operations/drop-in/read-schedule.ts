import { checkDate } from '../../../domain/day.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse, together } from '../../../domain/refusal.ts';
import { hoursOn, momentWithin, windowLengths } from '../../../domain/schedule.ts';
import type { Hours } from '../../../domain/window.ts';
import { readLine, readNumber, readText } from '../../../domain/words.ts';
import type { DropInWords } from '../../db/schedules.ts';
import type { DropInRow } from '../../db/schema.ts';

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
	/** HH:MM of the last check-in; empty for none. */
	lastAdmission?: string;
	windowMinutes: number;
	headStart: number;
	priorityRate: number;
	/** By language code; English is required. */
	words: Record<string, DropInWords>;
}

export interface ReadSchedule extends Hours {
	date: string;
	words: Record<string, DropInWords>;
	rules: Pick<DropInRow, 'window_minutes' | 'head_start' | 'priority_rate' | 'last_admission_at'>;
}

/** On which no clock changes: hours can be checked before there is a date. */
const ANY_DAY = '2024-01-01';

/** What was typed, checked from the top of the form to its foot. Refuses all that is wrong, each beside its field. */
export function readSchedule(typed: Schedule, zone: string): Result<ReadSchedule> {
	const day = checkDate(typed.date, typed.weekday);
	const on = { ...typed, date: day.ok ? day.date : ANY_DAY };
	const hours = hoursOn(on, zone);
	const checked = together({
		texts: readDropInWords(typed.words),
		day,
		weekday: typed.weekday === null ? refuse('field_missing', { field: 'weekday' }) : done(),
		hours,
		last: readLastAdmission(on, hours.ok ? hours : null, zone),
		window: (windowLengths as readonly number[]).includes(typed.windowMinutes)
			? done()
			: refuse('number_invalid', { field: 'windowMinutes', values: { least: 10, most: 60 } }),
		headStart: readNumber(typed.headStart, { field: 'headStart', least: 0, most: 120 }),
		priorityRate: readNumber(typed.priorityRate, { field: 'priorityRate', least: 1, most: 5, whole: false })
	});
	if (!checked.ok) return checked;
	const { texts, last, headStart, priorityRate } = checked.read;
	const rules = {
		window_minutes: typed.windowMinutes,
		head_start: headStart.number,
		priority_rate: priorityRate.number,
		last_admission_at: last.at
	};
	const { startsAt, endsAt } = checked.read.hours;
	return done({ date: checked.read.day.date, startsAt, endsAt, words: texts.words, rules });
}

/** Inside the hours, once there are any. */
function readLastAdmission(
	{ date, lastAdmission = '' }: Pick<Schedule, 'date' | 'lastAdmission'>,
	hours: Hours | null,
	zone: string
): Result<{ at: Instant | null }> {
	if (lastAdmission === '' || hours === null) return done({ at: null });
	const at = momentWithin(hours, { date, time: lastAdmission }, zone);
	return at === null || at === hours.startsAt ? refuse('hours_outside', { field: 'lastAdmission' }) : done({ at });
}

function readDropInWords(typed: Record<string, DropInWords>): Result<{ words: Record<string, DropInWords> }> {
	const all = Object.entries({ en: { title: '', audience: '', elsewhere: '' }, ...typed });
	const checked = together(Object.fromEntries(all.map(([locale, given]) => [locale, readWordsIn(locale, given)])));
	if (!checked.ok) return checked;
	const used = Object.entries(checked.read).filter(([, { words }]) => words.title !== '');
	return done({ words: Object.fromEntries(used.map(([locale, { words }]) => [locale, words])) });
}

function readWordsIn(locale: string, given: DropInWords): Result<{ words: DropInWords }> {
	const optional = locale !== 'en' && Object.values(given).every((text) => text.trim() === '');
	const checked = together({
		title: readLine(given.title, { field: `title-${locale}`, longest: 100, optional }),
		audience: readLine(given.audience, { field: `audience-${locale}`, longest: 200, optional: true }),
		elsewhere: readText(given.elsewhere, { field: `elsewhere-${locale}`, longest: 2000, optional: true })
	});
	if (!checked.ok) return checked;
	const { title, audience, elsewhere } = checked.read;
	return done({ words: { title: title.text, audience: audience.text, elsewhere: elsewhere.text } });
}
