import { execFile } from 'node:child_process';
import { getPriority, platform } from 'node:os';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { forecast } from '#lib/domain/forecast.ts';
import type { Known } from '#lib/domain/known.ts';
import { forecastThread } from '#lib/server/forecasting/thread.ts';
import { giveWorkerFile } from '#lib/server/forecasting/worker-file.ts';
import { knownOf, waitingFor } from '../support/known.ts';

const WORKER = new URL('../../src/lib/server/forecasting/worker.ts', import.meta.url);

const known = knownOf({ visits: waitingFor('police', 4) });

it('a forecast made on the thread is the same, each asker’s own, and takes nothing from who serves people', async () => {
	const thread = forecastThread();
	const before = getPriority();
	const all = await Promise.all([1, 2, 3].map((seed) => thread.player(known, seed)));
	expect(all).toEqual([1, 2, 3].map((seed) => forecast(known, seed)));
	expect(getPriority()).toBe(before);
	await thread.close();
});

it('a thread that broke says so to who waited, and begins again', async () => {
	const thread = forecastThread();
	await expect(thread.player(null as unknown as Known, 1)).rejects.toThrow();
	expect(await thread.player(known, 1)).toEqual(forecast(known, 1));
	await thread.close();
});

it('a thread that never answers is given up, and the next one answers', async () => {
	const thread = forecastThread(300);
	giveWorkerFile(new URL('data:text/javascript,for(;;);'));
	const asked = [1, 2].map((seed) => thread.player(known, seed));
	for (const one of asked) await expect(one).rejects.toThrow('did not answer');
	await thread.close();
	giveWorkerFile(WORKER);
	const next = forecastThread();
	expect(await next.player(known, 1)).toEqual(forecast(known, 1));
	await next.close();
});

it('a server that gives way more than its thread would still makes forecasts', async () => {
	// Elsewhere no thread gives way.
	if (platform() !== 'linux') return;
	const { stdout } = await promisify(execFile)(process.execPath, ['--eval', GIVING_WAY], {
		env: { ...process.env, WORKER: WORKER.href }
	});
	const priorities = JSON.parse(stdout) as number[];
	expect(priorities.filter((one) => one === 15)).toHaveLength(2);
	expect(priorities).not.toContain(10);
});

/** In a process of its own, as nobody takes back that they gave way: the priorities of its threads once one has answered. */
const GIVING_WAY = `
	const { readdirSync } = require('node:fs');
	const { getPriority, setPriority } = require('node:os');
	const { Worker } = require('node:worker_threads');
	setPriority(15);
	const worker = new Worker(new URL(process.env.WORKER), { execArgv: [] });
	worker.postMessage({ id: 1, known: ${JSON.stringify(known)}, seed: 1 });
	worker.on('message', () => {
		const threads = readdirSync('/proc/self/task').map(Number);
		process.stdout.write(JSON.stringify(threads.map((thread) => getPriority(thread))), () => process.exit());
	});
`;
