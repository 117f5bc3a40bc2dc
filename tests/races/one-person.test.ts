import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codesFrom } from '#lib/server/codes.ts';
import type { Database } from '#lib/server/db/change.ts';
import { openDatabase } from '#lib/server/db/connect.ts';
import { at } from '../support/hall.ts';
import { emptyPlace, engines, testKey } from '../support/databases.ts';
import { runs } from '../support/runs.ts';
import { type Crowd, gather } from './crowd.ts';
import { atOnce, onePerson } from './one-person.ts';

let crowd: Crowd;
beforeAll(async () => {
	crowd = await gather(3);
});
afterAll(() => crowd.leave());

describe.each(engines)('presses for one person at the same moment, %s', (engine) => {
	let db: Database;
	let cleanup = async () => {};
	beforeAll(async () => {
		const made = await emptyPlace(engine);
		cleanup = made.cleanup;
		db = await openDatabase(made.place, { codes: codesFrom(testKey) });
		await crowd.open(made.place);
	});
	afterAll(async () => {
		await crowd.close();
		await db.close();
		await cleanup();
	});
	const race = () => ({ db, all: crowd.all });

	it('more time asked for at the door against a call: they are away in the end, and counted once', async () => {
		for (let round = 0; round < runs(4, 40); round++) {
			const { mine, other } = await onePerson(race(), 'waiting');
			const { answers, stop } = await atOnce(race(), [
				{ ...mine, press: 'park' },
				{ ...other, press: 'call' },
				{ ...mine, press: 'park' }
			]);
			expect([answers[0], answers[2]]).toEqual(['ok', 'ok']);
			expect(['ok', 'nobody_ready']).toContain(answers[1]);
			expect(stop).toMatchObject({ state: 'parked', parks: 1, parked_until: at(11), desk_id: null, table_id: null });
		}
	});

	it('left to a colleague against the colleague’s call: called by the colleague or nobody, and not by the rep', async () => {
		for (let round = 0; round < runs(4, 40); round++) {
			const { mine, other } = await onePerson(race(), 'called');
			const { answers, stop } = await atOnce(race(), [
				{ ...mine, press: 'passOn' },
				{ ...other, press: 'call' },
				{ ...mine, press: 'call' }
			]);
			expect(answers[0]).toBe('ok');
			expect(stop.kept_from).toBe(mine.rep.staffId);
			if (answers[1] === 'ok') expect(stop).toMatchObject({ state: 'called', desk_id: other.deskId });
			else expect(stop).toMatchObject({ state: 'waiting', desk_id: null });
			expect(answers[2]).not.toBe('ok');
		}
	});

	it('called away against a finish: it is one of the two, and the other hears that things have moved on', async () => {
		for (let round = 0; round < runs(4, 40); round++) {
			const { mine } = await onePerson(race(), 'serving');
			const { answers, stop, changes } = await atOnce(race(), [
				{ ...mine, press: 'calledAway' },
				{ ...mine, press: 'finish' }
			]);
			expect(answers.toSorted()).toEqual(['ok', 'stop_moved_on']);
			expect(stop.state).toBe(answers[0] === 'ok' ? 'waiting' : 'finished');
			expect(changes.map(({ became }) => became)).toEqual(['called', 'serving', stop.state]);
		}
	});
});
