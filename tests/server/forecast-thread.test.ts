import { getPriority } from 'node:os';
import { expect, it } from 'vitest';
import { forecast } from '#lib/domain/forecast.ts';
import type { Known } from '#lib/domain/known.ts';
import { forecastThread } from '#lib/server/forecasting/thread.ts';
import { knownOf, waitingFor } from '../support/known.ts';

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
