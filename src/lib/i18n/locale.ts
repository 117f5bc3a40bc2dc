import { languageOf, type LanguageCode } from '#lib/i18n/languages.ts';
import { type DateShape, soraniDate, soraniList } from '#lib/i18n/sorani.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** A moment as UTC ISO text (as stored) or as a Date. */
export type Moment = string | Date;

/** `brief` drops ":00", as people say it: "Open 3 to 6 pm". */
export type TimeStyle = 'full' | 'brief';
export type MinutesStyle = 'long' | 'short';

/** "Wednesday 27 March", in the hub's zone; given `now`, with the year where the reader could not tell which. */
export function formatDate(moment: Moment, zone: string, locale: LanguageCode, now?: Moment): string {
	const date = dateFormat(moment, zone, locale, { weekday: 'long', day: 'numeric', month: 'long' });
	return date + yearAfter(moment, zone, now);
}

/** "3 April": a day the reader need not place in a week; given `now`, with the year where they could not tell which. */
export function formatDay(moment: Moment, zone: string, locale: LanguageCode, now?: Moment): string {
	return dateFormat(moment, zone, locale, { day: 'numeric', month: 'long' }) + yearAfter(moment, zone, now);
}

/** "Wednesday", of 1 to 7, Monday first. */
export function formatWeekday(weekday: number, locale: LanguageCode): string {
	// Monday, 1 January 2024, began a week.
	return dateFormat(new Date(Date.UTC(2024, 0, weekday, 12)), 'UTC', locale, { weekday: 'long' });
}

/** "27 March 2024": for reports and records, where the year matters. */
export function formatFullDate(moment: Moment, zone: string, locale: LanguageCode): string {
	return dateFormat(moment, zone, locale, { day: 'numeric', month: 'long', year: 'numeric' });
}

/** "3:30 pm". */
export function formatTime(moment: Moment, zone: string, locale: LanguageCode, style: TimeStyle = 'full'): string {
	const { clock, half } = clockOf(moment, zone, locale, style);
	return withHalf(clock, half, locale);
}

/** "3:30": for the wall screen, where the half of the day goes without saying. */
export function formatClock(moment: Moment, zone: string, locale: LanguageCode): string {
	return clockOf(moment, zone, locale, 'full').clock;
}

/** "3:30 to 3:45 pm"; "11:45 am to 12:15 pm" when noon lies between. */
export function formatRange(
	start: Moment,
	end: Moment,
	zone: string,
	locale: LanguageCode,
	style: TimeStyle = 'full'
): string {
	const from = clockOf(start, zone, locale, style);
	const to = clockOf(end, zone, locale, style);
	if (from.half === to.half) {
		return withHalf(m.common_range({ from: from.clock, to: to.clock }, { locale }), to.half, locale);
	}
	return m.common_range(
		{ from: withHalf(from.clock, from.half, locale), to: withHalf(to.clock, to.half, locale) },
		{ locale }
	);
}

/** "14 minutes", "1 hour 5 minutes"; short: "14 min", "1 h 5 min". Takes minutes and rounds them. */
export function formatMinutes(minutes: number, locale: LanguageCode, style: MinutesStyle = 'long'): string {
	const whole = Math.max(0, Math.round(minutes));
	const hours = Math.floor(whole / 60);
	const rest = whole % 60;
	if (hours === 0) return minutesText(rest, locale, style);
	if (rest === 0) return hoursText(hours, locale, style);
	return m.common_hours_and_minutes(
		{ hours: hoursText(hours, locale, style), minutes: minutesText(rest, locale, style) },
		{ locale }
	);
}

/** "Repairs, health and benefits". */
export function formatList(items: readonly string[], locale: LanguageCode): string {
	if (locale === 'ckb') return soraniList(items);
	return new Intl.ListFormat(languageOf(locale).tag, { type: 'conjunction' }).format(items);
}

/** A day that is over, or is in another year than today, has its year named: put after it, since engines put commas before it. */
function yearAfter(moment: Moment, zone: string, now: Moment | undefined): string {
	if (now === undefined) return '';
	const day = dayIn(moment, zone);
	const today = dayIn(now, zone);
	return day < today || day.slice(0, 4) !== today.slice(0, 4) ? ` ${day.slice(0, 4)}` : '';
}

/** YYYY-MM-DD. */
function dayIn(moment: Moment, zone: string): string {
	const shape = { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
	const parts = new Intl.DateTimeFormat('en-GB', shape).formatToParts(new Date(moment));
	return ['year', 'month', 'day'].map((type) => parts.find((part) => part.type === type)?.value).join('-');
}

function dateFormat(moment: Moment, zone: string, locale: LanguageCode, shape: DateShape): string {
	if (locale === 'ckb') return soraniDate(new Date(moment), zone, shape);
	return new Intl.DateTimeFormat(languageOf(locale).tag, { timeZone: zone, ...shape }).format(new Date(moment));
}

type Half = 'am' | 'pm' | 'none';

// The digits come from Intl and the words from messages: engines disagree on "pm" and on the space before it.
function clockOf(moment: Moment, zone: string, locale: LanguageCode, style: TimeStyle): { clock: string; half: Half } {
	const parts = new Intl.DateTimeFormat('en-GB', {
		timeZone: zone,
		hour: 'numeric',
		minute: '2-digit',
		hourCycle: 'h23'
	}).formatToParts(new Date(moment));
	const hour = Number(parts.find((part) => part.type === 'hour')?.value);
	const minute = parts.find((part) => part.type === 'minute')?.value ?? '00';
	if (languageOf(locale).clock === '24-hour') {
		return { clock: `${String(hour).padStart(2, '0')}:${minute}`, half: 'none' };
	}
	const clock = hour % 12 || 12;
	return {
		clock: style === 'brief' && minute === '00' ? String(clock) : `${clock}:${minute}`,
		half: hour < 12 ? 'am' : 'pm'
	};
}

function withHalf(time: string, half: Half, locale: LanguageCode): string {
	if (half === 'none') return time;
	return half === 'am' ? m.common_time_am({ time }, { locale }) : m.common_time_pm({ time }, { locale });
}

function minutesText(count: number, locale: LanguageCode, style: MinutesStyle): string {
	return style === 'long' ? m.common_minutes({ count }, { locale }) : m.common_minutes_short({ count }, { locale });
}

function hoursText(count: number, locale: LanguageCode, style: MinutesStyle): string {
	return style === 'long' ? m.common_hours({ count }, { locale }) : m.common_hours_short({ count }, { locale });
}
