import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '#lib/domain/chance.ts';
import { drawGamma } from '#lib/domain/gamma.ts';
import { believe, drawPace, drawTalk, meanOf, PRIOR_TALKS, type Talk } from '#lib/domain/service-time.ts';
import { always, seed } from '../support/runs.ts';

const minutes = fc.double({ min: 1, max: 60, noNaN: true });
const typical = fc.integer({ min: 3, max: 40 });

describe('what is believed of an agency’s conversations', () => {
	it('is what it says they take, before there were any', () => {
		always(
			fc.property(typical, (says) => {
				expect(meanOf(believe(says, [])) / says).toBeCloseTo(1, 1);
			})
		);
	});

	it('lies between what it says and what was seen, nearer to that the more was seen', () => {
		always(
			fc.property(typical, minutes, fc.integer({ min: 1, max: 80 }), (says, each, count) => {
				const seen = Array.from({ length: count }, () => over(each));
				const mean = meanOf(believe(says, seen));
				const slack = 0.03 * Math.max(says, each);
				expect(mean).toBeGreaterThanOrEqual(Math.min(says, each) - slack);
				expect(mean).toBeLessThanOrEqual(Math.max(says, each) + slack);
				expect(mean).toBeCloseTo((PRIOR_TALKS * says + count * each) / (PRIOR_TALKS + count), -1);
			})
		);
	});

	it('grows when a conversation goes on and on, and hardly moves for one that has just begun', () => {
		const before = meanOf(believe(12, [over(12)]));
		expect(meanOf(believe(12, [over(12), goingOn(1)]))).toBeCloseTo(before, 0);
		const grows = [20, 40, 80].map((lasted) => meanOf(believe(12, [over(12), goingOn(lasted)])));
		expect(grows).toEqual(grows.toSorted((a, b) => a - b));
		expect(grows[0]).toBeGreaterThan(before);
		// Not over yet says more than over now.
		expect(meanOf(believe(12, [goingOn(40)]))).toBeGreaterThan(meanOf(believe(12, [over(40)])));
	});

	it('finds out how long they really take, and how regular they are', () => {
		const uniform = seeded(seed);
		for (const [shape, real] of [
			[1.5, 25],
			[5, 7]
		] as const) {
			const talks = Array.from({ length: 150 }, () => over(drawGamma({ shape, rate: shape / real }, uniform)));
			const belief = believe(12, talks);
			expect(meanOf(belief) / real).toBeGreaterThan(0.85);
			expect(meanOf(belief) / real).toBeLessThan(1.15);
			const shapes = Array.from({ length: 400 }, () => drawPace(belief, uniform).shape);
			expect(shapes.reduce((a, b) => a + b, 0) / 400).toBeGreaterThan(0.6 * shape);
			expect(shapes.reduce((a, b) => a + b, 0) / 400).toBeLessThan(1.5 * shape);
		}
	});

	it('draws paces as likely as they are believed', () => {
		const belief = believe(10, [over(8), over(15), goingOn(4)]);
		const uniform = seeded(seed);
		const means = Array.from({ length: 20_000 }, () => drawPace(belief, uniform)).map(
			({ shape, rate }) => shape / rate
		);
		expect(means.reduce((a, b) => a + b, 0) / means.length).toBeCloseTo(meanOf(belief), 0);
	});

	it('lets one that its rep called long last as two', () => {
		const pace = { shape: 2, rate: 0.2 };
		const mean = (long: boolean) => {
			const uniform = seeded(seed);
			return Array.from({ length: 20_000 }, () => drawTalk(pace, 0, long, uniform)).reduce((a, b) => a + b, 0) / 20_000;
		};
		expect(mean(true) / mean(false)).toBeCloseTo(2, 1);
	});
});

function over(minutes: number): Talk {
	return { minutes, over: true };
}

function goingOn(minutes: number): Talk {
	return { minutes, over: false };
}
