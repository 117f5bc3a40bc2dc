import { flag, oneOf, type Schema, withId } from './portable.ts';

/** Hubs, the agencies that come to them, and the topics people bring, in every language. */
export async function up(db: Schema): Promise<void> {
	await withId(db.schema.createTable('hub'))
		.addColumn('slug', 'text', (c) => c.notNull().unique())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('street', 'text', (c) => c.notNull())
		.addColumn('town', 'text', (c) => c.notNull())
		.addColumn('postcode', 'text', (c) => c.notNull())
		.addColumn('zone', 'text', (c) => c.notNull())
		.addColumn('access', 'text', (c) => c.notNull().defaultTo(''))
		.execute();

	await withId(db.schema.createTable('agency'))
		.addColumn('name', 'text', (c) => c.notNull().unique())
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('typical_minutes', 'integer', (c) => c.notNull().defaultTo(12))
		.addCheckConstraint(
			'agency_kind',
			oneOf('kind', ['police', 'council', 'housing', 'health', 'children', 'fire', 'community', 'youth', 'advice'])
		)
		.execute();

	await withId(db.schema.createTable('topic'))
		.addColumn('agency_id', 'text', (c) => c.notNull().references('agency.id'))
		.addColumn('instead_of_id', 'text', (c) => c.references('topic.id'))
		.addColumn('icon', 'text', (c) => c.notNull().defaultTo('circle-help'))
		.addColumn('position', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('sensitive', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('retired_at', 'text')
		.addCheckConstraint('topic_sensitive', flag('sensitive'))
		.execute();

	await db.schema
		.createTable('topic_text')
		.addColumn('topic_id', 'text', (c) => c.notNull().references('topic.id').onDelete('cascade'))
		.addColumn('locale', 'text', (c) => c.notNull())
		.addColumn('label', 'text', (c) => c.notNull())
		.addColumn('meet', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('topic_text_key', ['topic_id', 'locale'])
		.execute();
}
