import type { Schema } from './portable.ts';

/** What stays of a drop-in when everything about its visits is deleted: counts and mean minutes, none about few people. */
export async function up(db: Schema): Promise<void> {
	await db.schema
		.createTable('summary')
		.addColumn('drop_in_id', 'text', (c) => c.notNull().references('drop_in.id').onDelete('cascade'))
		.addColumn('measure', 'text', (c) => c.notNull())
		.addColumn('value', 'double precision', (c) => c.notNull())
		.addPrimaryKeyConstraint('summary_key', ['drop_in_id', 'measure'])
		.execute();
}
