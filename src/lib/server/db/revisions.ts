import type { Reader } from './change.ts';

/** How many commands each of these drop-ins has seen. */
export async function revisionsOf(db: Reader, dropInIds: readonly string[]): Promise<Map<string, number>> {
	if (dropInIds.length === 0) return new Map();
	const rows = await db.selectFrom('drop_in').select(['id', 'revision']).where('id', 'in', dropInIds).execute();
	return new Map(rows.map((row) => [row.id, row.revision]));
}
