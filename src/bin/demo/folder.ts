import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { holdServerLock, type ServerLock } from '../../lib/server/db/server-lock.ts';
import { StartError } from '../../lib/server/start-error.ts';

/** Says that a folder was made by the demonstration, which may wipe it. */
const MARKER = 'demo-may-wipe-this-folder';
const LOCK = 'server.lock';

/**
 * Makes the demonstration's folder, or wipes the one it made before, and keeps every server out of it until the lock is released.
 * @throws StartError for a folder that somebody else made, or where a server is at work.
 */
export function emptyFolder(folder: string): ServerLock {
	if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, MARKER))) {
		throw new StartError(
			`${folder} was not made by the demonstration, so it will not be wiped.\nGive the demonstration a folder of its own: DATA_DIR=./data/demo npm run demo`
		);
	}
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	writeFileSync(join(folder, MARKER), 'npm run demo made this folder and wipes it each time it starts.\n');
	const lock = holdServerLock(folder);
	if (!lock) throw new StartError(`Another One Roof is already working in ${folder}. Stop it first, or set DATA_DIR.`);
	for (const name of readdirSync(folder))
		if (name !== MARKER && !name.startsWith(LOCK)) rmSync(join(folder, name), { recursive: true });
	return lock;
}
