import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Instant } from '#lib/domain/instant.ts';
import { codesFrom } from '#lib/server/codes.ts';
import type { Database } from '#lib/server/db/change.ts';
import { openDatabase } from '#lib/server/db/connect.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface TestServer {
	/** Where it is for the world: `ORIGIN` when the environment has one. */
	url: string;
	/** Where it listens, which a proxy would know. */
	listening: string;
	dataDir: string;
	/** All the server has printed so far. */
	printed(): string;
	/** Lets the server's time stand still at a moment; it goes on from there after {@link TestServer.runFrom}. */
	setTime(now: Instant): void;
	/** Lets the server's time run from a moment on. */
	runFrom(now: Instant): void;
	/** The same database, through a handle of this process, for arranging and looking. Closed by `stop`. */
	database(): Promise<Database>;
	/** Ends the server as a power cut would; its folder stays. */
	kill(): Promise<void>;
	/** Starts it again where it was, after {@link TestServer.kill}: the same folder, the same address. */
	startAgain(): Promise<void>;
	/** Stops the server and deletes its folder. Gives the exit code and how long it took, in milliseconds. */
	stop(signal?: NodeJS.Signals): Promise<{ code: number | null; took: number }>;
}

/** Starts the built app on a free port, with a folder, key and clock of its own. `env` is added to its environment. */
export async function startServer(env: Record<string, string> = {}): Promise<TestServer> {
	const dataDir = mkdtempSync(join(tmpdir(), 'one-roof-server-'));
	const key = randomBytes(32);
	const clockFile = join(dataDir, 'clock');
	const own = {
		DATA_DIR: dataDir,
		ONE_ROOF_KEY: key.toString('base64'),
		ONE_ROOF_TEST: '1',
		ONE_ROOF_CLOCK_FILE: clockFile
	};
	let { child, printed } = spawnServer({ ...own, ...env });
	const { url, listening } = await addressOf(child, printed);
	let opened: Promise<Database> | undefined;
	function database(): Promise<Database> {
		const place = env.DATABASE_URL ? { url: env.DATABASE_URL } : { file: join(dataDir, 'one-roof.db') };
		return (opened ??= openDatabase(place, { codes: codesFrom(key) }));
	}
	return {
		url,
		listening,
		dataDir,
		printed: () => printed(),
		kill: async () => void (await ended(child, 'SIGKILL')),
		async startAgain() {
			({ child, printed } = spawnServer({ ...own, ...env, PORT: new URL(listening).port }));
			await addressOf(child, printed);
		},
		setTime: (now) => say(clockFile, now),
		runFrom: (now) => say(clockFile, String(Date.parse(now) - Date.now())),
		database,
		async stop(signal = 'SIGTERM') {
			await (await opened)?.close();
			const began = performance.now();
			const code = await ended(child, signal);
			rmSync(dataDir, { recursive: true, force: true });
			return { code, took: performance.now() - began };
		}
	};
}

/** Written beside and moved there, so that the server never reads half of it. */
function say(clockFile: string, text: string): void {
	writeFileSync(`${clockFile}.new`, text);
	renameSync(`${clockFile}.new`, clockFile);
}

/** Starts `node src/server.ts` with this environment added, and collects what it prints. */
export function spawnServer(env: Record<string, string>): { child: ChildProcess; printed: () => string } {
	if (!existsSync(join(root, 'build/handler.js')))
		throw new Error('Run `npm run build` first: this test uses the built app');
	const clean = Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !/^(ORIGIN|DATABASE_URL|NODE_OPTIONS|VITEST.*)$/.test(name))
	);
	const child = spawn(process.execPath, [join(root, 'src/server.ts')], {
		cwd: root,
		env: { ...clean, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'warn', ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let text = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
	return { child, printed: () => text };
}

/** Resolves once the server answers; rejects with what it printed when it ends instead. */
async function addressOf(child: ChildProcess, printed: () => string): Promise<{ url: string; listening: string }> {
	const addresses = await new Promise<{ url: string; listening: string }>((resolve, reject) => {
		child.once('exit', () => reject(new Error(`The server ended:\n${printed()}`)));
		child.stdout?.on('data', () => {
			const [, url, port] = /runs at (\S+)(?: \(port (\d+)\))?\n/.exec(printed()) ?? [];
			if (url) resolve({ url, listening: port ? `http://127.0.0.1:${port}` : url });
		});
	});
	const health = await fetch(`${addresses.listening}/healthz`);
	if (!health.ok) throw new Error(`The server is not well:\n${printed()}`);
	return addresses;
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
	if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
	const exit = once(child, 'exit');
	child.kill(signal);
	await exit;
	return child.exitCode;
}
