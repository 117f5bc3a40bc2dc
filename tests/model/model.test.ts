import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/change.ts';
import { onBothEngines } from '../support/databases.ts';
import { long, runs, seed } from '../support/runs.ts';
import { happened, met } from './deed.ts';
import { deeds } from './deeds.ts';
import { HallModel, isLive, REPS } from './hall-model.ts';
import { plants } from './plants.ts';
import { RealHall } from './real-hall.ts';

/** For a slow machine with much else to do, in milliseconds; a long run sets its own. */
const A_WHILE = long ? 3_600_000 : 300_000;
/** What happens to people in a few afternoons, and what takes many. */
const often = ['call', 'start', 'finish', 'withdraw', 'park'];
const seldom = [
	...[
		'callAgain',
		'noShow',
		'reactivate',
		'return',
		'calledAway',
		'passOn',
		'notNeeded',
		'longTalk',
		'handOver',
		'sent'
	],
	...['undo', 'agency_gone', 'close']
];
/** Of those so many in a thousand afternoons, at least. */
const ENOUGH = 25;
/** What leaves no trace at a place in line. */
const allowed = ['book', 'cancel', 'checkIn', 'walkIn', 'add', 'split', 'markLeft', 'pause', 'agencyLate', 'clockJump'];

/** So many afternoons in one database. */
const A_FEW = 50;
/** How many things may be done in one afternoon; lengths are drawn evenly, and about a third of what is drawn cannot be done. */
const MOST = 190;

onBothEngines('a drop-in', (open, engine) => {
	let db: Database;
	beforeAll(async () => {
		db = await open();
	});

	it(
		'does what the rules say, whatever people do and in whatever order, and everybody is seen in the end',
		async () => {
			const numRuns = engine === 'sqlite' ? runs(20, 1000) : runs(5, 100);
			const before = sum(met);
			// Each so many in a database of their own: hundreds on one day make one slow.
			for (let first = 0; first < numRuns; first += A_FEW) {
				db = await open();
				await fc.assert(
					afternoon(() => RealHall.make(db)),
					{ seed: seed + first, numRuns: Math.min(A_FEW, numRuns), unbiased: true }
				);
			}
			console.log(
				`seed ${seed}: ${numRuns} afternoons, ${Math.round((sum(met) - before) / numRuns)} deeds in each on average`
			);
			// A model that is never asked anything agrees with everything.
			if (long) console.log([...counted(met), ...counted(happened)].join('\n'));
			for (const how of often) expect(happened.get(how) ?? 0, how).toBeGreaterThan(0);
			if (!long || engine !== 'sqlite') return;
			for (const how of seldom) expect(happened.get(how) ?? 0, how).toBeGreaterThanOrEqual(ENOUGH);
			for (const verb of allowed) expect(met.get(`${verb}: ok`) ?? 0, verb).toBeGreaterThanOrEqual(ENOUGH);
		},
		A_WHILE
	);

	if (engine === 'sqlite')
		describe('with a fault planted in it', () => {
			it.each(Object.entries(plants))(
				'%s: it is found',
				async (_, Faulty) => {
					const found = await fc.check(
						afternoon(() => Faulty.make(db)),
						{ seed, numRuns: 100, unbiased: true, endOnFailure: true }
					);
					expect(found.failed).toBe(true);
				},
				A_WHILE
			);
		});
});

function afternoon(make: () => Promise<RealHall>) {
	return fc.asyncProperty(fc.commands(deeds(), { maxCommands: MOST, size: 'max' }), async (commands) => {
		const [model, real] = [new HallModel(), await make()];
		for (const rep of [0, 2]) expect(await real.open(rep)).toBe(model.open(rep));
		await fc.asyncModelRun(() => ({ model, real }), commands);
		await seeEverybody(model, real);
	});
}

/** Every wait ends: once desks are open and people come when called, the lines run empty. */
async function seeEverybody(model: HallModel, real: RealHall): Promise<void> {
	if (model.state === 'closed') return;
	for (const agency of model.gone) expect(await real.agencyBack(agency)).toBe(model.agencyBack(agency));
	for (const [rep] of REPS.entries()) expect(await real.open(rep)).toBe(model.open(rep));
	const most = 3 * model.stops.length + 3;
	for (let round = 0; model.stops.some(isLive) && round < most; round++) {
		for (const [rep] of REPS.entries()) {
			const press = model.nextPress(rep, true);
			expect(await real[press](rep, false)).toBe(model[press](rep));
		}
		real.wait(model.minutes(6));
	}
	expect(model.stops.filter(isLive)).toEqual([]);
	expect(await real.seen()).toEqual(expect.not.arrayContaining([expect.objectContaining({ state: 'waiting' })]));
}

function sum(counts: ReadonlyMap<string, number>): number {
	return [...counts.values()].reduce((total, count) => total + count, 0);
}

function counted(counts: ReadonlyMap<string, number>): string[] {
	return [...counts].sort().map(([what, times]) => `${what} ${times}`);
}
