import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './start-error.ts';

/**
 * The key all codes are made with: 32 bytes from the environment, or from `dataDir/key`,
 * which is made on the first start and which only its owner can read. It belongs in the backup.
 * @throws StartError when the file holds something else.
 */
export function keyFor({ key, dataDir }: { key: Buffer | null; dataDir: string }): Buffer {
	if (key) return key;
	mkdirSync(dataDir, { recursive: true, mode: 0o700 });
	const file = join(dataDir, 'key');
	makeUnlessThere(file);
	const kept = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
	if (kept.length !== 32) throw new StartError(`${file} does not hold a key. Put back the one from your backup.`);
	return kept;
}

function makeUnlessThere(file: string): void {
	try {
		writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	}
}
