import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

/** A migration sees whatever schema stands before it, so it is typed by nothing. */
export type Schema = Kysely<unknown>;

/** Columns that nearly every table has: a text id made in code, and when the row was made (UTC ISO text). */
export function withId<T extends string>(table: CreateTableBuilder<T, never>) {
	return table
		.addColumn('id', 'text', (c) => c.notNull().primaryKey())
		.addColumn('created_at', 'text', (c) => c.notNull());
}

/** `column in ('a', 'b')`, for a CHECK on either engine. */
export function oneOf(column: string, values: readonly string[]) {
	return sql`${sql.ref(column)} in (${sql.join(values.map((value) => sql.lit(value)))})`;
}

/** A yes or no, kept as 0 or 1. */
export function flag(column: string) {
	return sql`${sql.ref(column)} in (0, 1)`;
}
