import { oneOf, type Schema, withId } from './portable.ts';

/** Paired tablets and boards, and day cards for reps without an account. */
export async function up(db: Schema): Promise<void> {
	await withId(db.schema.createTable('device'))
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('drop_in_id', 'text', (c) => c.references('drop_in.id').onDelete('cascade'))
		.addColumn('name', 'text', (c) => c.notNull().defaultTo(''))
		.addColumn('state', 'text', (c) => c.notNull().defaultTo('asking'))
		.addColumn('code_lookup', 'text', (c) => c.unique())
		.addColumn('secret_lookup', 'text', (c) => c.notNull().unique())
		.addColumn('asked_until', 'text')
		.addColumn('approved_by', 'text', (c) => c.references('staff.id').onDelete('set null'))
		.addColumn('approved_at', 'text')
		.addColumn('revoked_at', 'text')
		.addColumn('seen_at', 'text')
		.addCheckConstraint('device_kind', oneOf('kind', ['kiosk', 'board']))
		.addCheckConstraint('device_state', oneOf('state', ['asking', 'paired', 'revoked']))
		.execute();

	await withId(db.schema.createTable('day_card'))
		.addColumn('drop_in_id', 'text', (c) => c.notNull().references('drop_in.id').onDelete('cascade'))
		.addColumn('agency_id', 'text', (c) => c.notNull().references('agency.id'))
		.addColumn('label', 'text', (c) => c.notNull())
		.addColumn('token_lookup', 'text', (c) => c.notNull().unique())
		.addColumn('token_sealed', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull().defaultTo('issued'))
		.addColumn('staff_id', 'text', (c) => c.references('staff.id').onDelete('set null'))
		.addColumn('secret_lookup', 'text', (c) => c.unique())
		.addColumn('claimed_at', 'text')
		.addColumn('approved_by', 'text', (c) => c.references('staff.id').onDelete('set null'))
		.addColumn('approved_at', 'text')
		.addColumn('revoked_at', 'text')
		.addCheckConstraint('day_card_state', oneOf('state', ['issued', 'claimed', 'approved', 'revoked']))
		.execute();
}
