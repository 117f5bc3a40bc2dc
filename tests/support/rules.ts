import { beforeAll, describe, expect, it } from 'vitest';
import { refuse } from '#lib/domain/refusal.ts';
import { change, type Database, type Trx } from '#lib/server/db/change.ts';
import { onBothEngines } from './databases.ts';
import { type Hall, makeHall } from './hall.ts';

/** Two halls, so that rows can be mixed up between them. */
export interface World {
	hall: Hall;
	elsewhere: Hall;
	tables: string[];
	reps: Record<'police' | 'police2' | 'housing', string>;
}

export type Write = (trx: Trx, world: World) => Promise<unknown>;

export interface Rule {
	/** What PostgreSQL calls it. */
	name: string;
	/** What a person would see go wrong. */
	what: string;
	/** Rows like the wrong ones that must be kept. */
	right: Write;
	wrong: Write;
}

export async function nothing(): Promise<void> {}

/** Writes right and wrong rows straight into both databases, and takes everything back. */
export function tryRules(title: string, rules: Rule[]): void {
	onBothEngines(title, (open, engine) => {
		let db: Database;
		let world: World;
		beforeAll(async () => {
			db = await open();
			const hall = await makeHall(db);
			const elsewhere = await makeHall(db);
			const tables = await db.read
				.selectFrom('table')
				.select('id')
				.where('drop_in_id', '=', hall.dropInId)
				.orderBy('number')
				.execute();
			const [police, police2] = hall.agencies.police?.reps ?? [];
			const reps = {
				police: police?.staffId ?? '',
				police2: police2?.staffId ?? '',
				housing: hall.agencies.housing?.reps[0]?.staffId ?? ''
			};
			world = { hall, elsewhere, tables: tables.map(({ id }) => id), reps };
		});

		describe.each(rules)('$name', ({ name, what, right, wrong }) => {
			it(what, async () => {
				expect(await errorOf(right)).toBeNull();
				const error = await errorOf(wrong);
				expect(error, 'the wrong row was written').not.toBeNull();
				expect(isRuleViolation(error)).toBe(true);
				// SQLite names a broken CHECK, but neither a foreign key nor a unique rule.
				if (engine === 'postgres') expect((error as { constraint?: string }).constraint).toBe(name);
				else if (/CHECK/.test(String(error))) expect(String(error)).toContain(name);
				expect(isUniqueViolation(error)).toBe(/_one_|_key$|_pkey$/.test(name));
			});
		});

		/** Writes, then takes everything back. */
		async function errorOf(write: Write): Promise<unknown> {
			try {
				await change(db, async (trx) => {
					await write(trx, world);
					return refuse('not_allowed');
				});
				return null;
			} catch (error) {
				return error;
			}
		}
	});
}

/** Whether a unique rule said no, on either engine. Operations decide by `on conflict`, never by catching. */
function isUniqueViolation(error: unknown): boolean {
	const code = codeOf(error);
	return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}

/** Whether a CHECK, foreign key, not-null or unique rule said no, on either engine. */
function isRuleViolation(error: unknown): boolean {
	const code = codeOf(error);
	return code.startsWith('23') || code.startsWith('SQLITE_CONSTRAINT');
}

function codeOf(error: unknown): string {
	const code = (error as { code?: unknown } | null)?.code;
	return typeof code === 'string' ? code : '';
}
