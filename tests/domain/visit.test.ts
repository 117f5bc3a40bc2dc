import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampArrival, foldName, isNeed, joinNeeds, needKinds, splitNeeds } from '#lib/domain/visit.ts';
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
