import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mix, numberOf, seeded } from '#lib/domain/chance.ts';
import { drawGamma, drawLonger, type Gamma, lnGamma, survival } from '#lib/domain/gamma.ts';
import { always, seed } from '../support/runs.ts';

const gammas: Gamma[] = [
	{ shape: 0.6, rate: 0.2 },
	{ shape: 1, rate: 0.1 },
	{ shape: 2.8, rate: 0.25 },
	{ shape: 6, rate: 0.5 }
];
const DRAWS = 40_000;

describe('a Gamma distribution', () => {
	it('has the known values of its function and of its tail', () => {
		expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 8);
		expect(lnGamma(10)).toBeCloseTo(Math.log(362_880), 8);
		for (const minutes of [0.1, 1, 5, 30]) {
			expect(survival({ shape: 1, rate: 0.2 }, minutes)).toBeCloseTo(Math.exp(-0.2 * minutes), 9);
			expect(survival({ shape: 2, rate: 1 }, minutes)).toBeCloseTo(Math.exp(-minutes) * (1 + minutes), 9);
		}
	});

	it('is as likely to last at all as ever, and never likelier to last longer', () => {
		const some = fc.record({
			shape: fc.double({ min: 0.3, max: 12, noNaN: true }),
			rate: fc.double({ min: 0.02, max: 3, noNaN: true })
		});
		const minutes = fc.double({ min: 0, max: 400, noNaN: true });
		always(
			fc.property(some, minutes, minutes, (gamma, a, b) => {
				expect(survival(gamma, 0)).toBe(1);
				expect(survival(gamma, Math.max(a, b))).toBeLessThanOrEqual(survival(gamma, Math.min(a, b)) + 1e-12);
			})
		);
	});

	it.each(gammas)('drawn many times has its mean and its variance: %o', (gamma) => {
		const uniform = seeded(seed);
		const drawn = Array.from({ length: DRAWS }, () => drawGamma(gamma, uniform));
		const mean = gamma.shape / gamma.rate;
		const variance = gamma.shape / gamma.rate ** 2;
		// Within four standard errors; that of the variance by the fourth moment, 3 + 6 / shape.
		expect(Math.abs(meanOf(drawn) - mean)).toBeLessThan(4 * Math.sqrt(variance / DRAWS));
		const spread = meanOf(drawn.map((minutes) => (minutes - mean) ** 2));
		expect(Math.abs(spread - variance)).toBeLessThan(4 * variance * Math.sqrt((2 + 6 / gamma.shape) / DRAWS));
	});

	it.each(gammas.flatMap((gamma) => [0.3, 1, 4].map((times) => ({ ...gamma, times }))))(
		'goes on as it must, given that it has lasted $times times its mean: shape $shape',
		({ shape, rate, times }) => {
			const uniform = seeded(seed);
			const lasted = (times * shape) / rate;
			const drawn = Array.from({ length: DRAWS / 4 }, () => drawLonger({ shape, rate }, lasted, uniform));
			expect(Math.min(...drawn)).toBeGreaterThanOrEqual(lasted);
			const tail = survival({ shape, rate }, lasted);
			const expected = ((shape / rate) * survival({ shape: shape + 1, rate }, lasted)) / tail;
			const deviation = Math.sqrt(meanOf(drawn.map((minutes) => (minutes - expected) ** 2)));
			expect(Math.abs(meanOf(drawn) - expected)).toBeLessThan((4 * deviation) / Math.sqrt(drawn.length));
			const longer = survival({ shape, rate }, lasted + 1 / rate) / tail;
			const share = meanOf(drawn.map((minutes) => (minutes > lasted + 1 / rate ? 1 : 0)));
			expect(Math.abs(share - longer)).toBeLessThan(4 * Math.sqrt((longer * (1 - longer)) / drawn.length));
		}
	);
});

describe('chance from a seed', () => {
	it('is even, and the same again', () => {
		const [one, again] = [seeded(7), seeded(7)];
		const drawn = Array.from({ length: DRAWS }, one);
		expect(Array.from({ length: DRAWS }, again)).toEqual(drawn);
		// Chi-square over a hundred equal parts, 99 degrees of freedom: below 149 in 999 of a thousand.
		const parts = Array<number>(100).fill(0);
		for (const number of drawn) parts[Math.floor(number * 100)] = (parts[Math.floor(number * 100)] ?? 0) + 1;
		const even = DRAWS / 100;
		expect(parts.reduce((sum, count) => sum + (count - even) ** 2 / even, 0)).toBeLessThan(149);
	});

	it('begins as evenly, key by key, as it goes on', () => {
		const first = Array.from({ length: 2000 }, (_, run) => seeded(mix(5, run, 2, numberOf('stop')))());
		expect(Math.abs(meanOf(first) - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / 2000));
		expect(new Set(first).size).toBeGreaterThan(1990);
		expect(numberOf('stop 1')).not.toBe(numberOf('stop 2'));
	});
});

function meanOf(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
