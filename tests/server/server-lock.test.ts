import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { holdServerLock } from '#lib/server/db/server-lock.ts';

it('one server holds a folder, another is refused at once, and kill -9 lets go of it', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'one-roof-lock-'));
	const first = await holder(folder);
	expect(first.said).toBe('held');
	const second = await holder(folder);
	expect(second.said).toBe('refused');
	expect(holdServerLock(folder)).toBeNull();
	await first.kill();
	const third = await holder(folder);
	expect(third.said).toBe('held');
	await Promise.all([second.kill(), third.kill()]);
});

it('is free again once it is released', () => {
	const folder = mkdtempSync(join(tmpdir(), 'one-roof-lock-'));
	const lock = holdServerLock(folder);
	expect(holdServerLock(folder)).toBeNull();
	lock?.release();
	expect(holdServerLock(folder)).not.toBeNull();
});

/** A process of its own that takes the lock, says so and stays. */
async function holder(folder: string) {
	const program = `
		import { holdServerLock } from '#lib/server/db/server-lock.ts';
		globalThis.lock = holdServerLock(${JSON.stringify(folder)});
		console.log(globalThis.lock ? 'held' : 'refused');
		setInterval(() => {}, 60_000);
	`;
	const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
	return {
		said: chunk.toString().trim(),
		async kill() {
			child.kill('SIGKILL');
			await once(child, 'exit');
		}
	};
}
