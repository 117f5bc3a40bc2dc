import type { Instant } from '../../domain/instant.ts';
import { newId } from '../ids.ts';
import type { Reader, Trx } from './change.ts';
import type { TableRow } from './schema.ts';

/** A table of a drop-in as a coordinator sees it. */
export interface PlacedTable {
	id: string;
	number: number;
	/** The agency's own, or null for a shared one. */
	attendanceId: string | null;
	outOfUse: boolean;
}

export async function tablesOf(db: Reader, dropInId: string): Promise<PlacedTable[]> {
	return (await db.selectFrom('table').selectAll().where('drop_in_id', '=', dropInId).orderBy('number').execute()).map(
		toTable
	);
}

export async function tableOf(db: Reader, dropInId: string, id: string): Promise<PlacedTable | null> {
	const row = await db
		.selectFrom('table')
		.selectAll()
		.where('drop_in_id', '=', dropInId)
		.where('id', '=', id)
		.executeTakeFirst();
	return row ? toTable(row) : null;
}

/** Puts a table up. False when its number is another's at this drop-in. */
export async function addTable(
	trx: Trx,
	dropInId: string,
	table: { number: number; attendanceId: string | null },
	now: Instant
): Promise<boolean> {
	const row = await trx
		.insertInto('table')
		.values({
			id: newId(),
			created_at: now,
			drop_in_id: dropInId,
			number: table.number,
			attendance_id: table.attendanceId,
			out_of_use: 0
		})
		.onConflict((c) => c.columns(['drop_in_id', 'number']).doNothing())
		.returning('id')
		.executeTakeFirst();
	return row !== undefined;
}

export async function updateTableRow(
	trx: Trx,
	id: string,
	next: { attendanceId: string | null; outOfUse: boolean }
): Promise<void> {
	await trx
		.updateTable('table')
		.set({ attendance_id: next.attendanceId, out_of_use: next.outOfUse ? 1 : 0 })
		.where('id', '=', id)
		.execute();
}

/** Whether somebody sits at a table now: a desk that is not closed, or a person called there. */
export async function tableBusy(db: Reader, id: string): Promise<boolean> {
	const desk = await db
		.selectFrom('desk')
		.select('id')
		.where('table_id', '=', id)
		.where('state', '<>', 'closed')
		.executeTakeFirst();
	if (desk) return true;
	const stop = await db
		.selectFrom('stop')
		.select('id')
		.where('table_id', '=', id)
		.where('state', 'in', ['called', 'serving'])
		.executeTakeFirst();
	return stop !== undefined;
}

/** Takes a table away that nobody has ever sat at. False when somebody did: the record refers to it. */
export async function removeTableRow(trx: Trx, id: string): Promise<boolean> {
	for (const table of ['desk', 'stop'] as const) {
		const row = await trx.selectFrom(table).select('id').where('table_id', '=', id).executeTakeFirst();
		if (row) return false;
	}
	await trx.deleteFrom('table').where('id', '=', id).execute();
	return true;
}

function toTable(row: TableRow): PlacedTable {
	return { id: row.id, number: row.number, attendanceId: row.attendance_id, outOfUse: row.out_of_use === 1 };
}
