import type { Instant } from '../../domain/instant.ts';
import type { AgencyKind } from '../../domain/stop.ts';
import { newId } from '../ids.ts';
import type { Reader, Trx } from './change.ts';
import type { DeskRow, HelpCallRow } from './schema.ts';

/** A call for help that nobody has ended, and where it comes from. */
export interface OpenHelpCall {
	id: string;
	since: Instant;
	deskId: string;
	repId: string;
	repName: string;
	agency: { agencyId: string; kind: AgencyKind; name: string };
	/** The desk's own table; null where it takes shared ones. */
	ownTable: number | null;
	/** Null while nobody goes. */
	answered: { by: string | null; name: string | null } | null;
}

/** The calls for help of a drop-in that nobody has ended, the first first. */
export async function openHelpCalls(db: Reader, dropInId: string): Promise<OpenHelpCall[]> {
	const rows = await db
		.selectFrom('help_call')
		.innerJoin('desk', 'desk.id', 'help_call.desk_id')
		.innerJoin('staff as caller', 'caller.id', 'desk.rep_id')
		.innerJoin('attendance', 'attendance.id', 'desk.attendance_id')
		.innerJoin('agency', 'agency.id', 'attendance.agency_id')
		.leftJoin('table', 'table.id', 'desk.table_id')
		.leftJoin('staff as answerer', 'answerer.id', 'help_call.answered_by')
		.select(['help_call.id', 'help_call.created_at', 'help_call.desk_id', 'desk.rep_id', 'caller.name as rep_name'])
		.select(['agency.id as agency_id', 'agency.kind', 'agency.name as agency_name', 'table.number'])
		.select(['help_call.answered_at', 'help_call.answered_by', 'answerer.name as answerer_name'])
		.where('help_call.drop_in_id', '=', dropInId)
		.where('help_call.ended_at', 'is', null)
		.orderBy('help_call.created_at')
		.orderBy('help_call.id')
		.execute();
	return rows.map((row) => ({
		id: row.id,
		since: row.created_at,
		deskId: row.desk_id,
		repId: row.rep_id,
		repName: row.rep_name,
		agency: { agencyId: row.agency_id, kind: row.kind, name: row.agency_name },
		ownTable: row.number,
		answered: row.answered_at === null ? null : { by: row.answered_by, name: row.answerer_name }
	}));
}

/**
 * The number of the table a desk has somebody at, or had last; null when it has called nobody yet. With `by`, what it
 * was at that moment.
 */
export async function lastTableOf(db: Reader, deskId: string, by?: Instant): Promise<number | null> {
	let called = db
		.selectFrom('stop')
		.innerJoin('table', 'table.id', 'stop.table_id')
		.select('table.number')
		.where('stop.desk_id', '=', deskId)
		.where('stop.called_at', 'is not', null);
	if (by !== undefined) called = called.where('stop.first_called_at', '<=', by);
	const row = await called.orderBy('stop.called_at', 'desc').orderBy('stop.id', 'desc').executeTakeFirst();
	return row?.number ?? null;
}

/** The number of the table where a desk has somebody just now; null while it has nobody. */
export async function tableNow(db: Reader, deskId: string): Promise<number | null> {
	const row = await db
		.selectFrom('stop')
		.innerJoin('table', 'table.id', 'stop.table_id')
		.select('table.number')
		.where('stop.desk_id', '=', deskId)
		.where('stop.state', 'in', ['called', 'serving'])
		.executeTakeFirst();
	return row?.number ?? null;
}

export async function helpCallById(db: Reader, id: string): Promise<HelpCallRow | null> {
	return (await db.selectFrom('help_call').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function insertHelpCall(trx: Trx, desk: Pick<DeskRow, 'id' | 'drop_in_id'>, now: Instant): Promise<void> {
	await trx
		.insertInto('help_call')
		.values({
			id: newId(),
			created_at: now,
			drop_in_id: desk.drop_in_id,
			desk_id: desk.id,
			answered_by: null,
			answered_at: null,
			ended_at: null
		})
		.execute();
}

/** Whoever said that they are going has gone home: nobody is coming, and others are asked again. */
export async function nobodyComesFrom(trx: Trx, dropInId: string, staffId: string): Promise<void> {
	await trx
		.updateTable('help_call')
		.set({ answered_by: null, answered_at: null })
		.where('drop_in_id', '=', dropInId)
		.where('answered_by', '=', staffId)
		.where('ended_at', 'is', null)
		.execute();
}

/** Ends what is still open of a drop-in, or with `deskId` of one desk. */
export async function endHelpCalls(
	trx: Trx,
	{ dropInId, deskId }: { dropInId: string; deskId?: string },
	now: Instant
): Promise<void> {
	let open = trx.updateTable('help_call').where('drop_in_id', '=', dropInId).where('ended_at', 'is', null);
	if (deskId !== undefined) open = open.where('desk_id', '=', deskId);
	await open.set({ ended_at: now }).execute();
}

export async function updateHelpCall(
	trx: Trx,
	id: string,
	next: Partial<Pick<HelpCallRow, 'answered_by' | 'answered_at' | 'ended_at'>>
): Promise<void> {
	await trx.updateTable('help_call').set(next).where('id', '=', id).execute();
}
