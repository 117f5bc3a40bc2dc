import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codesFrom } from '#lib/server/codes.ts';
import type { Database } from '#lib/server/db/change.ts';
import { openDatabase } from '#lib/server/db/connect.ts';
import { newId } from '#lib/server/ids.ts';
import { emptyPlace, engines, testKey } from '../support/databases.ts';
import { runs } from '../support/runs.ts';
import { type Crowd, gather } from './crowd.ts';
import {
	atTables,
	controls,
	CROWD,
	everybodyBooks,
	everybodyCalls,
	everybodyChecksIn,
	everybodyComes
} from './scenarios.ts';
import { dropRules } from './unguarded.ts';

let crowd: Crowd;
beforeAll(async () => {
	crowd = await gather(CROWD);
});
afterAll(() => crowd.leave());

describe.each(engines)('sixteen processes on one database, %s', (engine) => {
	describe('with its rules', () => {
		const db = opened(engine, false);

		it('16 callers on 8 tables: nobody is called twice, no table has two people', async () => {
			for (let round = 0; round < runs(3, 30); round++) {
				const { hall, answers } = await everybodyCalls({ db: db(), all: crowd.all }, 'calls');
				const { people, tables, called } = await atTables(db(), hall);
				expect(called).toBe(8);
				expect(people).toBe(8);
				expect(tables).toBe(8);
				expect(count(answers)).toEqual({ ok: 8, no_table_free: 8 });
			}
		});

		it('10 windows of one place, 20 customers for each at once: exactly 10 are accepted, one in each', async () => {
			for (let round = 0; round < runs(1, 10); round++) {
				const { hall, answers } = await everybodyBooks({ db: db(), all: crowd.all }, 'books');
				expect(count(answers)).toEqual({ ok: 10, window_full: 190 });
				const held = await db()
					.read.selectFrom('place_held')
					.select('window_id')
					.where('drop_in_id', '=', hall.dropInId)
					.execute();
				expect(held).toHaveLength(10);
				expect(new Set(held.map((place) => place.window_id)).size).toBe(10);
				const places = await db()
					.read.selectFrom('place')
					.select('taken')
					.where('drop_in_id', '=', hall.dropInId)
					.execute();
				expect(places.reduce((sum, { taken }) => sum + taken, 0)).toBe(10);
			}
		});

		it('160 people through 16 doors: every number is another', async () => {
			for (let round = 0; round < runs(1, 5); round++) {
				const { numbers } = await everybodyComes({ db: db(), all: crowd.all }, 'walksIn');
				expect(numbers.every((number) => /^\d{3}$/.test(number))).toBe(true);
				expect(numbers).toHaveLength(160);
				expect(new Set(numbers).size).toBe(160);
			}
		});

		it('one command sent again and again is one visit, and everybody hears the same number', async () => {
			const { visits, numbers } = await everybodyChecksIn({ db: db(), all: crowd.all }, 'checksIn', newId());
			expect(visits).toBe(1);
			expect(new Set(numbers).size).toBe(1);
		});

		it('one QR scanned at sixteen tablets is one visit, and everybody hears the same number', async () => {
			const { visits, numbers } = await everybodyChecksIn({ db: db(), all: crowd.all }, 'checksIn', null);
			expect(visits).toBe(1);
			expect(new Set(numbers).size).toBe(1);
		});

		it('no command is lost: the revision counts each one that was kept', async () => {
			const { hall } = await everybodyComes({ db: db(), all: crowd.all }, 'walksIn');
			const dropIn = await db()
				.read.selectFrom('drop_in')
				.select('revision')
				.where('id', '=', hall.dropInId)
				.executeTakeFirstOrThrow();
			expect(dropIn.revision).toBe(160);
		});
	});

	// Each race again without guards: it must go wrong, or the race above proves nothing.
	describe('without its rules, and reading before writing', () => {
		const db = opened(engine, true);

		it.each(Object.entries(controls))('the same %s', async (_, control) => {
			expect(await control({ db: db(), all: crowd.all })).toBe(true);
		});
	});
});

/** A database that the whole crowd has open during a block of tests. */
function opened(engine: (typeof engines)[number], withoutRules: boolean): () => Database {
	let db: Database;
	let cleanup = async () => {};
	beforeAll(async () => {
		const made = await emptyPlace(engine);
		cleanup = made.cleanup;
		db = await openDatabase(made.place, { codes: codesFrom(testKey) });
		if (withoutRules) await dropRules(db);
		await crowd.open(made.place);
	});
	afterAll(async () => {
		await crowd.close();
		await db.close();
		await cleanup();
	});
	return () => db;
}

function count(answers: string[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
	return counts;
}
