import { createServer } from 'node:net';
import { join } from 'node:path';
import { start } from '../server.ts';
import { codesFrom } from '../lib/server/codes.ts';
import { type Config, readConfig } from '../lib/server/config.ts';
import { openDatabase } from '../lib/server/db/connect.ts';
import { keyFor } from '../lib/server/key.ts';
import { isStartError, StartError } from '../lib/server/start-error.ts';
import { buildIfNeeded } from './demo/build.ts';
import { emptyFolder } from './demo/folder.ts';
import { linksOf, printLinks, writeLinks } from './demo/links.ts';
import { type Seeded, seed } from './demo/seed.ts';

// `npm run demo`: a fresh made-up day in a folder of its own, always on SQLite, so that no database of anybody's is touched.
try {
	await demo();
} catch (error) {
	if (!isStartError(error)) throw error;
	console.error(error.message);
	process.exit(1);
}

async function demo(): Promise<void> {
	process.env.DATA_DIR ||= './data/demo';
	process.env.ONE_ROOF_DEMO = '1';
	process.env.LOG_LEVEL ||= 'warn';
	delete process.env.DATABASE_URL;
	const config = readConfig();
	await portIsFree(config);
	const seeded = await freshDatabase(config);
	await buildIfNeeded(say);
	await start();
	const links = linksOf(originOf(config), seeded);
	writeLinks(config.dataDir, links);
	printLinks(links, seeded, say);
	say('Stop it with Ctrl-C.');
}

async function freshDatabase(config: Config): Promise<Seeded> {
	const lock = emptyFolder(config.dataDir);
	try {
		say(`Making a fresh demonstration in ${config.dataDir}`);
		const db = await openDatabase({ file: join(config.dataDir, 'one-roof.db') }, { codes: codesFrom(keyFor(config)) });
		try {
			return await seed(db, new Date().toISOString());
		} finally {
			await db.close();
		}
	} finally {
		lock.release();
	}
}

/** Found out before the long work, and in words. */
function portIsFree({ port, host }: Config): Promise<void> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', (error: NodeJS.ErrnoException) => {
			const taken = `Port ${port} is in use already. Choose another: PORT=${port + 1} npm run demo`;
			reject(error.code === 'EADDRINUSE' ? new StartError(taken) : error);
		});
		probe.listen(port, host, () => probe.close(() => resolve()));
	});
}

function originOf({ origin, host, port }: Config): string {
	return origin ?? `http://${['0.0.0.0', '::'].includes(host) ? 'localhost' : host}:${port}`;
}

function say(line: string): void {
	console.log(line);
}
