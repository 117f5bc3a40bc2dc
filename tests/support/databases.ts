import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, inject } from 'vitest';
import { codesFrom } from '#lib/server/codes.ts';
import type { Database } from '#lib/server/db/change.ts';
import { openDatabase, type Place } from '#lib/server/db/connect.ts';

export const engines = ['sqlite', 'postgres'] as const;
export type Engine = (typeof engines)[number];

/** The key every test's codes are made with. */
export const testKey = randomBytes(32);

/** Runs the same tests against SQLite and against PostgreSQL. `open` gives an empty, migrated database of its own. */
export function onBothEngines(name: string, tests: (open: () => Promise<Database>, engine: Engine) => void): void {
	describe.each(engines)(`${name} on %s`, (engine) => {
		const opened: Database[] = [];
		const cleanups: (() => Promise<void>)[] = [];
		afterAll(async () => {
			for (const db of opened) await db.close();
			for (const cleanup of cleanups) await cleanup();
		});
		async function open(): Promise<Database> {
			const { place, cleanup } = await emptyPlace(engine);
			cleanups.push(cleanup);
			const db = await openDatabase(place, { codes: codesFrom(testKey) });
			opened.push(db);
			return db;
		}
		tests(open, engine);
	});
}

/** Somewhere to open a database: a new file, or a new database on the run's PostgreSQL server. */
export async function emptyPlace(
	engine: Engine,
	server = engine === 'postgres' ? inject('postgres') : ''
): Promise<{ place: Place; cleanup: () => Promise<void> }> {
	if (engine === 'sqlite') {
		const folder = mkdtempSync(join(tmpdir(), 'one-roof-'));
		return {
			place: { file: join(folder, 'one-roof.db') },
			cleanup: async () => rmSync(folder, { recursive: true, force: true })
		};
	}
	const name = `t_${randomUUID().replaceAll('-', '')}`;
	await administer(server, `create database ${name}`);
	return {
		place: { url: `${server}/${name}` },
		cleanup: () => administer(server, `drop database if exists ${name} with (force)`)
	};
}

async function administer(server: string, statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: `${server}/postgres` });
	await client.connect();
	await client.query(statement);
	await client.end();
}
