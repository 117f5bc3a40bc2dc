import BetterSqlite, { type Database as SqliteHandle } from 'better-sqlite3';
import {
	CompiledQuery,
	type DatabaseConnection,
	type Driver,
	Kysely,
	SqliteAdapter,
	SqliteDialect,
	type SqliteDialectConfig,
	SqliteDriver
} from 'kysely';
import type { Tables } from './schema.ts';

/** Opens the file for writing: WAL, every commit flushed (NORMAL lost commits in a power cut), rules enforced. */
export function openForWriting(file: string): { raw: SqliteHandle; kysely: Kysely<Tables> } {
	const raw = new BetterSqlite(file, { timeout: 0 });
	raw.pragma('journal_mode = WAL');
	raw.pragma('synchronous = FULL');
	raw.pragma('foreign_keys = ON');
	// Deleted means overwritten: what was promised to vanish is not left in the file's free pages.
	raw.pragma('secure_delete = ON');
	return { raw, kysely: kyselyOver(raw) };
}

/** Opens the file so that nothing can be written through it. The file must exist. */
export function openForReading(file: string): Kysely<Tables> {
	const raw = new BetterSqlite(file, { readonly: true, timeout: 0 });
	return kyselyOver(raw);
}

function kyselyOver(raw: SqliteHandle): Kysely<Tables> {
	return new Kysely<Tables>({ dialect: new PortableSqlite({ database: withStatementCache(raw) }) });
}

/** Compiling SQL again for each query costs a tenth or two of a change; a statement is kept by its text. */
function withStatementCache(raw: SqliteHandle) {
	const statements = new Map<string, ReturnType<SqliteHandle['prepare']>>();
	return {
		prepare(text: string) {
			const known = statements.get(text);
			if (known && !known.busy) return known;
			const fresh = raw.prepare(text);
			if (statements.size > 2000) statements.clear();
			statements.set(text, fresh);
			return fresh;
		},
		close: () => void raw.close()
	};
}

class PortableSqlite extends SqliteDialect {
	readonly #config: SqliteDialectConfig;
	constructor(config: SqliteDialectConfig) {
		super(config);
		this.#config = config;
	}
	override createDriver(): Driver {
		return new WriteFirstDriver(this.#config);
	}
	override createAdapter(): SqliteAdapter {
		return new TransactionalDdl();
	}
}

/** A transaction takes the write lock when it begins: one that read first could not write any more (SQLITE_BUSY_SNAPSHOT). */
class WriteFirstDriver extends SqliteDriver {
	override async beginTransaction(connection: DatabaseConnection): Promise<void> {
		await connection.executeQuery(CompiledQuery.raw('begin immediate'));
	}
}

/** SQLite's DDL is transactional; Kysely's adapter does not say so, and a half-applied migration would stay. */
class TransactionalDdl extends SqliteAdapter {
	override get supportsTransactionalDdl(): boolean {
		return true;
	}
}
