import type { HallTable } from '../../domain/table.ts';
import type { Instant } from '../../domain/instant.ts';
import { newId } from '../ids.ts';
import type { Reader, Trx } from './change.ts';
import type { DeskRow } from './schema.ts';

/** A rep's live desk at a drop-in: open or paused. */
export async function deskOfRep(db: Reader, dropInId: string, repId: string): Promise<DeskRow | null> {
	const row = await db
		.selectFrom('desk')
		.selectAll()
		.where('drop_in_id', '=', dropInId)
		.where('rep_id', '=', repId)
		.where('state', '<>', 'closed')
		.executeTakeFirst();
	return row ?? null;
}

export async function deskRow(db: Reader, id: string): Promise<DeskRow | null> {
	return (await db.selectFrom('desk').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Whether the agency has another desk that is open, or on a break since no longer ago than `since`. */
export async function hasColleague(db: Reader, desk: DeskRow, since: Instant): Promise<boolean> {
	const row = await db
		.selectFrom('desk')
		.select('id')
		.where('attendance_id', '=', desk.attendance_id)
		.where('id', '<>', desk.id)
		.where((eb) =>
			eb.or([eb('state', '=', 'open'), eb.and([eb('state', '=', 'paused'), eb('state_since', '>=', since)])])
		)
		.executeTakeFirst();
	return row !== undefined;
}

export interface LiveDesk {
	id: string;
	dropInId: string;
	agencyId: string;
}

/** The desks somebody has open or paused, at whatever drop-in. */
export async function liveDesksOf(db: Reader, repId: string): Promise<LiveDesk[]> {
	return db
		.selectFrom('desk')
		.innerJoin('attendance', 'attendance.id', 'desk.attendance_id')
		.select(['desk.id', 'desk.drop_in_id as dropInId', 'attendance.agency_id as agencyId'])
		.where('rep_id', '=', repId)
		.where('state', '<>', 'closed')
		.orderBy('desk.id')
		.execute();
}

/** The attendances of a drop-in with a desk that calls: open, not on a break. */
export async function attendancesOnCall(db: Reader, dropInId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('desk')
		.select('attendance_id')
		.distinct()
		.where('drop_in_id', '=', dropInId)
		.where('state', '=', 'open')
		.execute();
	return rows.map((row) => row.attendance_id);
}

/** Makes a desk, open, at a table of its own or none. Gives its id. */
export async function insertDesk(
	trx: Trx,
	desk: Pick<DeskRow, 'drop_in_id' | 'attendance_id' | 'rep_id' | 'table_id'>,
	now: Instant
): Promise<string> {
	const id = newId();
	await trx
		.insertInto('desk')
		.values({ ...desk, id, created_at: now, state: 'open', state_since: now, pause_reason: null })
		.execute();
	return id;
}

export async function setDeskState(
	trx: Trx,
	deskId: string,
	next: Pick<DeskRow, 'state' | 'pause_reason' | 'state_since'>
): Promise<void> {
	await trx.updateTable('desk').set(next).where('id', '=', deskId).execute();
}

/** Tables nobody sits at: those of one attendance (its own), or with null the shared ones. */
export async function freeTables(db: Reader, dropInId: string, attendanceId: string | null): Promise<HallTable[]> {
	const rows = await db
		.selectFrom('table')
		.select(['table.id', 'table.number'])
		.where('table.drop_in_id', '=', dropInId)
		.where('table.out_of_use', '=', 0)
		.where('table.attendance_id', attendanceId === null ? 'is' : '=', attendanceId)
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('stop')
						.select('stop.id')
						.whereRef('stop.table_id', '=', 'table.id')
						.where('stop.state', 'in', ['called', 'serving'])
				)
			)
		)
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('desk')
						.select('desk.id')
						.whereRef('desk.table_id', '=', 'table.id')
						.where('desk.state', '<>', 'closed')
				)
			)
		)
		.orderBy('table.number')
		.execute();
	return rows;
}

export async function tableById(db: Reader, id: string): Promise<HallTable | null> {
	return (await db.selectFrom('table').select(['id', 'number']).where('id', '=', id).executeTakeFirst()) ?? null;
}
