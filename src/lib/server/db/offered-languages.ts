import type { Reader, Trx } from './change.ts';

/** The codes of the languages a hall's tablets offer beside English; null for all there are. */
export async function offeredLanguages(db: Reader, dropInId: string): Promise<string[] | null> {
	const row = await db
		.selectFrom('drop_in')
		.select('offered_locales')
		.where('id', '=', dropInId)
		.executeTakeFirstOrThrow();
	return row.offered_locales?.split(' ').filter(Boolean) ?? null;
}

export async function setOfferedLanguages(trx: Trx, dropInId: string, codes: readonly string[] | null): Promise<void> {
	await trx
		.updateTable('drop_in')
		.set({ offered_locales: codes?.join(' ') ?? null })
		.where('id', '=', dropInId)
		.execute();
}
