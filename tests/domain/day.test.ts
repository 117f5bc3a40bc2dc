import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDate, dayOf, instantOf } from '#lib/domain/day.ts';
import { deleteOn, deletionOf } from '#lib/domain/retention.ts';
import { always } from '../support/runs.ts';

const LONDON = 'Europe/London';
const day = fc
	.date({ min: new Date('2024-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10));
const clock = fc
	.tuple(fc.integer({ min: 3, max: 23 }), fc.integer({ min: 0, max: 59 }))
	.map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);

describe('a time on the hub’s clock', () => {
	it.each([
		['2024-03-27', '15:00', '2024-03-27T15:00:00.000Z'],
		['2024-03-30', '15:00', '2024-03-30T15:00:00.000Z'],
		['2024-03-31', '00:59', '2024-03-31T00:59:00.000Z'],
		['2024-03-31', '02:00', '2024-03-31T01:00:00.000Z'],
		['2024-03-31', '15:00', '2024-03-31T14:00:00.000Z'],
		['2024-04-03', '15:00', '2024-04-03T14:00:00.000Z']
	])('%s at %s is %s', (date, time, instant) => {
		expect(instantOf(date, time, LONDON)).toEqual({ ok: true, instant });
	});

	it('that the change to summer time skips is refused', () => {
		for (const time of ['01:00', '01:30', '01:59'])
			expect(instantOf('2024-03-31', time, LONDON, 'startsAt')).toEqual({
				ok: false,
				refusal: { reason: 'hours_invalid', field: 'startsAt' }
			});
	});

	it('that the change to winter time shows twice is refused, rather than guessed', () => {
		expect(instantOf('2024-10-27', '01:30', LONDON).ok).toBe(false);
	});

	it('lies on the day it was given for', () => {
		always(
			fc.property(day, clock, (date, time) => {
				const read = instantOf(date, time, LONDON);
				expect(read.ok && dayOf(read.instant, LONDON)).toBe(date);
				expect(read.ok && new Date(read.instant).toISOString()).toBe(read.ok && read.instant);
			})
		);
	});

	it.each([
		'',
		'25:00',
		'24:00',
		'3pm',
		'15',
		'15:30:61',
		'15:30+05:00',
		'15:30Z',
		'15:30[Asia/Tokyo]',
		'<b>',
		'15:3٠'
	])('is not %o', (time) => {
		expect(instantOf('2024-03-27', time, LONDON)).toEqual({
			ok: false,
			refusal: { reason: 'hours_invalid', field: 'time' }
		});
	});

	it('is refused in a zone that is none', () => {
		expect(instantOf('2024-03-27', '15:00', 'Europe/Ropner').ok).toBe(false);
	});
});

describe('a day', () => {
	it('near midnight is the hub’s, not the server’s', () => {
		expect(dayOf('2024-03-31T23:30:00.000Z', LONDON)).toBe('2024-04-01');
		expect(dayOf('2024-03-30T23:30:00.000Z', LONDON)).toBe('2024-03-30');
	});

	it('is taken with its own weekday and refused with any other', () => {
		always(
			fc.property(day, fc.integer({ min: 1, max: 7 }), (date, weekday) => {
				const real = new Date(`${date}T12:00:00Z`).getUTCDay() || 7;
				expect(checkDate(date, null)).toEqual({ ok: true, date, weekday: real });
				expect(checkDate(date, weekday)).toEqual(
					weekday === real
						? { ok: true, date, weekday }
						: { ok: false, refusal: { reason: 'weekday_mismatch', field: 'weekday', values: { weekday: real } } }
				);
			})
		);
		expect(checkDate('2024-03-27', 3).ok).toBe(true);
	});

	it.each([
		'',
		'2024-02-30',
		'2023-02-29',
		'27/03/2024',
		'2024-3-27',
		'20240327',
		'2024-03-27T15:00',
		'2024-03-27[u-ca=hebrew]',
		'+002024-03-27',
		'Wednesday'
	])('is not %o', (date) => {
		expect(checkDate(date, null)).toEqual({ ok: false, refusal: { reason: 'date_invalid', field: 'date' } });
	});

	it('is seven days before everything about its visits is deleted, over the change of clocks too', () => {
		expect(deleteOn('2024-03-27')).toBe('2024-04-03');
		expect(deleteOn('2024-12-28')).toBe('2025-01-04');
	});

	it('has its visits deleted when that is done, however late, and never for its day alone', () => {
		const promised = { deleteOn: '2024-04-03', purgedAt: null };
		expect(deletionOf(promised, '2024-04-02T23:59:59.999Z')).toBe('to_come');
		expect(deletionOf(promised, '2024-04-03T00:00:00.000Z')).toBe('under_way');
		expect(deletionOf(promised, '2026-11-23T09:00:00.000Z')).toBe('under_way');
		const purgedAt = '2024-04-05T08:00:00.000Z';
		expect(deletionOf({ ...promised, purgedAt }, purgedAt)).toBe('done');
	});
});
