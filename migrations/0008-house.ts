import { sql } from 'kysely';
import type { Schema } from './portable.ts';

/** One row that is always there: commands on the house and its people write it first, and so follow one another. */
export async function up(db: Schema): Promise<void> {
	await db.schema
		.createTable('house')
		.addColumn('id', 'text', (c) => c.notNull().primaryKey())
		.addColumn('revision', 'integer', (c) => c.notNull())
		.execute();
	await sql`insert into house (id, revision) values ('house', 0)`.execute(db);
}
