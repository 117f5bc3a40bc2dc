import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Wait } from '#lib/domain/forecast.ts';
import { rangeOf } from '#lib/domain/range.ts';
import { always } from '../support/runs.ts';

const waits: fc.Arbitrary<Wait> = fc
	.tuple(fc.double({ min: 0, max: 150, noNaN: true }), fc.double({ min: 0, max: 40, noNaN: true }))
	.map(([low, wide]) => ({ low, median: low + wide / 2, high: low + wide }));

describe('what is said of a wait', () => {
	it.each([
		[
			{ low: 0, high: 2 },
			{ from: 0, to: 5 }
		],
		[
			{ low: 7, high: 12 },
			{ from: 5, to: 15 }
		],
		[
			{ low: 10, high: 20 },
			{ from: 10, to: 20 }
		],
		[
			{ low: 41, high: 63 },
			{ from: 40, to: 75 }
		],
		[
			{ low: 70, high: 140 },
			{ from: 60, to: Infinity }
		]
	])('%o is said as %o', ({ low, high }, said) => {
		expect(rangeOf({ low, median: low, high })).toEqual(said);
	});

	it('is nothing when they may never be called, or when it may be anything', () => {
		expect(rangeOf({ low: 5, median: 20, high: Infinity })).toBe(null);
		expect(rangeOf({ low: 2, median: 20, high: 55 })).toBe(null);
	});

	it('never promises more than is known, in steps of five minutes or a quarter', () => {
		always(
			fc.property(waits, (wait) => {
				const said = rangeOf(wait);
				if (said === null) return;
				expect(said.from).toBeLessThanOrEqual(wait.low);
				expect(said.to).toBeGreaterThanOrEqual(wait.high);
				expect(said.from).toBeLessThan(said.to);
				expect(said.from % 5).toBe(0);
				expect(said.to === Infinity || said.to % 5 === 0).toBe(true);
			})
		);
	});

	it('is hardly less true when it stays as it was said before, and does not flicker', () => {
		always(
			fc.property(
				waits,
				waits,
				fc.array(fc.double({ min: -0.7, max: 0.7, noNaN: true }), { maxLength: 20 }),
				(a, b, shakes) => {
					const after = rangeOf(b, rangeOf(a));
					if (after !== null && after.to !== Infinity) {
						expect(after.from).toBeLessThanOrEqual(b.low + 1.5);
						expect(after.to).toBeGreaterThanOrEqual(b.high - 1.5);
					}
					let said = rangeOf(b);
					const changes = new Set([JSON.stringify(said)]);
					for (const shake of shakes) {
						said = rangeOf({ ...b, low: Math.max(0, b.low + shake), high: b.high + shake }, said);
						changes.add(JSON.stringify(said));
					}
					// It may settle once, and then stays.
					if (said !== null && Math.abs(b.low - 60) > 4) expect(changes.size).toBeLessThanOrEqual(3);
				}
			)
		);
	});
});
