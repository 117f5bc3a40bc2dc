import type { Schema } from './portable.ts';

/** What is looked for at every call and in every view of a desk: without them other days' rows slow this one's. */
const indexes = {
	stop_visit_index: ['stop', ['visit_id']],
	stop_drop_in_index: ['stop', ['drop_in_id', 'state']],
	stop_desk_index: ['stop', ['desk_id', 'state']],
	stop_table_index: ['stop', ['table_id', 'state']],
	stop_joins_index: ['stop', ['joins']],
	visit_drop_in_index: ['visit', ['drop_in_id', 'state']],
	door_note_visit_index: ['door_note', ['visit_id']]
} as const;

export async function up(db: Schema): Promise<void> {
	for (const [name, [table, columns]] of Object.entries(indexes))
		await db.schema
			.createIndex(name)
			.on(table)
			.columns([...columns])
			.execute();
}
