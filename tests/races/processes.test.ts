import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { done } from '#lib/domain/refusal.ts';
import { codesFrom } from '#lib/server/codes.ts';
import { newId } from '#lib/server/ids.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { openDatabase } from '#lib/server/db/connect.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { emptyPlace, engines, testKey } from '../support/databases.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { bookFor, fillDraft } from '../support/residents.ts';
import { putStop, putVisit } from '../support/rows.ts';
import { runs } from '../support/runs.ts';
import { type Crowd, gather } from './crowd.ts';
import type { Arriving, Booking, Calling, CheckingIn } from './deeds.ts';
import { dropRules } from './unguarded.ts';

const PROCESSES = 16;
/** An unguarded race goes wrong in its first round or two; this is far beyond luck. */
const CONTROL_ROUNDS = 25;

let crowd: Crowd;
beforeAll(async () => {
	crowd = await gather(PROCESSES);
});
afterAll(() => crowd.leave());

describe.each(engines)('sixteen processes on one database, %s', (engine) => {
	describe('with its rules', () => {
		const db = opened(engine, false);

		it('16 callers on 8 tables: nobody is called twice, no table has two people', async () => {
			for (let round = 0; round < runs(3, 30); round++) {
				const { hall, answers } = await everybodyCalls(db(), 'calls');
				const { people, tables, called } = await atTables(db(), hall);
				expect(called).toBe(8);
				expect(people).toBe(8);
				expect(tables).toBe(8);
				expect(count(answers)).toEqual({ ok: 8, no_table_free: 8 });
			}
		});

		it('10 windows of one place, 20 customers for each at once: exactly 10 are accepted, one in each', async () => {
			for (let round = 0; round < runs(1, 10); round++) {
				const { hall, answers } = await everybodyBooks(db(), 'books');
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
				const { numbers } = await everybodyComes(db(), 'walksIn');
				expect(numbers.every((number) => /^\d{3}$/.test(number))).toBe(true);
				expect(numbers).toHaveLength(160);
				expect(new Set(numbers).size).toBe(160);
			}
		});

		it('one command sent again and again is one visit, and everybody hears the same number', async () => {
			const { visits, numbers } = await everybodyChecksIn(db(), 'checksIn', newId());
			expect(visits).toBe(1);
			expect(new Set(numbers).size).toBe(1);
		});

		it('one QR scanned at sixteen tablets is one visit, and everybody hears the same number', async () => {
			const { visits, numbers } = await everybodyChecksIn(db(), 'checksIn', null);
			expect(visits).toBe(1);
			expect(new Set(numbers).size).toBe(1);
		});

		it('no command is lost: the revision counts each one that was kept', async () => {
			const { hall } = await everybodyComes(db(), 'walksIn');
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

		it('the same callers do call somebody twice', async () => {
			expect(
				await goesWrong(async () => {
					const { hall, answers } = await everybodyCalls(db(), 'callsUnguarded');
					const { people, tables } = await atTables(db(), hall);
					const called = answers.filter((answer) => answer === 'ok').length;
					return called > people || called > tables;
				})
			).toBe(true);
		});

		it('the same customers do overbook', async () => {
			expect(
				await goesWrong(
					async () =>
						(await everybodyBooks(db(), 'booksUnguarded')).answers.filter((answer) => answer === 'ok').length > 10
				)
			).toBe(true);
		});

		it('the same doors do give a number twice', async () => {
			expect(
				await goesWrong(async () => {
					const { numbers } = await everybodyComes(db(), 'walksInUnguarded');
					return new Set(numbers).size < numbers.length;
				})
			).toBe(true);
		});

		it('the same tablets do make several visits of one booking', async () => {
			expect(
				await goesWrong(async () => (await everybodyChecksIn(db(), 'checksInUnguarded', newId())).visits > 1)
			).toBe(true);
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

/** Sixteen reps of two agencies, twenty people who want both, eight tables. */
async function everybodyCalls(db: Database, deed: 'calls' | 'callsUnguarded') {
	const hall = await makeHall(db, { repsEach: PROCESSES / 2, sharedTables: 8 });
	await change(db, async (trx) => {
		for (let person = 0; person < 20; person++) {
			const visit = await putVisit(trx, hall, { arrived_at: at(person) });
			for (const agency of Object.keys(hall.agencies))
				await putStop(trx, hall, visit, agency, { arrived_at: at(person), as_of: at(person) });
		}
		return done();
	});
	const callers: Calling[] = [];
	for (const rep of Object.values(hall.agencies).flatMap(({ reps }) => reps)) {
		const desk = await openDesk(db, hall.dropInId, rep, at(0));
		if (desk.ok) callers.push({ dropInId: hall.dropInId, deskId: desk.deskId, rep, now: at(30) });
	}
	expect(callers).toHaveLength(PROCESSES);
	return { hall, answers: await crowd.all<string>(deed, callers) };
}

/** Who is at a table now: calls that stand, different people, different tables. A call that another overwrote counts as made. */
async function atTables(db: Database, hall: Hall) {
	const stops = await db.read
		.selectFrom('stop')
		.select(['visit_id', 'table_id'])
		.where('drop_in_id', '=', hall.dropInId)
		.where('state', '=', 'called')
		.execute();
	return {
		called: stops.length,
		people: new Set(stops.map((stop) => stop.visit_id)).size,
		tables: new Set(stops.map((stop) => stop.table_id)).size
	};
}

/** Ten windows with one place each; two hundred people, twenty for each, from ten processes. */
async function everybodyBooks(db: Database, deed: 'books' | 'booksUnguarded') {
	const hall = await makeHall(db, { agencies: ['police'], capacity: 1, state: 'published' });
	const attendanceId = hall.agencies.police?.attendanceId ?? '';
	const inputs: Booking[] = [];
	for (let process = 0; process < 10; process++) {
		const drafts = Array.from({ length: 20 }, async (_, i) => {
			const window = i % 10;
			return {
				secret: await fillDraft(db, hall, ['police'], window, at(-60)),
				attendanceId,
				windowId: hall.windows[window]?.id ?? ''
			};
		});
		inputs.push({ dropInId: hall.dropInId, drafts: await Promise.all(drafts), now: at(-59) });
	}
	return { hall, answers: (await crowd.all<string[]>(deed, inputs)).flat() };
}

async function everybodyComes(db: Database, deed: 'walksIn' | 'walksInUnguarded') {
	const hall = await makeHall(db);
	const topicId = hall.agencies.police?.topicId ?? '';
	const input: Arriving = { dropInId: hall.dropInId, kiosk: hall.kiosk, topicId, people: 10, now: at(1) };
	return { hall, numbers: (await crowd.all<string[]>(deed, Array(PROCESSES).fill(input))).flat() };
}

async function everybodyChecksIn(db: Database, deed: 'checksIn' | 'checksInUnguarded', commandId: string | null) {
	const hall = await makeHall(db);
	const booked = await bookFor(db, hall, ['police', 'housing'], 3, at(1));
	if (!booked.ok) throw new Error(booked.refusal.reason);
	const input: CheckingIn = {
		dropInId: hall.dropInId,
		kiosk: hall.kiosk,
		code: booked.token,
		bookingId: booked.bookingId,
		commandId,
		now: at(40)
	};
	const numbers = await crowd.all<string>(deed, Array(PROCESSES).fill(input));
	const visits = await db.read.selectFrom('visit').select('id').where('booking_id', '=', booked.bookingId).execute();
	return { numbers, visits: visits.length };
}

async function goesWrong(race: () => Promise<boolean>): Promise<boolean> {
	for (let round = 0; round < CONTROL_ROUNDS; round++) if (await race()) return true;
	return false;
}

function count(answers: string[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
	return counts;
}
