import { describe, expect, test } from 'vitest';
import { languageOf, languages } from '#lib/i18n/languages.ts';
import {
	formatClock,
	formatDate,
	formatDay,
	formatFullDate,
	formatList,
	formatMinutes,
	formatRange,
	formatTime,
	formatWeekday
} from '#lib/i18n/locale.ts';

const zone = 'Europe/London';
const halfPastThree = '2024-03-27T15:30:00.000Z';

describe('a date as people say it', () => {
	test('in English', () => {
		expect(formatDate(halfPastThree, zone, 'en')).toBe('Wednesday 27 March');
		expect(formatDay('2024-04-03T11:00:00Z', zone, 'en')).toBe('3 April');
		expect(formatFullDate(new Date(halfPastThree), zone, 'en')).toBe('27 March 2024');
	});

	test('in Arabic: Gregorian months, Latin digits (UX L2)', () => {
		expect(formatDate(halfPastThree, zone, 'ar')).toBe('الأربعاء، 27 مارس');
		expect(formatDay('2024-04-03T11:00:00Z', zone, 'ar')).toBe('3 أبريل');
	});
});

describe('in every language a date, a time and a list are right (UX L2)', () => {
	test.each([
		['en', 'Wednesday 27 March', '27 March 2024', '3:30 pm', 'A, B and C'],
		['pl', 'środa, 27 marca', '27 marca 2024', '15:30', 'A, B i C'],
		['ro', 'miercuri, 27 martie', '27 martie 2024', '15:30', 'A, B și C'],
		['ar', 'الأربعاء، 27 مارس', '27 مارس 2024', '3:30 مساءً', 'A وB وC'],
		['fa', 'چهارشنبه 27 مارس', '27 مارس 2024', '15:30', 'A،\u200f B، و C'],
		['ckb', 'چوارشەممە، 27ی ئازار', '27ی ئازاری 2024', '3:30ی پاشنیوەڕۆ', 'A، B و C'],
		['ur', 'بدھ، 27 مارچ', '27 مارچ، 2024', 'بعد دوپہر 3:30', 'A، B، اور C']
	] as const)('%s', (code, date, full, time, list) => {
		expect(formatDate(halfPastThree, zone, code)).toBe(date);
		expect(formatFullDate(halfPastThree, zone, code)).toBe(full);
		expect(formatTime(halfPastThree, zone, code)).toBe(time);
		// Latin digits everywhere.
		expect(formatTime(halfPastThree, zone, code)).toMatch(/\b(3|15):30\b/);
		expect(formatList(['A', 'B', 'C'], code)).toBe(list);
	});

	test('Sorani is said as the server’s own data says it, on every day of a year', () => {
		for (let day = 0; day < 366; day++) {
			const date = new Date(Date.UTC(2024, 0, 1 + day, 12));
			const shape = { weekday: 'long', day: 'numeric', month: 'long' } as const;
			const known = new Intl.DateTimeFormat('ckb-u-ca-gregory-nu-latn', { timeZone: 'UTC', ...shape }).format(date);
			// December is spelt there with one و less than in January.
			expect(formatDate(date, 'UTC', 'ckb')).toBe(known.replace('کانونی', 'کانوونی'));
		}
	});

	test('Monday is the first day of a week in each', () => {
		expect(languages.map(({ code }) => formatWeekday(1, code))).toEqual([
			'Monday',
			'poniedziałek',
			'luni',
			'الاثنين',
			'دوشنبه',
			'دووشەممە',
			'پیر'
		]);
	});
});

describe('the year of a date', () => {
	test.each([
		['before it, in the same year', '2024-01-02T09:00:00Z', 'Wednesday 27 March', '27 March'],
		['on the day itself, to its last minute', '2024-03-27T23:59:00Z', 'Wednesday 27 March', '27 March'],
		['the day after', '2024-03-28T00:00:00Z', 'Wednesday 27 March 2024', '27 March 2024'],
		['years after', '2026-11-23T09:00:00Z', 'Wednesday 27 March 2024', '27 March 2024'],
		['in the year before', '2023-12-31T23:59:00Z', 'Wednesday 27 March 2024', '27 March 2024']
	])('%s', (_, now, date, day) => {
		expect(formatDate(halfPastThree, zone, 'en', now)).toBe(date);
		expect(formatDay(halfPastThree, zone, 'en', now)).toBe(day);
	});

	test('goes by the hub’s own midnight', () => {
		expect(formatDay('2024-06-01T15:00:00Z', zone, 'en', '2024-06-01T22:59:00Z')).toBe('1 June');
		expect(formatDay('2024-06-01T15:00:00Z', zone, 'en', '2024-06-01T23:01:00Z')).toBe('1 June 2024');
		expect(formatDate(halfPastThree, zone, 'ar', '2026-11-23T09:00:00Z')).toBe('الأربعاء، 27 مارس 2024');
	});
});

describe('the clocks go forward on 31 March 2024', () => {
	test.each([
		['2024-03-27T15:30:00Z', 'Wednesday 27 March', '3:30 pm'],
		['2024-03-30T23:30:00Z', 'Saturday 30 March', '11:30 pm'],
		['2024-03-31T00:59:00Z', 'Sunday 31 March', '12:59 am'],
		['2024-03-31T01:00:00Z', 'Sunday 31 March', '2:00 am'],
		['2024-03-31T23:30:00Z', 'Monday 1 April', '12:30 am'],
		['2024-04-03T15:30:00Z', 'Wednesday 3 April', '4:30 pm']
	])('%s is %s, %s', (instant, date, time) => {
		expect(formatDate(instant, zone, 'en')).toBe(date);
		expect(formatTime(instant, zone, 'en')).toBe(time);
	});
});

describe('a window', () => {
	test('says the half of the day once', () => {
		expect(formatRange(halfPastThree, '2024-03-27T15:45:00Z', zone, 'en')).toBe('3:30 to 3:45 pm');
		expect(formatRange(halfPastThree, '2024-03-27T15:45:00Z', zone, 'ar')).toBe('من 3:30 إلى 3:45 مساءً');
	});

	test('says it twice when noon lies between, and calls noon 12', () => {
		expect(formatRange('2024-03-27T11:45:00Z', '2024-03-27T12:00:00Z', zone, 'en')).toBe('11:45 am to 12:00 pm');
	});

	test('drops the full hour where brevity is asked', () => {
		expect(formatRange('2024-03-27T15:00:00Z', '2024-03-27T18:00:00Z', zone, 'en', 'brief')).toBe('3 to 6 pm');
		expect(formatTime(halfPastThree, zone, 'en', 'brief')).toBe('3:30 pm');
	});

	test('on the wall screen is a bare clock', () => {
		expect(formatClock(halfPastThree, zone, 'en')).toBe('3:30');
	});
});

describe('how long', () => {
	test.each([
		[0, '0 minutes', '0 min'],
		[1, '1 minute', '1 min'],
		[14.4, '14 minutes', '14 min'],
		[60, '1 hour', '1 h'],
		[125, '2 hours 5 minutes', '2 h 5 min']
	])('%d minutes in English', (minutes, long, short) => {
		expect(formatMinutes(minutes, 'en')).toBe(long);
		expect(formatMinutes(minutes, 'en', 'short')).toBe(short);
	});

	test.each([
		[1, 'دقيقة واحدة'],
		[2, 'دقيقتان'],
		[5, '5 دقائق'],
		[14, '14 دقيقة'],
		[65, 'ساعة واحدة و5 دقائق'],
		[100, 'ساعة واحدة و40 دقيقة']
	])('%d minutes in Arabic, by its six plurals', (minutes, text) => {
		expect(formatMinutes(minutes, 'ar')).toBe(text);
	});
});

test('a list reads as a sentence', () => {
	expect(formatList(['repairs', 'health', 'benefits'], 'en')).toBe('repairs, health and benefits');
	expect(formatList(['repairs'], 'en')).toBe('repairs');
});

test('every language asks Intl for Gregorian dates and Latin digits', () => {
	for (const { code } of languages) {
		expect(languageOf(code).tag).toMatch(/-u-ca-gregory-nu-latn$/);
		expect(formatDate(halfPastThree, zone, code)).toContain('27');
	}
});
