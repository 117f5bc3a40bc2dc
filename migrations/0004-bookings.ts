import { sql } from 'kysely';
import { flag, oneOf, type Schema, withId } from './portable.ts';

/** Drafts, bookings and the places they hold. */
export async function up(db: Schema): Promise<void> {
	// The answers of a booking in progress, sealed: a name may be among them.
	await withId(db.schema.createTable('draft'))
		.addColumn('drop_in_id', 'text', (c) => c.notNull().references('drop_in.id').onDelete('cascade'))
		.addColumn('secret_lookup', 'text', (c) => c.notNull().unique())
		.addColumn('secret_sealed', 'text', (c) => c.notNull())
		.addColumn('answers_sealed', 'text', (c) => c.notNull())
		.addColumn('booking_id', 'text')
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.execute();

	await withId(db.schema.createTable('booking'))
		.addColumn('drop_in_id', 'text', (c) => c.notNull().references('drop_in.id').onDelete('cascade'))
		.addColumn('state', 'text', (c) => c.notNull().defaultTo('booked'))
		.addColumn('reference_lookup', 'text', (c) => c.notNull().unique())
		.addColumn('reference_sealed', 'text', (c) => c.notNull())
		.addColumn('secret_lookup', 'text', (c) => c.notNull())
		.addColumn('secret_sealed', 'text', (c) => c.notNull())
		.addColumn('device_lookup', 'text')
		.addColumn('name_sealed', 'text')
		.addColumn('name_lookup', 'text')
		.addColumn('party', 'integer', (c) => c.notNull().defaultTo(1))
		.addColumn('language', 'text', (c) => c.notNull())
		.addColumn('needs', 'text', (c) => c.notNull().defaultTo(''))
		.addColumn('needs_other', 'text', (c) => c.notNull().defaultTo(''))
		.addColumn('interpreter', 'text')
		.addColumn('how_to_call', 'text', (c) => c.notNull().defaultTo('screen'))
		.addColumn('phone_sealed', 'text')
		.addColumn('email_sealed', 'text')
		.addColumn('contact_safe', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('cancelled_at', 'text')
		.addCheckConstraint('booking_state', oneOf('state', ['booked', 'cancelled']))
		.addCheckConstraint('booking_party', sql`party between 1 and 12`)
		.addCheckConstraint('booking_how_to_call', oneOf('how_to_call', ['screen', 'phone', 'fetch']))
		.addCheckConstraint('booking_contact_safe', flag('contact_safe'))
		.addUniqueConstraint('booking_in_drop_in', ['id', 'drop_in_id'])
		.execute();
	await db.schema.createIndex('booking_name').on('booking').columns(['drop_in_id', 'name_lookup']).execute();
	await db.schema.createIndex('booking_device').on('booking').columns(['drop_in_id', 'device_lookup']).execute();

	await db.schema
		.createTable('place_held')
		.addColumn('booking_id', 'text', (c) => c.notNull())
		.addColumn('attendance_id', 'text', (c) => c.notNull())
		.addColumn('window_id', 'text', (c) => c.notNull())
		.addColumn('drop_in_id', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull().defaultTo('booked'))
		.addColumn('expires_at', 'text')
		.addPrimaryKeyConstraint('place_held_key', ['booking_id', 'attendance_id'])
		.addCheckConstraint('place_held_state', oneOf('state', ['held', 'booked', 'offered']))
		.addForeignKeyConstraint('place_held_booking', ['booking_id', 'drop_in_id'], 'booking', ['id', 'drop_in_id'], (f) =>
			f.onDelete('cascade')
		)
		.addForeignKeyConstraint('place_held_place', ['attendance_id', 'window_id'], 'place', [
			'attendance_id',
			'window_id'
		])
		.addForeignKeyConstraint('place_held_window', ['window_id', 'drop_in_id'], 'window', ['id', 'drop_in_id'])
		.execute();
	await db.schema
		.createTable('booking_topic')
		.addColumn('booking_id', 'text', (c) => c.notNull().references('booking.id').onDelete('cascade'))
		.addColumn('topic_id', 'text', (c) => c.notNull().references('topic.id'))
		.addPrimaryKeyConstraint('booking_topic_key', ['booking_id', 'topic_id'])
		.execute();
	await db.schema
		.createIndex('place_held_place_index')
		.on('place_held')
		.columns(['attendance_id', 'window_id'])
		.execute();
}
