import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Codes } from '../codes.ts';
import { type Database, giveWriter } from './change.ts';
import { groupCommit } from './group-commit.ts';
import { migrate } from './migrate.ts';
import { whenFree } from './patience.ts';
import { directCommit, openPool } from './postgres.ts';
import { openForReading, openForWriting } from './sqlite.ts';

/** Where the data is: a SQLite file, or the address of a PostgreSQL database. */
export type Place = { file: string } | { url: string };

interface Options {
	codes: Codes;
	/** Told of a connection the database broke; the pool makes another. */
	onError?: (error: Error) => void;
}

/**
 * Opens the database, brings its schema up to date and gives the handle everything is done through.
 * @throws when the file cannot be opened or a migration fails.
 */
export async function openDatabase(place: Place, { codes, onError = () => {} }: Options): Promise<Database> {
	return 'file' in place ? openSqlite(place.file, codes) : openPostgres(place.url, codes, onError);
}

async function openSqlite(file: string, codes: Codes): Promise<Database> {
	mkdirSync(dirname(file), { recursive: true });
	// Another process may be opening the file, or closing it, at this very moment.
	const writing = await whenFree(() => openForWriting(file));
	await whenFree(() => migrate(writing.kysely));
	const read = openForReading(file);
	const db: Database = {
		engine: 'sqlite',
		read,
		codes,
		async close() {
			await read.destroy();
			await writing.kysely.destroy();
		}
	};
	giveWriter(db, groupCommit(writing.raw, writing.kysely));
	return db;
}

async function openPostgres(url: string, codes: Codes, onError: (error: Error) => void): Promise<Database> {
	const writing = openPool(url, { readOnly: false, max: 10, onError });
	await migrate(writing);
	const read = openPool(url, { readOnly: true, max: 10, onError });
	const db: Database = {
		engine: 'postgres',
		read,
		codes,
		async close() {
			await read.destroy();
			await writing.destroy();
		}
	};
	giveWriter(db, directCommit(writing));
	return db;
}
