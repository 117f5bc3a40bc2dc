import { done } from '#lib/domain/refusal.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { bookFor, fillDraft } from '../support/residents.ts';
import { putStop, putVisit } from '../support/rows.ts';
import type { Arriving, Booking, Calling, CheckingIn, Deed } from './deeds.ts';

/** How many act at once. */
export const CROWD = 16;
/** An unguarded race goes wrong in its first round or two; this is far beyond luck. */
const CONTROL_ROUNDS = 25;

/** Where a race is run, and by whom: processes, or browsers of one server. */
export interface Race {
	db: Database;
	/** Each input at once; the answers in the same order. */
	all<T>(deed: Deed, inputs: unknown[]): Promise<T[]>;
}

/** Sixteen reps of two agencies, twenty people who want both, eight tables. */
export async function everybodyCalls({ db, all }: Race, deed: 'calls' | 'callsUnguarded') {
	const hall = await makeHall(db, { repsEach: CROWD / 2, sharedTables: 8 });
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
	if (callers.length !== CROWD) throw new Error(`only ${callers.length} desks`);
	return { hall, answers: await all<string>(deed, callers) };
}

/** Who is at a table now: calls that stand, different people, different tables. A call that another overwrote counts as made. */
export async function atTables(db: Database, hall: Hall) {
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
export async function everybodyBooks({ db, all }: Race, deed: 'books' | 'booksUnguarded') {
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
	return { hall, answers: (await all<string[]>(deed, inputs)).flat() };
}

export async function everybodyComes({ db, all }: Race, deed: 'walksIn' | 'walksInUnguarded') {
	const hall = await makeHall(db);
	const topicId = hall.agencies.police?.topicId ?? '';
	const input: Arriving = { dropInId: hall.dropInId, kiosk: hall.kiosk, topicId, people: 10, now: at(1) };
	return { hall, numbers: (await all<string[]>(deed, Array(CROWD).fill(input))).flat() };
}

export async function everybodyChecksIn(
	{ db, all }: Race,
	deed: 'checksIn' | 'checksInUnguarded',
	commandId: string | null
) {
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
	const numbers = await all<string>(deed, Array(CROWD).fill(input));
	const visits = await db.read.selectFrom('visit').select('id').where('booking_id', '=', booked.bookingId).execute();
	return { numbers, visits: visits.length };
}

/** The same races without guards, each as long as it takes to go wrong: false when it never did. */
export const controls: Record<string, (race: Race) => Promise<boolean>> = {
	'callers call somebody twice': (race) =>
		goesWrong(async () => {
			const { hall, answers } = await everybodyCalls(race, 'callsUnguarded');
			const { people, tables } = await atTables(race.db, hall);
			const called = answers.filter((answer) => answer === 'ok').length;
			return called > people || called > tables;
		}),
	'customers overbook': (race) =>
		goesWrong(async () => {
			const { answers } = await everybodyBooks(race, 'booksUnguarded');
			return answers.filter((answer) => answer === 'ok').length > 10;
		}),
	'doors give a number twice': (race) =>
		goesWrong(async () => {
			const { numbers } = await everybodyComes(race, 'walksInUnguarded');
			return new Set(numbers).size < numbers.length;
		}),
	'tablets make several visits of one booking': (race) =>
		goesWrong(async () => (await everybodyChecksIn(race, 'checksInUnguarded', newId())).visits > 1)
};

async function goesWrong(race: () => Promise<boolean>): Promise<boolean> {
	for (let round = 0; round < CONTROL_ROUNDS; round++) if (await race()) return true;
	return false;
}
