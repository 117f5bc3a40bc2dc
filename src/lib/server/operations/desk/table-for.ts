import { type HallTable, tableForCall } from '../../../domain/table.ts';
import type { Database, Trx } from '../../db/change.ts';
import { freeTables, tableById } from '../../db/desks.ts';
import type { DeskRow } from '../../db/schema.ts';
import { isTableTaken } from '../../db/stops.ts';

/** Where a desk calls somebody to: its own table, or one of the free shared ones by lot. Null when it is taken, or all are. */
export async function tableFor(trx: Trx, db: Database, desk: DeskRow): Promise<HallTable | null> {
	if (desk.table_id === null) return tableForCall(null, await freeTables(trx, desk.drop_in_id, null), db.codes.below);
	return (await isTableTaken(trx, desk.table_id)) ? null : tableById(trx, desk.table_id);
}
