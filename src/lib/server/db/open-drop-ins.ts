import type { Reader } from './change.ts';
import { type DropIn, dropInById } from './drop-ins.ts';

/** The drop-ins people are at just now: open, or closing with people still inside. */
export async function openDropIns(db: Reader, locale: string): Promise<DropIn[]> {
	const rows = await db
		.selectFrom('drop_in')
		.select('id')
		.where('state', 'in', ['open', 'closing'])
		.orderBy('starts_at')
		.orderBy('id')
		.execute();
	const found = await Promise.all(rows.map(({ id }) => dropInById(db, id, locale)));
	return found.filter((dropIn) => dropIn !== null);
}
