import type { GoneHow } from '../../domain/drop-in.ts';
import type { Instant } from '../../domain/instant.ts';
import type { AgencyKind } from '../../domain/stop.ts';
import type { Hours } from '../../domain/window.ts';
import { newId } from '../ids.ts';
import { byName } from './by-name.ts';
import type { Reader, Trx } from './change.ts';

/** An agency at a drop-in, with its hours. */
export interface Attending extends Hours {
	id: string;
	agencyId: string;
	name: string;
	kind: AgencyKind;
	/** Since when it is away during its hours, and how that came; null while it is there, or still to come. */
	gone: { at: Instant; how: GoneHow } | null;
}

/** The agencies that come to a drop-in, by name. */
export async function attendingAgencies(db: Reader, dropInId: string): Promise<Attending[]> {
	const rows = await db
		.selectFrom('attendance')
		.innerJoin('agency', 'agency.id', 'attendance.agency_id')
		.select(['attendance.id', 'agency_id', 'name', 'kind', 'starts_at', 'ends_at', 'gone_at', 'gone_how'])
		.where('drop_in_id', '=', dropInId)
		.execute();
	return byName(rows).map((row) => ({
		id: row.id,
		agencyId: row.agency_id,
		name: row.name,
		kind: row.kind,
		startsAt: row.starts_at,
		endsAt: row.ends_at,
		gone: row.gone_at !== null && row.gone_how !== null ? { at: row.gone_at, how: row.gone_how } : null
	}));
}

export async function addAttendance(
	trx: Trx,
	{ dropInId, agencyId }: { dropInId: string; agencyId: string },
	hours: Hours,
	now: Instant
): Promise<string> {
	const id = newId();
	await trx
		.insertInto('attendance')
		.values({
			id,
			created_at: now,
			drop_in_id: dropInId,
			agency_id: agencyId,
			starts_at: hours.startsAt,
			ends_at: hours.endsAt,
			gone_at: null,
			gone_how: null,
			line_kept: 0
		})
		.execute();
	return id;
}

export async function setAttendanceHours(trx: Trx, id: string, hours: Hours): Promise<void> {
	await trx
		.updateTable('attendance')
		.set({ starts_at: hours.startsAt, ends_at: hours.endsAt })
		.where('id', '=', id)
		.execute();
}

/** Writes down that an agency is away, and whether its line goes on meanwhile; or with null that it is back. */
export async function setGone(
	trx: Trx,
	id: string,
	gone: { at: Instant; how: GoneHow; lineKept: boolean } | null
): Promise<void> {
	await trx
		.updateTable('attendance')
		.set({ gone_at: gone?.at ?? null, gone_how: gone?.how ?? null, line_kept: gone?.lineKept ? 1 : 0 })
		.where('id', '=', id)
		.execute();
}

/** Whether anybody booked, queued or opened a desk at it. */
export async function attendanceInUse(db: Reader, id: string): Promise<boolean> {
	for (const table of ['place_held', 'stop', 'desk'] as const) {
		const row = await db.selectFrom(table).select('attendance_id').where('attendance_id', '=', id).executeTakeFirst();
		if (row) return true;
	}
	return false;
}

/** Takes an agency off a drop-in; its own tables become shared. */
export async function removeAttendanceRow(trx: Trx, id: string): Promise<void> {
	await trx.updateTable('table').set({ attendance_id: null }).where('attendance_id', '=', id).execute();
	await trx.deleteFrom('place').where('attendance_id', '=', id).execute();
	await trx.deleteFrom('attendance').where('id', '=', id).execute();
}
