import type { Instant } from '../../domain/instant.ts';
import type { Reader, Trx } from './change.ts';
import type { StopRow } from './schema.ts';
import { type By, writeChange } from './stop-changes.ts';

/** A request to sit in at a table, as the agency that is asked knows it: where, and since when. */
export interface AskedToJoin {
	stopId: string;
	hostId: string;
	table: number;
	tableId: string;
	since: Instant;
	/** The rep who left this person's call to a colleague, if one did. */
	keptFrom: string | null;
}

/** The second agency at a stop's table, asked or there. */
export async function guestOf(db: Reader, hostId: string): Promise<StopRow | null> {
	const row = await db
		.selectFrom('stop')
		.selectAll()
		.where('joins', '=', hostId)
		.where('state', 'in', ['waiting', 'parked', 'serving'])
		.executeTakeFirst();
	return row ?? null;
}

/** The tables an agency is asked to, and where somebody still sits. The oldest request first. */
export async function asksOf(db: Reader, attendanceId: string): Promise<AskedToJoin[]> {
	const rows = await db
		.selectFrom('stop')
		.innerJoin('stop as host', 'host.id', 'stop.joins')
		.innerJoin('table', 'table.id', 'host.table_id')
		.select(['stop.id', 'stop.joins', 'stop.consent_at', 'stop.kept_from', 'table.id as table_id', 'table.number'])
		.where('stop.attendance_id', '=', attendanceId)
		.where('stop.state', 'in', ['waiting', 'parked'])
		.where('host.state', '=', 'serving')
		.orderBy('stop.consent_at')
		.orderBy('table.number')
		.execute();
	return rows.map((row) => ({
		stopId: row.id,
		hostId: row.joins ?? '',
		table: row.number,
		tableId: row.table_id,
		since: row.consent_at ?? '',
		keptFrom: row.kept_from
	}));
}

/** Asks a stop to another's table: it is called from no line meanwhile, and keeps what it has. `isNew` for one made for this. */
export async function askStop(trx: Trx, stop: StopRow, hostId: string, isNew: boolean, by: By): Promise<void> {
	await trx
		.updateTable('stop')
		.set({ joined: 1, joins: hostId, consent_at: by.now })
		.where('id', '=', stop.id)
		.execute();
	await writeChange(trx, stop, { was: isNew ? null : stop.state, became: stop.state }, by);
}

/** Asks a stop no more: back in line as it was, or out of it if nothing but this had put it there. */
export async function endAsking(trx: Trx, stop: StopRow, by: By): Promise<void> {
	if (await isForThisOnly(trx, stop)) {
		const ended = { state: 'withdrawn', parked_until: null, note_sealed: null } as const;
		await trx.updateTable('stop').set(ended).where('id', '=', stop.id).execute();
		return writeChange(trx, stop, { was: stop.state, became: 'withdrawn' }, by);
	}
	await trx.updateTable('stop').set({ joined: 0, joins: null }).where('id', '=', stop.id).execute();
	await writeChange(trx, stop, { was: stop.state, became: stop.state }, by);
}

/** A stop has left its table: who sits there for a second agency goes on as anybody does; who was asked is asked no more. */
export async function freeJoined(trx: Trx, hostId: string, by: By): Promise<void> {
	const guest = await guestOf(trx, hostId);
	if (guest === null) return;
	if (guest.state !== 'serving') return endAsking(trx, guest, { ...by, how: 'endJoin' });
	await trx.updateTable('stop').set({ joined: 0, joins: null }).where('id', '=', guest.id).execute();
	await writeChange(trx, guest, { was: 'serving', became: 'serving' }, { ...by, how: 'endJoin' });
}

/** Made to sit in, and wanted for nothing since: no topic, no hand-over. */
async function isForThisOnly(db: Reader, stop: StopRow): Promise<boolean> {
	if (stop.handed_over_from !== null) return false;
	const topic = await db.selectFrom('stop_topic').select('topic_id').where('stop_id', '=', stop.id).executeTakeFirst();
	if (topic) return false;
	const asked = await db
		.selectFrom('stop_change')
		.select('was')
		.where('stop_id', '=', stop.id)
		.where('how', '=', 'askToJoin')
		.orderBy('created_at', 'desc')
		.orderBy('id', 'desc')
		.executeTakeFirst();
	return asked?.was === null;
}
