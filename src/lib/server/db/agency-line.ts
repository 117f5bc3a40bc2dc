import type { Reader } from './change.ts';
import type { LiveDesk } from './desks.ts';
import type { StopRow } from './schema.ts';

/** Whether an agency is talking with somebody now. Not where: at a shared table that would tell with whom. */
export async function isInTalk(db: Reader, attendanceId: string): Promise<boolean> {
	const row = await db
		.selectFrom('stop')
		.select('id')
		.where('attendance_id', '=', attendanceId)
		.where('state', '=', 'serving')
		.executeTakeFirst();
	return row !== undefined;
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

/** The attendances of a drop-in whose agency is away, and whose line has ended with it. */
export async function linesEndedAt(db: Reader, dropInId: string): Promise<Set<string>> {
	const rows = await db
		.selectFrom('attendance')
		.select('id')
		.where('drop_in_id', '=', dropInId)
		.where('gone_at', 'is not', null)
		.where('line_kept', '=', 0)
		.execute();
	return new Set(rows.map((row) => row.id));
}
