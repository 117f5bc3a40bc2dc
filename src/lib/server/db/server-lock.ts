import BetterSqlite from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isBusy } from './errors.ts';

export interface ServerLock {
	release(): void;
}

/**
 * Says "one server works in this folder" for as long as the process lives: an exclusive transaction on a small file.
 * The system lets go of it when the process ends, by kill -9 too, so no lock is ever left over. Never waits.
 * @returns null when another process holds it.
 */
export function holdServerLock(dataDir: string): ServerLock | null {
	mkdirSync(dataDir, { recursive: true, mode: 0o700 });
	const file = new BetterSqlite(join(dataDir, 'server.lock'), { timeout: 0 });
	try {
		file.exec('begin exclusive');
		return { release: () => void file.close() };
	} catch (error) {
		file.close();
		if (isBusy(error)) return null;
		throw error;
	}
}
