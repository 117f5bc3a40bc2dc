import { sql } from 'kysely';
import { oneOf, type Schema, withId } from './portable.ts';

/** The people who work at drop-ins, how they sign in, and what is written down of what they did. */
export async function up(db: Schema): Promise<void> {
	await withId(db.schema.createTable('staff'))
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('email', 'text', (c) => c.unique())
		.addColumn('password_hash', 'text')
		.addColumn('left_at', 'text')
		.execute();

	await withId(db.schema.createTable('staff_role'))
		.addColumn('staff_id', 'text', (c) => c.notNull().references('staff.id').onDelete('cascade'))
		.addColumn('role', 'text', (c) => c.notNull())
		.addColumn('agency_id', 'text', (c) => c.references('agency.id'))
		.addColumn('drop_in_id', 'text')
		.addCheckConstraint('staff_role_role', oneOf('role', ['coordinator', 'welcomer', 'rep']))
		.addCheckConstraint('staff_role_agency', sql`(role = 'rep') = (agency_id is not null)`)
		.execute();
	await db.schema.createIndex('staff_role_staff').on('staff_role').column('staff_id').execute();

	// A login: only sha256 of the secret the browser holds.
	await db.schema
		.createTable('login_session')
		.addColumn('id_hash', 'text', (c) => c.notNull().primaryKey())
		.addColumn('staff_id', 'text', (c) => c.notNull().references('staff.id').onDelete('cascade'))
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.addColumn('day_card_id', 'text')
		.execute();
	await db.schema.createIndex('login_session_staff').on('login_session').column('staff_id').execute();

	// Links that make or renew a password: first coordinator, invitation, reset.
	await withId(db.schema.createTable('invitation'))
		.addColumn('token_lookup', 'text', (c) => c.notNull().unique())
		.addColumn('staff_id', 'text', (c) => c.references('staff.id').onDelete('cascade'))
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.addColumn('used_at', 'text')
		.execute();

	await db.schema
		.createTable('throttle')
		.addColumn('bucket', 'text', (c) => c.notNull().primaryKey())
		.addColumn('tries', 'double precision', (c) => c.notNull())
		.addColumn('as_of', 'text', (c) => c.notNull())
		.execute();

	await withId(db.schema.createTable('audit'))
		.addColumn('staff_id', 'text', (c) => c.references('staff.id').onDelete('set null'))
		.addColumn('drop_in_id', 'text')
		.addColumn('action', 'text', (c) => c.notNull())
		.addColumn('detail', 'text', (c) => c.notNull().defaultTo(''))
		.execute();
}
