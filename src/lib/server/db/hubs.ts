import { byName } from './by-name.ts';
import type { Reader, Trx } from './change.ts';
import { type Hub, toHub } from './drop-ins.ts';
import type { HubRow } from './schema.ts';

export async function everyHub(db: Reader): Promise<Hub[]> {
	return byName(await db.selectFrom('hub').selectAll().execute()).map(toHub);
}

export async function hubById(db: Reader, id: string): Promise<Hub | null> {
	const row = await db.selectFrom('hub').selectAll().where('id', '=', id).executeTakeFirst();
	return row ? toHub(row) : null;
}

/** Adds a hub. False when its slug is another hub's. */
export async function addHub(trx: Trx, hub: HubRow): Promise<boolean> {
	const row = await trx
		.insertInto('hub')
		.values(hub)
		.onConflict((c) => c.column('slug').doNothing())
		.returning('id')
		.executeTakeFirst();
	return row !== undefined;
}

/** Writes a hub's new words. The slug stays: addresses that were given out go on working. */
export async function updateHub(
	trx: Trx,
	id: string,
	next: Omit<HubRow, 'id' | 'created_at' | 'slug' | 'zone'>
): Promise<boolean> {
	const row = await trx.updateTable('hub').set(next).where('id', '=', id).returning('id').executeTakeFirst();
	return row !== undefined;
}
