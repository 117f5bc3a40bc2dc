import { join } from 'node:path';
import { type Clock, clockFrom } from './clock.ts';
import { codesFrom } from './codes.ts';
import { type Config, readConfig } from './config.ts';
import type { Database } from './db/change.ts';
import { openDatabase } from './db/connect.ts';
import { holdServerLock, type ServerLock } from './db/server-lock.ts';
import { keepForecasts } from './forecasting/keep.ts';
import { startHousekeeping } from './housekeeping.ts';
import { keyFor } from './key.ts';
import { describe, log } from './log.ts';
import { inviteFirstCoordinator } from './operations/staff/invite-first-coordinator.ts';
import { running, setRunning } from './running.ts';
import { StartError } from './start-error.ts';
import { endAll } from './stopping.ts';

export interface App {
	config: Config;
	db: Database;
	now: Clock;
}

let opening: Promise<App> | undefined;

/**
 * The one app of this process: environment, lock and database, opened at the first call.
 * @throws StartError when the environment makes no sense or another server works in the same folder.
 */
export function theApp(): Promise<App> {
	opening ??= open();
	return opening;
}

async function open(): Promise<App> {
	// `vite dev` loads changed modules anew: the app of the old ones gives way.
	await running()?.close();
	const config = readConfig();
	const now = clockFrom(config.clockFile);
	const lock = config.databaseUrl ? null : lockOrRefuse(config.dataDir);
	const place = config.databaseUrl ? { url: config.databaseUrl } : { file: join(config.dataDir, 'one-roof.db') };
	const codes = codesFrom(keyFor(config));
	const db = await openDatabase(place, {
		codes,
		onError: (error) => log.error(describe(error), 'database connection lost')
	});
	const stopHousekeeping = startHousekeeping(db, now);
	const stopForecasts = keepForecasts(db, now);
	setRunning({
		firstCoordinator: () => inviteFirstCoordinator(db, now()),
		endStreams: endAll,
		async close() {
			setRunning(undefined);
			stopHousekeeping();
			endAll();
			await stopForecasts();
			await db.close();
			lock?.release();
		}
	});
	return { config, db, now };
}

function lockOrRefuse(dataDir: string): ServerLock {
	const lock = holdServerLock(dataDir);
	if (lock) return lock;
	throw new StartError(
		`Another One Roof server is already working in ${dataDir}.\nStop it first, or give this one a DATA_DIR of its own.`
	);
}
