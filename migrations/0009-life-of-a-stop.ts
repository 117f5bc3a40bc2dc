import { sql } from 'kysely';
import { flag, type Schema, oneOf, withId } from './portable.ts';

/** What a long afternoon brings: hand-overs, tables shared by two agencies, agencies that go home, calls for help. */
export async function up(db: Schema): Promise<void> {
	const stop = () => db.schema.alterTable('stop');
	// The stop at whose table a second agency sits in.
	await stop()
		.addColumn('joins', 'text', (c) =>
			c.references('stop.id').modifyEnd(sql`constraint stop_joins check ((joined = 1) = (joins is not null))`)
		)
		.execute();
	// A rep who knows this person: a colleague calls them.
	await stop()
		.addColumn('kept_from', 'text', (c) => c.references('staff.id'))
		.execute();
	await stop()
		.addColumn('long_talk', 'integer', (c) => c.notNull().defaultTo(0).check(flag('long_talk')))
		.execute();
	// When the person agreed to be handed over or joined, and whether to its sender being named. A note ends with its stop.
	await stop()
		.addColumn('consent_at', 'text', (c) =>
			c.modifyEnd(
				sql`constraint stop_note_is_gone check (note_sealed is null or state not in ('finished', 'withdrawn'))`
			)
		)
		.execute();
	await stop()
		.addColumn('sender_named', 'integer', (c) => c.notNull().defaultTo(0).check(flag('sender_named')))
		.execute();

	// An agency that left before its hours ended, or never came.
	await db.schema.alterTable('attendance').addColumn('gone_at', 'text').execute();
	// Whether its line goes on until it is back: then whoever booked it still joins.
	await db.schema
		.alterTable('attendance')
		.addColumn('line_kept', 'integer', (c) => c.notNull().defaultTo(0).check(flag('line_kept')))
		.execute();
	await db.schema
		.alterTable('attendance')
		.addColumn('gone_how', 'text', (c) =>
			c.modifyEnd(
				sql`constraint attendance_gone check (${oneOf('gone_how', ['left', 'not_coming'])} and (gone_at is null) = (gone_how is null))`
			)
		)
		.execute();

	const dropIn = () => db.schema.alterTable('drop_in');
	// Nobody new is let in from then on; null for no such hour.
	await dropIn().addColumn('last_admission_at', 'text').execute();
	// What the wall screen speaks, and when it is quiet.
	await dropIn()
		.addColumn('speech_locales', 'text', (c) => c.notNull().defaultTo('en'))
		.execute();
	await dropIn().addColumn('quiet_from', 'text').execute();
	await dropIn().addColumn('quiet_until', 'text').execute();

	// A rep who held the help button.
	await withId(db.schema.createTable('help_call'))
		.addColumn('drop_in_id', 'text', (c) => c.notNull())
		.addColumn('desk_id', 'text', (c) => c.notNull())
		.addColumn('answered_by', 'text', (c) => c.references('staff.id').onDelete('set null'))
		.addColumn('answered_at', 'text')
		.addColumn('ended_at', 'text')
		.addForeignKeyConstraint('help_call_desk', ['desk_id', 'drop_in_id'], 'desk', ['id', 'drop_in_id'], (f) =>
			f.onDelete('cascade')
		)
		.execute();
	await db.schema
		.createIndex('help_call_one_per_desk')
		.unique()
		.on('help_call')
		.column('desk_id')
		.where(sql.ref('ended_at'), 'is', null)
		.execute();

	// Which welcomer walks to whom, for one call: the others see that somebody is on the way.
	await db.schema
		.createTable('fetching')
		.addColumn('stop_id', 'text', (c) => c.notNull())
		.addColumn('drop_in_id', 'text', (c) => c.notNull())
		.addColumn('first_called_at', 'text', (c) => c.notNull())
		.addColumn('staff_id', 'text', (c) => c.notNull().references('staff.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('fetching_key', ['stop_id', 'first_called_at'])
		.addForeignKeyConstraint('fetching_stop', ['stop_id', 'drop_in_id'], 'stop', ['id', 'drop_in_id'], (f) =>
			f.onDelete('cascade')
		)
		.execute();
}
