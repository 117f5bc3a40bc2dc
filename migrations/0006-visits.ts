import { type Kysely, sql, type SqlBool } from 'kysely';
import { flag, oneOf, type Schema, withId } from './portable.ts';

const stopStates = ['waiting', 'parked', 'called', 'serving', 'finished', 'no_show', 'withdrawn'];
const atATable = sql<SqlBool>`state in ('called', 'serving')`;
const atATableAlone = sql<SqlBool>`state in ('called', 'serving') and joined = 0`;
const live = sql<SqlBool>`state in ('waiting', 'parked', 'called', 'serving')`;

/** Visits, their tickets and links, and the stops that queue. */
export async function up(db: Schema): Promise<void> {
	await withId(db.schema.createTable('visit'))
		.addColumn('drop_in_id', 'text', (c) => c.notNull().references('drop_in.id').onDelete('cascade'))
		.addColumn('state', 'text', (c) => c.notNull().defaultTo('here'))
		.addColumn('booking_id', 'text')
		.addColumn('split_from', 'text')
		.addColumn('name_sealed', 'text')
		.addColumn('name_lookup', 'text')
		.addColumn('party', 'integer', (c) => c.notNull().defaultTo(1))
		.addColumn('language', 'text', (c) => c.notNull())
		.addColumn('needs', 'text', (c) => c.notNull().defaultTo(''))
		.addColumn('needs_other', 'text', (c) => c.notNull().defaultTo(''))
		.addColumn('interpreter', 'text')
		.addColumn('how_to_call', 'text', (c) => c.notNull().defaultTo('screen'))
		.addColumn('priority', 'text', (c) => c.notNull().defaultTo('none'))
		.addColumn('arrived_at', 'text', (c) => c.notNull())
		.addColumn('received_at', 'text', (c) => c.notNull())
		.addColumn('left_at', 'text')
		.addColumn('left_how', 'text')
		.addColumn('device_id', 'text', (c) => c.references('device.id').onDelete('set null'))
		.addCheckConstraint('visit_state', oneOf('state', ['here', 'left']))
		.addCheckConstraint('visit_left', sql`(state = 'left') = (left_at is not null)`)
		.addCheckConstraint('visit_left_how', oneOf('left_how', ['finished', 'walkout', 'closed']))
		.addCheckConstraint('visit_party', sql`party between 1 and 12`)
		.addCheckConstraint('visit_how_to_call', oneOf('how_to_call', ['screen', 'phone', 'fetch']))
		.addCheckConstraint('visit_priority', oneOf('priority', ['none', 'asked', 'confirmed']))
		.addCheckConstraint('visit_split_or_booked', sql`split_from is null or booking_id is null`)
		.addUniqueConstraint('visit_in_drop_in', ['id', 'drop_in_id'])
		.addForeignKeyConstraint('visit_booking', ['booking_id', 'drop_in_id'], 'booking', ['id', 'drop_in_id'])
		.addForeignKeyConstraint('visit_split', ['split_from', 'drop_in_id'], 'visit', ['id', 'drop_in_id'])
		.execute();
	// A booking checks in once; a visit split from another carries split_from instead.
	await db.schema.createIndex('visit_one_per_booking').unique().on('visit').column('booking_id').execute();
	await db.schema.createIndex('visit_name').on('visit').columns(['drop_in_id', 'name_lookup']).execute();

	// Every number ever given out at a drop-in: none is given twice that day.
	await db.schema
		.createTable('ticket')
		.addColumn('drop_in_id', 'text', (c) => c.notNull())
		.addColumn('number', 'text', (c) => c.notNull())
		.addColumn('visit_id', 'text', (c) => c.notNull())
		.addColumn('issued_at', 'text', (c) => c.notNull())
		.addColumn('lapsed_at', 'text')
		.addPrimaryKeyConstraint('ticket_key', ['drop_in_id', 'number'])
		.addForeignKeyConstraint('ticket_visit', ['visit_id', 'drop_in_id'], 'visit', ['id', 'drop_in_id'], (f) =>
			f.onDelete('cascade')
		)
		.execute();
	await db.schema.createIndex('ticket_visit_index').on('ticket').column('visit_id').execute();

	// Numbers leased ahead to a paired tablet, so that it can go on without Wi-Fi.
	await db.schema
		.createTable('number_lease')
		.addColumn('drop_in_id', 'text', (c) => c.notNull().references('drop_in.id').onDelete('cascade'))
		.addColumn('number', 'text', (c) => c.notNull())
		.addColumn('device_id', 'text', (c) => c.notNull().references('device.id'))
		.addColumn('leased_at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('number_lease_key', ['drop_in_id', 'number'])
		.execute();

	// What opens a ticket page. `claim` is the kiosk's QR: good for one phone, then dead.
	await db.schema
		.createTable('link')
		.addColumn('token_lookup', 'text', (c) => c.notNull().primaryKey())
		.addColumn('token_sealed', 'text', (c) => c.notNull())
		.addColumn('drop_in_id', 'text', (c) => c.notNull())
		.addColumn('purpose', 'text', (c) => c.notNull())
		.addColumn('booking_id', 'text')
		.addColumn('visit_id', 'text')
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('ended_at', 'text')
		.addCheckConstraint('link_purpose', oneOf('purpose', ['ticket', 'claim']))
		.addCheckConstraint('link_owner', sql`booking_id is not null or visit_id is not null`)
		.addForeignKeyConstraint('link_booking', ['booking_id', 'drop_in_id'], 'booking', ['id', 'drop_in_id'], (f) =>
			f.onDelete('cascade')
		)
		.addForeignKeyConstraint('link_visit', ['visit_id', 'drop_in_id'], 'visit', ['id', 'drop_in_id'], (f) =>
			f.onDelete('cascade')
		)
		.execute();
	await db.schema.createIndex('link_booking_index').on('link').column('booking_id').execute();
	await db.schema.createIndex('link_visit_index').on('link').column('visit_id').execute();

	await withId(db.schema.createTable('stop'))
		.addColumn('drop_in_id', 'text', (c) => c.notNull())
		.addColumn('visit_id', 'text', (c) => c.notNull())
		.addColumn('attendance_id', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull().defaultTo('waiting'))
		.addColumn('joined', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('window_id', 'text')
		.addColumn('credit', 'double precision', (c) => c.notNull())
		.addColumn('as_of', 'text', (c) => c.notNull())
		.addColumn('rate', 'double precision', (c) => c.notNull())
		.addColumn('arrived_at', 'text', (c) => c.notNull())
		.addColumn('calls', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('parks', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('parked_until', 'text')
		.addColumn('desk_id', 'text')
		.addColumn('table_id', 'text')
		.addColumn('rep_id', 'text', (c) => c.references('staff.id'))
		.addColumn('first_called_at', 'text')
		.addColumn('called_at', 'text')
		.addColumn('started_at', 'text')
		.addColumn('finished_at', 'text')
		.addColumn('outcome', 'text')
		.addColumn('handed_over_from', 'text')
		.addColumn('note_sealed', 'text')
		.addCheckConstraint('stop_state', oneOf('state', stopStates))
		.addCheckConstraint('stop_joined', flag('joined'))
		.addCheckConstraint(
			'stop_outcome',
			oneOf('outcome', ['advised', 'action', 'referred', 'appointment', 'signposted'])
		)
		.addCheckConstraint(
			'stop_at_a_table',
			sql`state not in ('called', 'serving') or (desk_id is not null and table_id is not null and rep_id is not null)`
		)
		.addCheckConstraint('stop_parked', sql`(state = 'parked') = (parked_until is not null)`)
		.addCheckConstraint('stop_serving', sql`state <> 'serving' or started_at is not null`)
		.addCheckConstraint('stop_finished', sql`(state = 'finished') = (finished_at is not null)`)
		.addUniqueConstraint('stop_in_drop_in', ['id', 'drop_in_id'])
		.addForeignKeyConstraint('stop_visit', ['visit_id', 'drop_in_id'], 'visit', ['id', 'drop_in_id'], (f) =>
			f.onDelete('cascade')
		)
		.addForeignKeyConstraint('stop_attendance', ['attendance_id', 'drop_in_id'], 'attendance', ['id', 'drop_in_id'])
		.addForeignKeyConstraint('stop_window', ['window_id', 'drop_in_id'], 'window', ['id', 'drop_in_id'])
		.addForeignKeyConstraint('stop_desk_here', ['desk_id', 'drop_in_id'], 'desk', ['id', 'drop_in_id'])
		.addForeignKeyConstraint('stop_desk_of_agency', ['desk_id', 'attendance_id'], 'desk', ['id', 'attendance_id'])
		.addForeignKeyConstraint('stop_desk_of_rep', ['desk_id', 'rep_id'], 'desk', ['id', 'rep_id'])
		.addForeignKeyConstraint('stop_table_here', ['table_id', 'drop_in_id'], 'table', ['id', 'drop_in_id'])
		.addForeignKeyConstraint('stop_handed_over', ['handed_over_from', 'drop_in_id'], 'stop', ['id', 'drop_in_id'])
		.execute();
	await one(db, 'stop_one_table_per_visit', 'visit_id', atATableAlone);
	await one(db, 'stop_one_per_table', 'table_id', atATableAlone);
	await one(db, 'stop_one_per_desk', 'desk_id', atATable);
	await one(db, 'stop_one_per_rep', 'rep_id', atATable);
	await db.schema
		.createIndex('stop_one_live_per_agency')
		.unique()
		.on('stop')
		.columns(['visit_id', 'attendance_id'])
		.where(live)
		.execute();
	await db.schema.createIndex('stop_queue').on('stop').columns(['attendance_id', 'state']).execute();

	await db.schema
		.createTable('stop_topic')
		.addColumn('stop_id', 'text', (c) => c.notNull().references('stop.id').onDelete('cascade'))
		.addColumn('topic_id', 'text', (c) => c.notNull().references('topic.id'))
		.addPrimaryKeyConstraint('stop_topic_key', ['stop_id', 'topic_id'])
		.execute();

	// What happened to a stop, for the clocks and for undo; deleted with the visit.
	await withId(db.schema.createTable('stop_change'))
		.addColumn('stop_id', 'text', (c) => c.notNull())
		.addColumn('drop_in_id', 'text', (c) => c.notNull())
		.addColumn('was', 'text')
		.addColumn('became', 'text', (c) => c.notNull())
		.addColumn('how', 'text', (c) => c.notNull())
		.addColumn('actor', 'text', (c) => c.notNull())
		.addForeignKeyConstraint('stop_change_stop', ['stop_id', 'drop_in_id'], 'stop', ['id', 'drop_in_id'], (f) =>
			f.onDelete('cascade')
		)
		.execute();
	await db.schema.createIndex('stop_change_stop_index').on('stop_change').column('stop_id').execute();

	// A command id applies once; what it answered is kept for the one who asks again.
	await db.schema
		.createTable('command')
		.addColumn('id', 'text', (c) => c.notNull().primaryKey())
		.addColumn('drop_in_id', 'text', (c) => c.notNull().references('drop_in.id').onDelete('cascade'))
		.addColumn('actor', 'text', (c) => c.notNull())
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('answer', 'text', (c) => c.notNull().defaultTo('{}'))
		.addColumn('applied_at', 'text', (c) => c.notNull())
		.execute();

	// What a welcomer should know or do: help somebody choose, mend a check-in that came late.
	await withId(db.schema.createTable('door_note'))
		.addColumn('drop_in_id', 'text', (c) => c.notNull().references('drop_in.id').onDelete('cascade'))
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('visit_id', 'text')
		.addColumn('detail', 'text', (c) => c.notNull().defaultTo(''))
		.addColumn('done_at', 'text')
		.addColumn('done_by', 'text', (c) => c.references('staff.id').onDelete('set null'))
		.addCheckConstraint(
			'door_note_kind',
			oneOf('kind', ['help_choosing', 'come_to_kiosk', 'priority_asked', 'late_sync'])
		)
		.addForeignKeyConstraint('door_note_visit', ['visit_id', 'drop_in_id'], 'visit', ['id', 'drop_in_id'], (f) =>
			f.onDelete('cascade')
		)
		.execute();
}

async function one(db: Kysely<unknown>, name: string, column: string, where: typeof atATable) {
	await db.schema.createIndex(name).unique().on('stop').column(column).where(where).execute();
}
