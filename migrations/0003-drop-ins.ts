import { sql } from 'kysely';
import { flag, oneOf, type Schema, withId } from './portable.ts';

const states = ['draft', 'published', 'open', 'closing', 'closed', 'cancelled'];

/** A drop-in: its hours and rules, who attends, windows and places, tables and desks. */
export async function up(db: Schema): Promise<void> {
	await withId(db.schema.createTable('drop_in'))
		.addColumn('hub_id', 'text', (c) => c.notNull().references('hub.id'))
		.addColumn('slug', 'text', (c) => c.notNull().unique())
		.addColumn('state', 'text', (c) => c.notNull().defaultTo('draft'))
		.addColumn('revision', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('date', 'text', (c) => c.notNull())
		.addColumn('starts_at', 'text', (c) => c.notNull())
		.addColumn('ends_at', 'text', (c) => c.notNull())
		.addColumn('window_minutes', 'integer', (c) => c.notNull().defaultTo(15))
		.addColumn('head_start', 'integer', (c) => c.notNull().defaultTo(30))
		.addColumn('priority_rate', 'double precision', (c) => c.notNull().defaultTo(2))
		.addColumn('opened_at', 'text')
		.addColumn('closed_at', 'text')
		.addColumn('delete_on', 'text', (c) => c.notNull())
		.addColumn('purged_at', 'text')
		.addCheckConstraint('drop_in_state', oneOf('state', states))
		.addCheckConstraint('drop_in_hours', sql`ends_at > starts_at`)
		.execute();

	await db.schema
		.createTable('drop_in_text')
		.addColumn('drop_in_id', 'text', (c) => c.notNull().references('drop_in.id').onDelete('cascade'))
		.addColumn('locale', 'text', (c) => c.notNull())
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('audience', 'text', (c) => c.notNull().defaultTo(''))
		.addColumn('elsewhere', 'text', (c) => c.notNull().defaultTo(''))
		.addPrimaryKeyConstraint('drop_in_text_key', ['drop_in_id', 'locale'])
		.execute();

	await withId(db.schema.createTable('attendance'))
		.addColumn('drop_in_id', 'text', (c) => c.notNull().references('drop_in.id').onDelete('cascade'))
		.addColumn('agency_id', 'text', (c) => c.notNull().references('agency.id'))
		.addColumn('starts_at', 'text', (c) => c.notNull())
		.addColumn('ends_at', 'text', (c) => c.notNull())
		.addUniqueConstraint('attendance_once', ['drop_in_id', 'agency_id'])
		.addUniqueConstraint('attendance_in_drop_in', ['id', 'drop_in_id'])
		.addCheckConstraint('attendance_hours', sql`ends_at > starts_at`)
		.execute();

	await withId(db.schema.createTable('window'))
		.addColumn('drop_in_id', 'text', (c) => c.notNull().references('drop_in.id').onDelete('cascade'))
		.addColumn('starts_at', 'text', (c) => c.notNull())
		.addColumn('ends_at', 'text', (c) => c.notNull())
		.addUniqueConstraint('window_once', ['drop_in_id', 'starts_at'])
		.addUniqueConstraint('window_in_drop_in', ['id', 'drop_in_id'])
		.addCheckConstraint('window_hours', sql`ends_at > starts_at`)
		.execute();

	// The counter that makes overbooking unrepresentable.
	await db.schema
		.createTable('place')
		.addColumn('attendance_id', 'text', (c) => c.notNull())
		.addColumn('window_id', 'text', (c) => c.notNull())
		.addColumn('drop_in_id', 'text', (c) => c.notNull())
		.addColumn('capacity', 'integer', (c) => c.notNull())
		.addColumn('taken', 'integer', (c) => c.notNull().defaultTo(0))
		.addPrimaryKeyConstraint('place_key', ['attendance_id', 'window_id'])
		.addCheckConstraint('place_not_overbooked', sql`taken >= 0 and taken <= capacity`)
		.addForeignKeyConstraint(
			'place_attendance',
			['attendance_id', 'drop_in_id'],
			'attendance',
			['id', 'drop_in_id'],
			(f) => f.onDelete('cascade')
		)
		.addForeignKeyConstraint('place_window', ['window_id', 'drop_in_id'], 'window', ['id', 'drop_in_id'], (f) =>
			f.onDelete('cascade')
		)
		.execute();

	// A table with an attendance is that agency's own; one without is shared.
	await withId(db.schema.createTable('table'))
		.addColumn('drop_in_id', 'text', (c) => c.notNull().references('drop_in.id').onDelete('cascade'))
		.addColumn('number', 'integer', (c) => c.notNull())
		.addColumn('attendance_id', 'text')
		.addColumn('out_of_use', 'integer', (c) => c.notNull().defaultTo(0))
		.addUniqueConstraint('table_number', ['drop_in_id', 'number'])
		.addUniqueConstraint('table_in_drop_in', ['id', 'drop_in_id'])
		.addCheckConstraint('table_out_of_use', flag('out_of_use'))
		.addForeignKeyConstraint('table_attendance', ['attendance_id', 'drop_in_id'], 'attendance', ['id', 'drop_in_id'])
		.execute();

	await withId(db.schema.createTable('desk'))
		.addColumn('drop_in_id', 'text', (c) => c.notNull().references('drop_in.id').onDelete('cascade'))
		.addColumn('attendance_id', 'text', (c) => c.notNull())
		.addColumn('rep_id', 'text', (c) => c.notNull().references('staff.id'))
		.addColumn('table_id', 'text')
		.addColumn('state', 'text', (c) => c.notNull().defaultTo('open'))
		.addColumn('state_since', 'text', (c) => c.notNull())
		.addColumn('pause_reason', 'text')
		.addCheckConstraint('desk_state', oneOf('state', ['open', 'paused', 'closed']))
		.addUniqueConstraint('desk_in_drop_in', ['id', 'drop_in_id'])
		.addUniqueConstraint('desk_of_attendance', ['id', 'attendance_id'])
		.addUniqueConstraint('desk_of_rep', ['id', 'rep_id'])
		.addForeignKeyConstraint('desk_attendance', ['attendance_id', 'drop_in_id'], 'attendance', ['id', 'drop_in_id'])
		.addForeignKeyConstraint('desk_table', ['table_id', 'drop_in_id'], 'table', ['id', 'drop_in_id'])
		.execute();
	await db.schema
		.createIndex('desk_one_per_rep')
		.unique()
		.on('desk')
		.columns(['drop_in_id', 'rep_id'])
		.where(sql.ref('state'), '<>', sql.lit('closed'))
		.execute();
	await db.schema
		.createIndex('desk_one_per_table')
		.unique()
		.on('desk')
		.column('table_id')
		.where(sql.ref('state'), '<>', sql.lit('closed'))
		.execute();
}
