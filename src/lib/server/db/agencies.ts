import type { AgencyKind } from '../../domain/stop.ts';
import { byName } from './by-name.ts';
import type { Reader, Trx } from './change.ts';
import type { AgencyRow } from './schema.ts';

export interface Agency {
	id: string;
	name: string;
	kind: AgencyKind;
	/** How long a conversation takes as a rule, in minutes: what forecasts begin with. */
	typicalMinutes: number;
}

export async function everyAgency(db: Reader): Promise<Agency[]> {
	return byName(await db.selectFrom('agency').selectAll().execute()).map(toAgency);
}

export async function agencyById(db: Reader, id: string): Promise<Agency | null> {
	const row = await db.selectFrom('agency').selectAll().where('id', '=', id).executeTakeFirst();
	return row ? toAgency(row) : null;
}

/** The agency of that name, if there is one. */
export async function agencyNamed(db: Reader, name: string): Promise<Agency | null> {
	const row = await db.selectFrom('agency').selectAll().where('name', '=', name).executeTakeFirst();
	return row ? toAgency(row) : null;
}

/** Adds an agency. False when the name is another's. */
export async function addAgency(trx: Trx, agency: AgencyRow): Promise<boolean> {
	const row = await trx
		.insertInto('agency')
		.values(agency)
		.onConflict((c) => c.column('name').doNothing())
		.returning('id')
		.executeTakeFirst();
	return row !== undefined;
}

export async function updateAgency(trx: Trx, id: string, next: Omit<AgencyRow, 'id' | 'created_at'>): Promise<boolean> {
	const row = await trx.updateTable('agency').set(next).where('id', '=', id).returning('id').executeTakeFirst();
	return row !== undefined;
}

function toAgency(row: AgencyRow): Agency {
	return { id: row.id, name: row.name, kind: row.kind, typicalMinutes: row.typical_minutes };
}
