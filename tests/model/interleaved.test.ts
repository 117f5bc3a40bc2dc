import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/change.ts';
import { onBothEngines } from '../support/databases.ts';
import { runs, seed } from '../support/runs.ts';
import { type Agency, AGENCIES, HallModel, REPS } from './hall-model.ts';
import { RealHall } from './real-hall.ts';

const before = fc.array(fc.subarray([...AGENCIES], { minLength: 1 }), { minLength: 1, maxLength: 6 });
const meanwhile = fc.array(fc.subarray([...AGENCIES], { minLength: 1 }), { maxLength: 4 });

onBothEngines('two desks and a tablet at the same moment', (open, engine) => {
	let db: Database;
	beforeAll(async () => {
		db = await open();
	});

	it('never share a person or a number, lose nobody, and call in the order of the rules', async () => {
		const numRuns = engine === 'sqlite' ? runs(25, 1000) : runs(8, 100);
		const afternoon = fc.asyncProperty(before, meanwhile, fc.scheduler(), async (first, later, scheduler) => {
			const [model, real] = [new HallModel(), await RealHall.make(db)];
			for (const agencies of first) {
				await real.walkIn(agencies, false, 'screen', false);
				model.walkIn(agencies, false, 'screen');
				real.wait(model.minutes(1));
			}
			for (const [rep] of REPS.entries()) expect(await real.open(rep)).toBe(model.open(rep));

			const told: { press: string; answer: string }[] = [];
			const all: Promise<unknown>[] = [];
			// Each is let go when the scheduler says so, and none waits for the one before: they meet in the database.
			const letGo = (who: string, press: string, send: () => Promise<string>) =>
				all.push(
					scheduler
						.schedule(Promise.resolve(), `${who} ${press}`)
						.then(async () => told.push({ press, answer: await send() }))
				);
			for (const agencies of later) letGo('tablet', 'walkIn', () => real.walkIn(agencies, false, 'screen', false));
			for (const rep of [0, 1])
				for (const press of ['callNext', 'start', 'callNext', 'finish', 'callNext'] as const)
					letGo(`rep ${rep}`, press, () => real[press](rep, false));
			await scheduler.waitFor(Promise.all(all));

			const seen = await real.seen();
			expect(new Set(await real.numbers()).size).toBe(first.length + later.length);
			const wanted = [...first, ...later].flat();
			for (const agency of AGENCIES)
				expect(seen.filter((stop) => stop.agency === agency)).toHaveLength(count(wanted, agency));
			const atTables = seen.filter(({ state }) => state === 'called' || state === 'serving');
			expect(new Set(atTables.map(({ visit }) => visit)).size).toBe(atTables.length);
			expect(new Set(atTables.map(({ desk }) => desk)).size).toBe(atTables.length);
			// Nobody else called the police's people, so the first to come were the first to be called, in both desks together.
			const called = seen.filter(({ agency, calls }) => agency === 'police' && calls > 0).length;
			const line = seen.filter(({ agency }) => agency === 'police');
			expect(line.map(({ calls }) => calls > 0)).toEqual(line.map((_, index) => index < called));
			// As many were told that it was done as the record has, and everybody who walked in was let in.
			const { call = 0, start = 0, finish = 0 } = await real.changesByHow();
			expect({ call, start, finish, walkIn: later.length }).toEqual({
				call: okays(told, 'callNext'),
				start: okays(told, 'start'),
				finish: okays(told, 'finish'),
				walkIn: okays(told, 'walkIn')
			});
		});
		console.log(`seed ${seed}: ${numRuns} interleavings`);
		await fc.assert(afternoon, { seed, numRuns });
	});
});

onBothEngines('desks of two agencies after the same people at the same moment', (open, engine) => {
	let db: Database;
	beforeAll(async () => {
		db = await open();
	});

	it('never have anybody at both, whoever is first', async () => {
		const numRuns = engine === 'sqlite' ? runs(25, 1000) : runs(8, 100);
		const people = fc.integer({ min: 1, max: 4 });
		const afternoon = fc.asyncProperty(people, fc.scheduler(), async (count, scheduler) => {
			const real = await RealHall.make(db);
			for (let i = 0; i < count; i++) {
				await real.walkIn(['police', 'housing'], false, 'screen', false);
				real.wait(60);
			}
			const reps = [0, 1, 2];
			for (const rep of reps) expect(await real.open(rep)).toBe('ok');
			const all = reps.flatMap((rep) =>
				(['callNext', 'callNext', 'start', 'finish', 'callNext', 'start'] as const).map((press) =>
					scheduler.schedule(Promise.resolve(), `rep ${rep} ${press}`).then(() => real[press](rep, false))
				)
			);
			await scheduler.waitFor(Promise.all(all));
			expect(await real.mostTablesAtOnce()).toBeLessThanOrEqual(1);
			expect((await real.changesByHow()).call).toBeGreaterThan(0);
		});
		console.log(`seed ${seed}: ${numRuns} interleavings of two agencies`);
		await fc.assert(afternoon, { seed, numRuns });
	});
});

function count(all: readonly Agency[], agency: Agency): number {
	return all.filter((one) => one === agency).length;
}

function okays(told: readonly { press: string; answer: string }[], press: string): number {
	return told.filter((one) => one.press === press && one.answer === 'ok').length;
}
