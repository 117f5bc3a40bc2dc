import type { Instant } from '../../domain/instant.ts';
import { byName } from './by-name.ts';
import type { Reader } from './change.ts';

/** An agency that is at a drop-in, or will still be. */
export interface AgencyThere {
	/** The agency's own id. */
	id: string;
	name: string;
	attendanceId: string;
	/** Whether its hours have begun. */
	here: boolean;
}

/** The agencies that are at a drop-in at `now` or will still be, by name. None that has gone or whose hours are over. */
export async function agenciesThere(db: Reader, dropInId: string, now: Instant): Promise<AgencyThere[]> {
	const rows = await db
		.selectFrom('attendance')
		.innerJoin('agency', 'agency.id', 'attendance.agency_id')
		.select(['agency.id', 'agency.name', 'attendance.id as attendance_id', 'attendance.starts_at'])
		.where('attendance.drop_in_id', '=', dropInId)
		.where('attendance.ends_at', '>', now)
		.where('attendance.gone_at', 'is', null)
		.execute();
	return byName(rows).map((row) => ({
		id: row.id,
		name: row.name,
		attendanceId: row.attendance_id,
		here: row.starts_at <= now
	}));
}
