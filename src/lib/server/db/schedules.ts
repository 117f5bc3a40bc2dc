import type { Hours } from '../../domain/window.ts';
import type { Reader, Trx } from './change.ts';
import type { DropInRow } from './schema.ts';

export interface DropInWords {
	title: string;
	audience: string;
	/** Where else one can talk. */
	elsewhere: string;
}

export async function dropInRow(db: Reader, id: string): Promise<DropInRow | null> {
	return (await db.selectFrom('drop_in').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Adds a drop-in. False when its slug is another's. */
export async function addDropIn(trx: Trx, dropIn: DropInRow): Promise<boolean> {
	const row = await trx
		.insertInto('drop_in')
		.values(dropIn)
		.onConflict((c) => c.column('slug').doNothing())
		.returning('id')
		.executeTakeFirst();
	return row !== undefined;
}

export async function updateDropIn(
	trx: Trx,
	id: string,
	next: Partial<Omit<DropInRow, 'id' | 'revision'>>
): Promise<void> {
	await trx.updateTable('drop_in').set(next).where('id', '=', id).execute();
}

/** The words of a drop-in in every language, by language code. */
export async function dropInWords(db: Reader, dropInId: string): Promise<Record<string, DropInWords>> {
	const rows = await db.selectFrom('drop_in_text').selectAll().where('drop_in_id', '=', dropInId).execute();
	return Object.fromEntries(
		rows.map(({ locale, title, audience, elsewhere }) => [locale, { title, audience, elsewhere }])
	);
}

export async function setDropInWords(trx: Trx, dropInId: string, words: Record<string, DropInWords>): Promise<void> {
	await trx.deleteFrom('drop_in_text').where('drop_in_id', '=', dropInId).execute();
	for (const [locale, text] of Object.entries(words))
		await trx
			.insertInto('drop_in_text')
			.values({ drop_in_id: dropInId, locale, ...text })
			.execute();
}

/** A drop-in's hours as its row has them. */
export function hoursOf(row: Pick<DropInRow, 'starts_at' | 'ends_at'>): Hours {
	return { startsAt: row.starts_at, endsAt: row.ends_at };
}
