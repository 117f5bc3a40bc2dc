import type { Instant } from '../../domain/instant.ts';
import type { StopChange } from '../../domain/undo.ts';
import type { Reader } from './change.ts';

/** What happened to an agency's stops since a moment, the newest first. */
export async function changesSince(db: Reader, attendanceId: string, since: Instant): Promise<StopChange[]> {
	const rows = await db
		.selectFrom('stop')
		.innerJoin('stop_change', 'stop_change.stop_id', 'stop.id')
		.select(['stop_change.stop_id', 'stop_change.how', 'stop_change.actor', 'stop_change.created_at'])
		.where('stop.attendance_id', '=', attendanceId)
		.where('stop_change.created_at', '>=', since)
		.orderBy('stop_change.created_at', 'desc')
		.orderBy('stop_change.id', 'desc')
		.execute();
	return rows.map((row) => ({ stopId: row.stop_id, how: row.how, actor: row.actor, at: row.created_at }));
}
