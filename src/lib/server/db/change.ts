import { type Kysely, sql, type Transaction } from 'kysely';
import type { Refusal, Result } from '../../domain/refusal.ts';
import type { Codes } from '../codes.ts';
import type { DropInRow, Tables } from './schema.ts';

/** Reads rows: the read-only handle, or a transaction inside a change. */
export type Reader = Kysely<Tables>;

/** The transaction of one change. Await nothing else inside it: on SQLite a group of changes shares one connection. */
export type Trx = Transaction<Tables>;

/** What an operation is given. `read` cannot write; the one way to write is {@link change} and {@link changeDropIn}. */
export interface Database {
	readonly engine: 'sqlite' | 'postgres';
	readonly read: Reader;
	readonly codes: Codes;
	close(): Promise<void>;
}

/** Runs `work` in a savepoint of its own: kept when it answers `ok`, undone when it refuses or throws. */
export interface Writer {
	run<T>(work: (trx: Trx) => Promise<Result<T>>): Promise<Result<T>>;
}

const writers = new WeakMap<Database, Writer>();
const listeners = new WeakMap<Database, Set<() => void>>();

/** Hands the private writing handle over. Called once, by `connect.ts`. */
export function giveWriter(db: Database, writer: Writer): void {
	writers.set(db, writer);
}

/** Calls `listener` after each change this process has committed. Gives the function that stops it. */
export function onCommit(db: Database, listener: () => void): () => void {
	const all = listeners.get(db) ?? new Set();
	listeners.set(db, all.add(listener));
	return () => all.delete(listener);
}

/**
 * Writes outside a drop-in (sign-in, throttles, schedules). A refusal or a throw leaves nothing behind.
 * @throws whatever `work` throws, and the database's own errors.
 */
export async function change<T>(db: Database, work: (trx: Trx) => Promise<Result<T>>): Promise<Result<T>> {
	const writer = writers.get(db);
	if (!writer) throw new Error('This database was not opened by openDatabase');
	const result = await writer.run(work);
	if (result.ok) for (const listener of listeners.get(db) ?? []) listener();
	return result;
}

/**
 * One command on a drop-in. Its first statement writes, so that commands on one drop-in follow one another:
 * SQLite takes its write lock before anything is read, PostgreSQL locks the row (decision 0004).
 * A refusal or a throw undoes everything, the revision too.
 */
export async function changeDropIn<T>(
	db: Database,
	dropInId: string,
	work: (trx: Trx, dropIn: DropInRow) => Promise<Result<T>>
): Promise<Result<T>> {
	return change(db, async (trx) => {
		const dropIn = await hold(trx, dropInId);
		return dropIn ? work(trx, dropIn) : { ok: false, refusal: unknownDropIn };
	});
}

/**
 * One command on the people of the house, that may touch every drop-in that is not over: what somebody's leaving means
 * for their desks. Writes the house's own row first, so that such commands follow one another even when no drop-in is
 * there to be held, and then holds the drop-ins in the order of their ids.
 */
export async function changeEveryDropIn<T>(db: Database, work: (trx: Trx) => Promise<Result<T>>): Promise<Result<T>> {
	return change(db, async (trx) => {
		await holdHouse(trx);
		const live = trx.selectFrom('drop_in').select('id').where('state', 'not in', ['closed', 'cancelled']);
		for (const { id } of await live.orderBy('id').execute()) await hold(trx, id);
		return work(trx);
	});
}

async function hold(trx: Trx, dropInId: string): Promise<DropInRow | undefined> {
	return trx
		.updateTable('drop_in')
		.set({ revision: sql<number>`revision + 1` })
		.where('id', '=', dropInId)
		.returningAll()
		.executeTakeFirst();
}

async function holdHouse(trx: Trx): Promise<void> {
	await trx
		.updateTable('house')
		.set({ revision: sql<number>`revision + 1` })
		.returning('revision')
		.executeTakeFirstOrThrow();
}

const unknownDropIn: Refusal = { reason: 'drop_in_unknown' };
