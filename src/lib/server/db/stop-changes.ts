import type { Instant } from '../../domain/instant.ts';
import type { StopState } from '../../domain/stop.ts';
import type { StopChange } from '../../domain/undo.ts';
import { newId } from '../ids.ts';
import type { Reader, Trx } from './change.ts';
import type { StopRow } from './schema.ts';

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

/** When something was last done to a visit's places; null when they wait as they came. What the clock did is not told of. */
export async function lastChangedAt(db: Reader, visitId: string): Promise<Instant | null> {
	const row = await db
		.selectFrom('stop')
		.innerJoin('stop_change', 'stop_change.stop_id', 'stop.id')
		.select(({ fn }) => fn.max('stop_change.created_at').as('last'))
		.where('stop.visit_id', '=', visitId)
		.where('stop_change.actor', '<>', 'clock')
		.executeTakeFirst();
	return row?.last ?? null;
}

/** How something happened to a stop, by whom and when. */
export interface By {
	how: string;
	actor: string;
	now: Instant;
}

/** Writes down that something happened to a stop; `was` is null for one made by it. */
export async function writeChange(
	trx: Trx,
	stop: Pick<StopRow, 'id' | 'drop_in_id'>,
	{ was, became }: { was: StopState | null; became: StopState },
	{ how, actor, now }: By
): Promise<void> {
	await trx
		.insertInto('stop_change')
		.values({ id: newId(), created_at: now, stop_id: stop.id, drop_in_id: stop.drop_in_id, was, became, how, actor })
		.execute();
}
