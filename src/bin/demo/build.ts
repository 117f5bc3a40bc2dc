import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartError } from '../../lib/server/start-error.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const sources = ['src', 'migrations', 'static', 'svelte.config.js', 'vite.config.ts', 'package-lock.json'];
/** Made by the build itself, or no part of what is built. */
const ignored = new Set(['paraglide', 'bin']);

/** Builds the app when it is not built yet, or something has changed since. Says how it goes on. */
export async function buildIfNeeded(say: (line: string) => void): Promise<void> {
	const built = join(root, 'build', 'handler.js');
	const newest = Math.max(...sources.map((name) => newestIn(join(root, name))));
	if (existsSync(built) && statSync(built).mtimeMs > newest) return;
	const began = Date.now();
	say('Building the app. This takes about half a minute and is done once.');
	const timer = setInterval(() => say(`  still building (${Math.round((Date.now() - began) / 1000)} s)`), 5000);
	try {
		await viteBuild();
	} finally {
		clearInterval(timer);
	}
	say(`Built in ${Math.round((Date.now() - began) / 1000)} s.`);
}

function viteBuild(): Promise<void> {
	const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
			cwd: root,
			stdio: ['ignore', 'pipe', 'pipe']
		});
		let said = '';
		for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
		child.once('error', reject);
		child.once('close', (code) => (code === 0 ? resolve() : reject(new StartError(`The build failed:\n${said}`))));
	});
}

/** When anything under a path last changed, in milliseconds. */
function newestIn(path: string): number {
	if (!existsSync(path)) return 0;
	const stat = statSync(path);
	if (!stat.isDirectory()) return stat.mtimeMs;
	return Math.max(
		0,
		...readdirSync(path)
			.filter((name) => !ignored.has(name))
			.map((name) => newestIn(join(path, name)))
	);
}
