import type { Database as SqliteHandle } from 'better-sqlite3';
import type { ControlledTransaction, Kysely } from 'kysely';
import type { Result } from '../../domain/refusal.ts';
import type { Writer } from './change.ts';
import { whenFree } from './patience.ts';
import type { Tables } from './schema.ts';

interface Waiting {
	work: (trx: ControlledTransaction<Tables, string[]>) => Promise<Result<unknown>>;
	resolve: (result: Result<unknown>) => void;
	reject: (error: unknown) => void;
}

/** Most changes in one commit; the rest wait for the next. */
const GROUP_LIMIT = 256;

/**
 * Changes that arrive while one group commits wait for the next and share its single flush to disk.
 * Inside a group they run strictly one after another, each in a savepoint. A lost transaction
 * (SQLITE_FULL and I/O errors roll back everything) rejects the whole group: none of it happened.
 */
export function groupCommit(raw: SqliteHandle, kysely: Kysely<Tables>, limit = GROUP_LIMIT): Writer {
	const waiting: Waiting[] = [];
	let running = false;

	function run<T>(work: (trx: never) => Promise<Result<T>>): Promise<Result<T>> {
		return new Promise((resolve, reject) => {
			waiting.push({ work, resolve, reject } as unknown as Waiting);
			if (running) return;
			running = true;
			setImmediate(flush);
		});
	}

	async function flush(): Promise<void> {
		const group = waiting.splice(0, limit);
		try {
			const answers = await commit(group);
			for (const answer of answers) answer();
		} catch (error) {
			for (const { reject } of group) reject(error);
		}
		if (waiting.length > 0) setImmediate(flush);
		else running = false;
	}

	async function commit(group: Waiting[]): Promise<(() => void)[]> {
		const trx = await whenFree(() => kysely.startTransaction().execute());
		try {
			const answers: (() => void)[] = [];
			for (const one of group) answers.push(await apply(trx, one));
			await trx.commit().execute();
			return answers;
		} catch (error) {
			// Lost or not: nothing else lets go of the connection. Rolling back what is lost fails, and that says nothing new.
			await trx
				.rollback()
				.execute()
				.catch(() => {});
			throw error;
		}
	}

	async function apply(trx: ControlledTransaction<Tables>, one: Waiting): Promise<() => void> {
		const savepoint = await trx.savepoint('change').execute();
		try {
			const result = await one.work(savepoint);
			if (!raw.inTransaction) throw new Error('The transaction was lost');
			if (!result.ok) await savepoint.rollbackToSavepoint('change').execute();
			await savepoint.releaseSavepoint('change').execute();
			return () => one.resolve(result);
		} catch (error) {
			if (!raw.inTransaction) throw error;
			await savepoint.rollbackToSavepoint('change').execute();
			await savepoint.releaseSavepoint('change').execute();
			return () => one.reject(error);
		}
	}

	return { run } as Writer;
}
