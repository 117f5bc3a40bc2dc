import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse, together } from '../../../domain/refusal.ts';
import { readNumber } from '../../../domain/words.ts';
import { attendingAgencies } from '../../db/attending.ts';
import { writeDown } from '../../db/audit.ts';
import { changeDropIn, type Database, type Trx } from '../../db/change.ts';
import { addTable, removeTableRow, tableBusy, tableOf, updateTableRow } from '../../db/tables.ts';

const HIGHEST = 99;
const MOST_AT_ONCE = 40;

export interface NewTables {
	dropInId: string;
	/** The first one's number; the others follow. */
	number: number;
	count: number;
	/** The agency's own, or null for shared ones. */
	attendanceId: string | null;
}

/** Puts tables up. Refuses numbers that are there already: a number on the board means one table. */
export async function addTables(db: Database, input: NewTables, actor: Coordinator, now: Instant): Promise<Result> {
	const { number, count, attendanceId } = input;
	const first = readNumber(number, { field: 'number', least: 1, most: HIGHEST });
	const most = Math.min(MOST_AT_ONCE, first.ok ? HIGHEST + 1 - number : HIGHEST);
	const checked = together({ first, count: readNumber(count, { field: 'count', least: 1, most }) });
	if (!checked.ok) return checked;
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		if (!(await attends(trx, dropIn.id, attendanceId))) return refuse('agency_unknown', { field: 'attendanceId' });
		for (let next = number; next < number + count; next++) {
			const added = await addTable(trx, dropIn.id, { number: next, attendanceId }, now);
			if (!added) return refuse('table_number_taken', { field: 'number', values: { number: next } });
		}
		const detail = count === 1 ? String(number) : `${number}–${number + count - 1}`;
		await writeDown(trx, { action: 'tables_added', detail, dropInId: dropIn.id }, actor, now);
		return done();
	});
}

/** Gives a table to an agency or to all, or takes it out of use for a while. Refuses while somebody sits there. */
export async function changeTable(
	db: Database,
	input: { dropInId: string; tableId: string; attendanceId: string | null; outOfUse: boolean },
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const table = await tableOf(trx, dropIn.id, input.tableId);
		if (table === null) return refuse('not_allowed');
		if (!(await attends(trx, dropIn.id, input.attendanceId)))
			return refuse('agency_unknown', { field: 'attendanceId' });
		if (await tableBusy(trx, table.id)) return refuse('table_in_use');
		await updateTableRow(trx, table.id, input);
		await writeDown(trx, { action: 'table_changed', detail: String(table.number), dropInId: dropIn.id }, actor, now);
		return done();
	});
}

/** Takes a table away. Refuses one that somebody has sat at: take it out of use instead. */
export async function removeTable(
	db: Database,
	input: { dropInId: string; tableId: string },
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const table = await tableOf(trx, dropIn.id, input.tableId);
		if (table === null) return refuse('not_allowed');
		if (!(await removeTableRow(trx, table.id))) return refuse('table_in_use');
		await writeDown(trx, { action: 'table_removed', detail: String(table.number), dropInId: dropIn.id }, actor, now);
		return done();
	});
}

async function attends(trx: Trx, dropInId: string, attendanceId: string | null): Promise<boolean> {
	return attendanceId === null || (await attendingAgencies(trx, dropInId)).some(({ id }) => id === attendanceId);
}
