import { sql } from 'kysely';
import { whoIsNext } from '#lib/domain/queue.ts';
import { done } from '#lib/domain/refusal.ts';
import { ticketNumbers } from '#lib/domain/ticket.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { freeTables } from '#lib/server/db/desks.ts';
import type { VisitRow } from '#lib/server/db/schema.ts';
import { lineOf, visitsAtTables } from '#lib/server/db/stops.ts';
import { currentNumber, givenNumbers } from '#lib/server/db/tickets.ts';
import { visitOfBooking } from '#lib/server/db/visits.ts';
import { newId } from '#lib/server/ids.ts';
import type { Arriving, Booking, Calling, CheckingIn } from './deeds.ts';

/**
 * The same deeds as somebody in a hurry would write them: look first, then write, in a database without its unique
 * rules. The races must catch these, or they would not catch anything.
 */
export const deeds = { callsUnguarded, booksUnguarded, walksInUnguarded, checksInUnguarded };

/** Takes the rules away that make double calls, numbers and check-ins unrepresentable. */
export async function dropRules(db: Database): Promise<void> {
	await change(db, async (trx) => {
		for (const rule of [
			'stop_one_table_per_visit',
			'stop_one_per_table',
			'stop_one_per_desk',
			'stop_one_per_rep',
			'visit_one_per_booking'
		])
			await trx.schema.dropIndex(rule).execute();
		await sql`create table ticket_without_key as select * from ticket`.execute(trx);
		await trx.schema.dropTable('ticket').execute();
		await trx.schema.alterTable('ticket_without_key').renameTo('ticket').execute();
		return done();
	});
}

async function callsUnguarded(db: Database, { dropInId, deskId, rep, now }: Calling): Promise<string> {
	const desk = await db.read.selectFrom('desk').selectAll().where('id', '=', deskId).executeTakeFirstOrThrow();
	const line = await lineOf(db.read, desk.attendance_id, { headStart: 30, priorityRate: 2 });
	const next = whoIsNext(line, await visitsAtTables(db.read, dropInId, now), now);
	const [table] = await freeTables(db.read, dropInId, null);
	if (!next || !table) return 'nobody_ready';
	await change(db, async (trx) => {
		const seat = { desk_id: deskId, table_id: table.id, rep_id: rep.staffId };
		const called = { state: 'called' as const, calls: 1, first_called_at: now, called_at: now };
		await trx
			.updateTable('stop')
			.set({ ...called, ...seat })
			.where('id', '=', next.stopId)
			.execute();
		return done();
	});
	return 'ok';
}

function booksUnguarded(db: Database, { dropInId, drafts, now }: Booking): Promise<string[]> {
	return Promise.all(
		drafts.map(async ({ attendanceId, windowId }) => {
			const place = await db.read
				.selectFrom('place')
				.selectAll()
				.where('attendance_id', '=', attendanceId)
				.where('window_id', '=', windowId)
				.executeTakeFirstOrThrow();
			if (place.taken >= place.capacity) return 'window_full';
			await change(db, async (trx) => {
				const id = newId();
				const codes = { reference_lookup: id, reference_sealed: '', secret_lookup: id, secret_sealed: '' };
				await trx
					.insertInto('booking')
					.values({ ...codes, ...nobody, id, created_at: now, drop_in_id: dropInId, state: 'booked', ...noContact })
					.execute();
				await trx
					.updateTable('place')
					.set({ taken: place.taken + 1 })
					.where('attendance_id', '=', attendanceId)
					.where('window_id', '=', windowId)
					.execute();
				await trx
					.insertInto('place_held')
					.values({
						booking_id: id,
						attendance_id: attendanceId,
						window_id: windowId,
						drop_in_id: dropInId,
						state: 'booked',
						expires_at: null
					})
					.execute();
				return done();
			});
			return 'ok';
		})
	);
}

function walksInUnguarded(db: Database, { dropInId, people, now }: Arriving): Promise<string[]> {
	return Promise.all(Array.from({ length: people }, () => letIn(db, dropInId, null, now)));
}

async function checksInUnguarded(db: Database, { dropInId, bookingId, now }: CheckingIn): Promise<string> {
	const known = await visitOfBooking(db.read, bookingId);
	return (known && (await currentNumber(db.read, known.id))) ?? letIn(db, dropInId, bookingId, now);
}

async function letIn(db: Database, dropInId: string, bookingId: string | null, now: string): Promise<string> {
	const given = await givenNumbers(db.read, dropInId);
	const number = ticketNumbers.find((one) => !given.has(one)) ?? '';
	await change(db, async (trx) => {
		const id = newId();
		await trx
			.insertInto('visit')
			.values(visitRow(id, dropInId, bookingId, now))
			.execute();
		await trx
			.insertInto('ticket')
			.values({ drop_in_id: dropInId, number, visit_id: id, issued_at: now, lapsed_at: null })
			.execute();
		return done();
	});
	return number;
}

/** Says so first, then keeps a visit in two changes. */
export async function letInCarelessly(
	db: Database,
	dropInId: string,
	visitId: string,
	acknowledge: () => void,
	now: string
): Promise<void> {
	const given = await givenNumbers(db.read, dropInId);
	const left = ticketNumbers.filter((one) => !given.has(one));
	acknowledge();
	await change(db, async (trx) => {
		await trx
			.insertInto('visit')
			.values(visitRow(visitId, dropInId, null, now))
			.execute();
		return done();
	});
	await change(db, async (trx) => {
		const number = left[db.codes.below(left.length)] ?? '';
		await trx
			.insertInto('ticket')
			.values({ drop_in_id: dropInId, number, visit_id: visitId, issued_at: now, lapsed_at: null })
			.onConflict((conflict) => conflict.columns(['drop_in_id', 'number']).doNothing())
			.execute();
		return done();
	});
}

function visitRow(id: string, dropInId: string, bookingId: string | null, now: string): VisitRow {
	const times = { created_at: now, arrived_at: now, received_at: now, left_at: null, left_how: null };
	return {
		...nobody,
		...times,
		id,
		drop_in_id: dropInId,
		state: 'here',
		booking_id: bookingId,
		split_from: null,
		priority: 'none',
		device_id: null
	};
}

const nobody = {
	name_sealed: null,
	name_lookup: null,
	party: 1,
	language: 'en',
	needs: '',
	needs_other: '',
	interpreter: null,
	how_to_call: 'screen'
} as const;

const noContact = {
	device_lookup: null,
	phone_sealed: null,
	email_sealed: null,
	contact_safe: 0,
	cancelled_at: null
} as const;
