import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { done, refuse } from '#lib/domain/refusal.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { onBothEngines } from '../support/databases.ts';

/** The tables that Kysely keeps its own account of migrations in. */
const KYSELYS_OWN = ['kysely_migration', 'kysely_migration_lock'];

onBothEngines('the schema', (open, engine) => {
	it('has the tables and columns that db/schema.ts says, and no others', async () => {
		const db = await open();
		const tables = await db.read.introspection.getTables();
		const real = tables
			.filter(({ name }) => !KYSELYS_OWN.includes(name))
			.map(
				({ name, columns }) =>
					[
						name,
						columns.map((column) => `${column.name}: ${column.isNullable ? 'may be null' : 'is set'}`).toSorted()
					] as const
			);
		expect(Object.fromEntries(real)).toEqual(writtenTables());
	});

	it('keeps text as text, counts as whole numbers and credit exactly', async () => {
		const db = await open();
		const tables = await db.read.introspection.getTables();
		const types = new Set(
			tables
				.filter(({ name }) => !KYSELYS_OWN.includes(name))
				.flatMap(({ columns }) => columns.map(({ dataType }) => dataType.toLowerCase()))
		);
		expect([...types].toSorted()).toEqual(
			engine === 'sqlite' ? ['double precision', 'integer', 'text'] : ['float8', 'int4', 'text']
		);
	});

	it('can be brought up to date again without harm', async () => {
		const db = await open();
		const again = await change(db, async (trx) => {
			const applied = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(trx);
			return done({ names: applied.rows.map(({ name }) => name) });
		});
		expect(again.ok && again.names[0]).toBe('0001-hubs');
	});
});

onBothEngines('the connections', (open, engine) => {
	if (engine === 'sqlite') {
		it('for writing flush every commit, keep a write-ahead log and enforce foreign keys', async () => {
			const db = await open();
			const FULL = 2;
			expect(await inChange(db, 'synchronous')).toBe(FULL);
			expect(await inChange(db, 'journal_mode')).toBe('wal');
			expect(await inChange(db, 'foreign_keys')).toBe(1);
		});
	} else {
		it('wait for the disk, see what others committed, and write only where they should', async () => {
			const db = await open();
			expect(await inChange(db, 'synchronous_commit')).toBe('on');
			expect(await inChange(db, 'transaction_isolation')).toBe('read committed');
			expect(await inChange(db, 'transaction_read_only')).toBe('off');
			const reading = await sql<{ v: string }>`select current_setting('transaction_read_only') as v`.execute(db.read);
			expect(reading.rows[0]?.v).toBe('on');
		});
	}

	/** A setting as the connection that writes has it: asked inside a change. */
	async function inChange(db: Database, setting: string): Promise<unknown> {
		let value: unknown;
		await change(db, async (trx) => {
			const ask = engine === 'sqlite' ? sql`pragma ${sql.raw(setting)}` : sql`select current_setting(${setting}) as v`;
			value = Object.values((await ask.execute(trx)).rows[0] as object)[0];
			return refuse('not_allowed');
		});
		return value;
	}
});

describe('the rows written down', () => {
	it('are found by this test', () => {
		const tables = writtenTables();
		expect(Object.keys(tables).length).toBeGreaterThan(30);
		expect(tables.throttle).toEqual(['as_of: is set', 'bucket: is set', 'tries: is set']);
		expect(tables.stop).toContain('parked_until: may be null');
		expect(tables.stop).toContain('created_at: is set');
	});
});

/** The interface `Tables` of db/schema.ts, read from its source. */
function writtenTables(): Record<string, string[]> {
	const file = new URL('../../src/lib/server/db/schema.ts', import.meta.url);
	const source = ts.createSourceFile('schema.ts', readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
	const interfaces = new Map(source.statements.filter(ts.isInterfaceDeclaration).map((one) => [one.name.text, one]));
	const properties = (name: string): ts.PropertySignature[] => {
		const found = interfaces.get(name);
		if (!found) throw new Error(`no interface ${name}`);
		const inherited = (found.heritageClauses ?? []).flatMap((clause) =>
			clause.types.flatMap((type) => properties(type.expression.getText()))
		);
		return [...inherited, ...found.members.filter(ts.isPropertySignature)];
	};
	const columns = (row: string) =>
		properties(row).map((column) => `${column.name.getText()}: ${mayBeNull(column) ? 'may be null' : 'is set'}`);
	return Object.fromEntries(
		properties('Tables').map((table) => [table.name.getText(), columns(table.type?.getText() ?? '').toSorted()])
	);
}

function mayBeNull({ type }: ts.PropertySignature): boolean {
	return type !== undefined && ts.isUnionTypeNode(type) && type.types.some((one) => one.getText() === 'null');
}
