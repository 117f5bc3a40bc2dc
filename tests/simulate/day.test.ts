import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { play } from '#lib/domain/play.ts';
import * as policies from '#lib/domain/policies.ts';
import { chanceFrom } from '../../src/bin/simulate/chance.ts';
import { makeDay } from '../../src/bin/simulate/day.ts';
import { agencies, tablesFor, tablesOfAgencies } from '../../src/bin/simulate/hub.ts';
import { mean, measure, quantile } from '../../src/bin/simulate/measure.ts';
import { compared } from '../../src/bin/simulate/policies.ts';
import { always } from '../support/runs.ts';

const size = { visits: 150, tables: 14 };

describe('a made-up day', () => {
	it('is the same again from the same seed and number, whatever was played before', () => {
		const day = makeDay(1, 5, size);
		makeDay(1, 4, size);
		expect(makeDay(1, 5, size).hall).toEqual(day.hall);
		expect(makeDay(1, 6, size).hall).not.toEqual(day.hall);
		expect(makeDay(2, 5, size).hall).not.toEqual(day.hall);
	});

	it('has the people it says: as many as asked, about 35% booked and 35% with several stops', () => {
		const people = Array.from({ length: 40 }, (_, n) => [...makeDay(1, n, size).people.values()]).flat();
		expect(people).toHaveLength(40 * 150);
		expect(share(people.map(({ booked }) => booked))).toBeCloseTo(0.35, 1);
		expect(share(people.map(({ visit }) => visit.stops.length > 1))).toBeCloseTo(0.35, 1);
		for (const { visit } of people) {
			expect(new Set(visit.stops.map(({ agencyId }) => agencyId)).size).toBe(visit.stops.length);
			expect(visit.arrivedAt).toBeGreaterThanOrEqual(0);
		}
	});

	it('has conversations that vary about what each agency calls usual', () => {
		const days = Array.from({ length: 60 }, (_, n) => makeDay(1, n, size));
		for (const { id, typicalMinutes } of agencies) {
			const talks = days.flatMap(({ hall, draws }) =>
				hall.visits.flatMap(({ stops }) =>
					stops.flatMap((stop) => (stop.agencyId === id ? draws.service(stop, 0) : []))
				)
			);
			// A party of two or more takes longer.
			expect(mean(talks) / typicalMinutes).toBeGreaterThan(0.98);
			expect(mean(talks) / typicalMinutes).toBeLessThan(1.16);
		}
	});

	it('brings the same people to every policy: only who is called when differs', () => {
		const day = makeDay(3, 0, size);
		const served = Object.values(compared).map((policy) =>
			play(day.hall, day.draws, policy).stops.map(({ stopId, startedAt, finishedAt }) => [
				stopId,
				finishedAt === null ? null : Math.round(1e6 * (finishedAt - (startedAt ?? 0)))
			])
		);
		for (const other of served) expect(other).toEqual(served[0]);
	});
});

describe('tables', () => {
	it('are shared out whole, one to every agency at least', () => {
		always(
			fc.property(fc.integer({ min: 5, max: 60 }), (tables) => {
				const given = tablesOfAgencies(tables).map((one) => one.tables);
				expect(given.reduce((sum, one) => sum + one, 0)).toBe(tables);
				expect(Math.min(...given)).toBeGreaterThanOrEqual(1);
			})
		);
		expect([60, 150, 300].map(tablesFor)).toEqual([6, 14, 25]);
	});
});

describe('what is measured', () => {
	it('counts, of first come first served, nobody overtaken, and as many of a line turned round as stood in it', () => {
		const day = makeDay(1, 0, size);
		expect(measure(day, play(day.hall, day.draws, policies.simultaneousFirstCome)).worstOvertaking).toBe(0);
		const lastFirst = {
			...policies.simultaneousFirstCome,
			creditOf: ({ arrivedAt }: { arrivedAt: number }) => arrivedAt
		};
		expect(measure(day, play(day.hall, day.draws, lastFirst)).worstOvertaking).toBeGreaterThan(20);
	});

	it('takes quantiles between the nearest values', () => {
		expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
		expect(quantile([5], 0.9)).toBe(5);
	});
});

describe('chance', () => {
	it.each([
		['normal', 5, 2],
		['gamma', 0.7, 1.4],
		['gamma', 8, 3],
		['logNormal', 9, 5.4]
	] as const)('draws %s with mean %d and deviation %d', (kind, middle, deviation) => {
		const chance = chanceFrom(1, 2, 3);
		const drawn = Array.from({ length: 60_000 }, () => chance[kind](middle, deviation));
		expect(mean(drawn) / middle).toBeCloseTo(1, 1);
		expect(Math.sqrt(mean(drawn.map((one) => (one - middle) ** 2))) / deviation).toBeCloseTo(1, 1);
	});

	it('is even from 0 up to 1', () => {
		const chance = chanceFrom(0, 0, 0);
		const drawn = Array.from({ length: 20_000 }, chance.even);
		for (let tenth = 0; tenth < 10; tenth++)
			expect(share(drawn.map((one) => one >= tenth / 10 && one < (tenth + 1) / 10))).toBeCloseTo(0.1, 1);
	});
});

function share(these: readonly boolean[]): number {
	return these.filter(Boolean).length / these.length;
}
