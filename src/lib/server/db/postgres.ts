import { type ControlledTransaction, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Result } from '../../domain/refusal.ts';
import type { Trx, Writer } from './change.ts';
import { metAnother } from './errors.ts';
import type { Tables } from './schema.ts';

// A bigint count is a number here: no count of ours nears 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

interface PoolOptions {
	readOnly: boolean;
	max: number;
	onError: (error: Error) => void;
}

/** A pool on READ COMMITTED (at REPEATABLE READ the row lock of write-first commands fails instead of waiting). */
export function openPool(url: string, { readOnly, max, onError }: PoolOptions): Kysely<Tables> {
	const settings = [
		'default_transaction_isolation=read\\ committed',
		`default_transaction_read_only=${readOnly ? 'on' : 'off'}`
	];
	const pool = new pg.Pool({
		connectionString: url,
		max,
		options: settings.map((setting) => `-c ${setting}`).join(' ')
	});
	// Without listeners, a server that stops would take this process with it: the pool hears of its idle connections only.
	pool.on('connect', (client) => client.on('error', onError));
	pool.on('error', () => {});
	return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/**
 * Each change is a transaction of its own, undone as a whole: a refusal means what going back to the savepoint means on SQLite.
 * One that met another in the same instant, as when a rep calls at two drop-ins, is done once more: then it sees what the
 * other did, and refuses. A fault is the same the second time, and thrown.
 */
export function directCommit(kysely: Kysely<Tables>): Writer {
	return {
		async run<T>(work: (trx: Trx) => Promise<Result<T>>): Promise<Result<T>> {
			try {
				return await once(work);
			} catch (error) {
				if (!metAnother(error)) throw error;
				return once(work);
			}
		}
	};

	async function once<T>(work: (trx: Trx) => Promise<Result<T>>): Promise<Result<T>> {
		const trx: ControlledTransaction<Tables> = await kysely
			.startTransaction()
			.setIsolationLevel('read committed')
			.execute();
		try {
			const result = await work(trx);
			await (result.ok ? trx.commit() : trx.rollback()).execute();
			return result;
		} catch (error) {
			// A connection that was lost cannot roll back, and that says nothing new.
			await trx
				.rollback()
				.execute()
				.catch(() => {});
			throw error;
		}
	}
}
