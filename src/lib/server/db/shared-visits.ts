import type { Instant } from '../../domain/instant.ts';
import type { Reader } from './change.ts';
import type { StopRow } from './schema.ts';

/** The agencies a rep has put a visit in line for since a moment, by the name of each and in the order of their doing. */
export async function handedTo(
	db: Reader,
	{ visitId, actor, since }: { visitId: string; actor: string; since: Instant }
): Promise<{ attendanceId: string; agency: string }[]> {
	const rows = await db
		.selectFrom('stop_change')
		.innerJoin('stop', 'stop.id', 'stop_change.stop_id')
		.innerJoin('attendance', 'attendance.id', 'stop.attendance_id')
		.innerJoin('agency', 'agency.id', 'attendance.agency_id')
		.select(['stop.attendance_id', 'agency.name'])
		.where('stop.visit_id', '=', visitId)
		.where('stop_change.how', '=', 'handOver')
		.where('stop_change.actor', '=', actor)
		.where('stop_change.created_at', '>=', since)
		.orderBy('stop_change.created_at')
		.orderBy('stop_change.id')
		.execute();
	const agencies = new Map(rows.map((row) => [row.attendance_id, row.name]));
	return [...agencies].map(([attendanceId, agency]) => ({ attendanceId, agency }));
}

/** The agency whose rep handed a visit over. */
export async function senderOf(db: Reader, stop: StopRow): Promise<string | null> {
	if (stop.handed_over_from === null) return null;
	const row = await db
		.selectFrom('stop')
		.innerJoin('attendance', 'attendance.id', 'stop.attendance_id')
		.innerJoin('agency', 'agency.id', 'attendance.agency_id')
		.select('agency.name')
		.where('stop.id', '=', stop.handed_over_from)
		.executeTakeFirst();
	return row?.name ?? null;
}

/** What last came of asking a second agency to a visit's table since a moment. */
export async function lastAsked(
	db: Reader,
	host: Pick<StopRow, 'id' | 'visit_id'>,
	since: Instant
): Promise<{ agency: string; how: string } | null> {
	const row = await db
		.selectFrom('stop_change')
		.innerJoin('stop', 'stop.id', 'stop_change.stop_id')
		.innerJoin('attendance', 'attendance.id', 'stop.attendance_id')
		.innerJoin('agency', 'agency.id', 'attendance.agency_id')
		.select(['agency.name', 'stop_change.how'])
		.where('stop.visit_id', '=', host.visit_id)
		.where('stop.id', '<>', host.id)
		.where('stop_change.how', 'in', ['askToJoin', 'declineJoin', 'takeBackJoin', 'join'])
		.where('stop_change.created_at', '>=', since)
		.orderBy('stop_change.created_at', 'desc')
		.orderBy('stop_change.id', 'desc')
		.executeTakeFirst();
	return row ? { agency: row.name, how: row.how } : null;
}
