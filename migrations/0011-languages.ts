import type { Schema } from './portable.ts';

/** The languages a hall's tablets offer beside English, by their codes; null for all there are. */
export async function up(db: Schema): Promise<void> {
	await db.schema.alterTable('drop_in').addColumn('offered_locales', 'text').execute();
}
