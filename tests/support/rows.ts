import type { Trx } from '#lib/server/db/change.ts';
import type { BookingRow, DeskRow, StopRow, VisitRow } from '#lib/server/db/schema.ts';
import { newId } from '#lib/server/ids.ts';
import { at, type Hall, OPENS } from './hall.ts';

/** Rows written straight into the database, past every operation: whole and right but for what a test changes. */
export async function putVisit(trx: Trx, hall: Hall, more: Partial<VisitRow> = {}): Promise<string> {
	const id = newId();
	const visit: VisitRow = {
		id,
		created_at: OPENS,
		drop_in_id: hall.dropInId,
		state: 'here',
		booking_id: null,
		split_from: null,
		name_sealed: null,
		name_lookup: null,
		party: 1,
		language: 'en',
		needs: '',
		needs_other: '',
		interpreter: null,
		how_to_call: 'screen',
		priority: 'none',
		arrived_at: OPENS,
		received_at: OPENS,
		left_at: null,
		left_how: null,
		device_id: null
	};
	await trx
		.insertInto('visit')
		.values({ ...visit, ...more })
		.execute();
	return id;
}

export async function putStop(
	trx: Trx,
	hall: Hall,
	visitId: string,
	agency: string,
	more: Partial<StopRow> = {}
): Promise<string> {
	const id = newId();
	const stop: StopRow = {
		id,
		created_at: OPENS,
		drop_in_id: hall.dropInId,
		visit_id: visitId,
		attendance_id: attendance(hall, agency),
		state: 'waiting',
		joined: 0,
		window_id: null,
		credit: 0,
		as_of: OPENS,
		rate: 1,
		arrived_at: OPENS,
		calls: 0,
		parks: 0,
		parked_until: null,
		desk_id: null,
		table_id: null,
		rep_id: null,
		first_called_at: null,
		called_at: null,
		started_at: null,
		finished_at: null,
		outcome: null,
		handed_over_from: null,
		note_sealed: null,
		joins: null,
		kept_from: null,
		long_talk: 0,
		consent_at: null,
		sender_named: 0
	};
	await trx
		.insertInto('stop')
		.values({ ...stop, ...more })
		.execute();
	return id;
}

/** What a stop carries once it is called to a desk and a table. */
export type Seat = Pick<StopRow, 'desk_id' | 'table_id' | 'rep_id'>;

/** Opens a desk for a rep and says how a stop called there stands. */
export async function putDesk(
	trx: Trx,
	hall: Hall,
	agency: string,
	repId: string,
	table: string,
	more: Partial<DeskRow> = {}
): Promise<Seat> {
	const id = newId();
	const desk: DeskRow = {
		id,
		created_at: OPENS,
		drop_in_id: hall.dropInId,
		attendance_id: attendance(hall, agency),
		rep_id: repId,
		table_id: null,
		state: 'open',
		state_since: OPENS,
		pause_reason: null
	};
	await trx
		.insertInto('desk')
		.values({ ...desk, ...more })
		.execute();
	return { desk_id: id, table_id: table, rep_id: repId };
}

export function called(seat: Seat): Partial<StopRow> {
	return { state: 'called', calls: 1, first_called_at: at(1), called_at: at(1), ...seat };
}

export async function putBooking(trx: Trx, hall: Hall, more: Partial<BookingRow> = {}): Promise<string> {
	const id = newId();
	const booking: BookingRow = {
		id,
		created_at: OPENS,
		drop_in_id: hall.dropInId,
		state: 'booked',
		reference_lookup: id,
		reference_sealed: '',
		secret_lookup: id,
		secret_sealed: '',
		device_lookup: null,
		name_sealed: null,
		name_lookup: null,
		party: 1,
		language: 'en',
		needs: '',
		needs_other: '',
		interpreter: null,
		how_to_call: 'screen',
		phone_sealed: null,
		email_sealed: null,
		contact_safe: 0,
		cancelled_at: null
	};
	await trx
		.insertInto('booking')
		.values({ ...booking, ...more })
		.execute();
	return id;
}

export function attendance(hall: Hall, agency: string): string {
	const found = hall.agencies[agency];
	if (!found) throw new Error(`no ${agency} in this hall`);
	return found.attendanceId;
}
