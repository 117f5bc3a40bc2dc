import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	arrivalAtTablet,
	clampArrival,
	foldName,
	isNeed,
	joinNeeds,
	needKinds,
	splitNeeds
} from '#lib/domain/visit.ts';
import { after, moment } from '../support/lines.ts';
import { always } from '../support/runs.ts';

describe('when somebody came, by a clock that may be wrong', () => {
	it('is never before the doors opened and never in the future', () => {
		always(
			fc.property(moment, moment, fc.integer({ min: -90_000, max: 90_000 }), (opened, now, claim) => {
				const arrived = clampArrival(after(claim), opened, now);
				expect(arrived <= now).toBe(true);
				expect(arrived >= (opened < now ? opened : now)).toBe(true);
				if (after(claim) >= opened && after(claim) <= now) expect(arrived).toBe(after(claim));
			})
		);
	});

	it('is a moment, whatever the tablet claims', () => {
		const claims = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.constantFrom(
				'',
				'2024-03-27T15:3',
				'2024-03-27',
				'2024-03-27T16:00:00Z',
				'2024-03-27T17:00:00+01:00',
				'NaN',
				'null'
			)
		);
		always(
			fc.property(claims, (claim) => {
				const arrived = clampArrival(claim, after(0), after(7200));
				expect(new Date(arrived).toISOString()).toBe(arrived);
				expect(arrived >= after(0) && arrived <= after(7200)).toBe(true);
			})
		);
		expect(clampArrival('2024-03-27T17:00:00+01:00', after(0), after(7200))).toBe(after(3600));
	});
});

describe('when somebody came to a tablet', () => {
	const now = after(7200);

	it('is as long ago as the tablet has known of them, however wrong its clock', () => {
		always(
			fc.property(fc.integer({ min: -400_000, max: 400_000 }), fc.integer({ min: 0, max: 7200 }), (wrong, known) => {
				const told = { arrivedAt: after(wrong), sentAt: after(wrong + known) };
				expect(arrivalAtTablet(told, now)).toBe(after(7200 - known));
			})
		);
	});

	it('is now for whoever was sent at once', () => {
		const told = { arrivedAt: '2024-03-27T15:04:00.000Z', sentAt: '2024-03-27T15:04:00.999Z' };
		expect(arrivalAtTablet(told, now)).toBe(now);
	});

	it('is now when the tablet tells one time alone, none, or nonsense', () => {
		for (const [arrivedAt, sentAt] of [
			[null, null],
			[after(3600), null],
			[null, after(3600)],
			[after(3600), after(1800)],
			['yesterday', after(3600)],
			[after(3600), '']
		] as const)
			expect(arrivalAtTablet({ arrivedAt, sentAt }, now)).toBe(now);
	});

	it('is a moment, never later than now, at the ends of time', () => {
		const told = { arrivedAt: '-271821-04-20T00:00:00.000Z', sentAt: '+275760-09-13T00:00:00.000Z' };
		expect(arrivalAtTablet(told, now)).toBe(after(7200 - 24 * 3600));
		expect(clampArrival(arrivalAtTablet(told, now), after(0), now), 'and no earlier than the doors').toBe(after(0));
	});
});

describe('a name', () => {
	it('is the same however it is spaced, written in capitals or composed', () => {
		always(
			fc.property(
				fc.string({ unit: fc.constantFrom(...'abcxyz éñçüłżأمينة') }),
				fc.constantFrom(' ', '  ', '\t', '\u00a0'),
				(name, space) => {
					const folded = foldName(name);
					expect(foldName(` ${name.replaceAll(' ', space)} `)).toBe(folded);
					expect(foldName(name.normalize('NFD'))).toBe(folded);
					expect(foldName(name.toUpperCase())).toBe(folded);
					if (folded !== null) expect(foldName(folded)).toBe(folded);
				}
			)
		);
	});

	it('keeps its accents: Jose is not José', () => {
		expect(foldName('José')).not.toBe(foldName('Jose'));
	});

	it.each(['', ' ', '\n\t', '\u200f', '\u200b\u200b', '\ufeff '])('is none when nothing of %j can be seen', (name) => {
		expect(foldName(name)).toBeNull();
	});

	it('is the same with the marks that phones put around right-to-left text', () => {
		expect(foldName('\u200fأمينة\u200e')).toBe(foldName('أمينة'));
	});
});

it('needs come back from their column, each once, and nothing else with them', () => {
	always(
		fc.property(fc.array(fc.oneof(fc.constantFrom(...needKinds), fc.string())), (said) => {
			const needs = said.filter(isNeed);
			expect(new Set(splitNeeds(joinNeeds(needs)))).toEqual(new Set(needs));
			expect(splitNeeds(said.join(' ')).every(isNeed)).toBe(true);
		})
	);
});
