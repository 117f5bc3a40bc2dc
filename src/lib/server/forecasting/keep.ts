import type { Clock } from '../clock.ts';
import type { Database } from '../db/change.ts';
import { openDropInIds } from '../db/hall-state.ts';
import { describe, log } from '../log.ts';
import { givePlayer, keepOnly, refreshForecast } from '../operations/forecast/forecaster.ts';
import { forecastThread } from './thread.ts';

/** In milliseconds: what a page finds is never much older. */
const EVERY = 15_000;

/** Keeps a forecast of every open drop-in at hand, made on a thread of its own. Gives the function that stops it. */
export function keepForecasts(db: Database, now: Clock): () => Promise<void> {
	const { player, close } = forecastThread();
	givePlayer(db, player);
	async function round(): Promise<void> {
		const open = await openDropInIds(db.read);
		keepOnly(db, open);
		for (const dropInId of open) await refreshForecast(db, dropInId, now());
	}
	const timer = setInterval(() => {
		round().catch((error: unknown) => log.error(describe(error), 'forecasting failed'));
	}, EVERY);
	timer.unref();
	return async () => {
		clearInterval(timer);
		await close();
	};
}
