import type { Reader } from './change.ts';
import type { LiveDesk } from './desks.ts';
import type { StopRow } from './schema.ts';

/** The numbers of the tables where an agency is talking with somebody now. */
export async function tablesInTalk(db: Reader, attendanceId: string): Promise<number[]> {
	const rows = await db
		.selectFrom('stop')
		.innerJoin('table', 'table.id', 'stop.table_id')
		.select('table.number')
		.where('stop.attendance_id', '=', attendanceId)
		.where('stop.state', '=', 'serving')
		.orderBy('table.number')
		.execute();
	return rows.map((row) => row.number);
}

/** An agency's desks at a drop-in that are open or paused. */
export async function liveDesksAt(db: Reader, attendanceId: string): Promise<LiveDesk[]> {
	return db
		.selectFrom('desk')
		.innerJoin('attendance', 'attendance.id', 'desk.attendance_id')
		.select(['desk.id', 'desk.drop_in_id as dropInId', 'attendance.agency_id as agencyId'])
		.where('desk.attendance_id', '=', attendanceId)
		.where('desk.state', '<>', 'closed')
		.orderBy('desk.id')
		.execute();
}

/** Every place in an agency's line, and whoever is called to it. */
export async function liveStopsAt(db: Reader, attendanceId: string): Promise<StopRow[]> {
	return db
		.selectFrom('stop')
		.selectAll()
		.where('attendance_id', '=', attendanceId)
		.where('state', 'in', ['waiting', 'parked', 'called', 'serving'])
		.orderBy('id')
		.execute();
}

/** The attendances of a drop-in whose agency is away. */
export async function awayAt(db: Reader, dropInId: string): Promise<Set<string>> {
	const rows = await db
		.selectFrom('attendance')
		.select('id')
		.where('drop_in_id', '=', dropInId)
		.where('gone_at', 'is not', null)
		.execute();
	return new Set(rows.map((row) => row.id));
}
