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
	let going = false;
	const timer = setInterval(() => {
		if (going) return;
		going = true;
		refreshAll(db, now)
			.catch((error: unknown) => log.error(describe(error), 'forecasting failed'))
			.finally(() => (going = false));
	}, EVERY);
	timer.unref();
	return async () => {
		clearInterval(timer);
		await close();
	};
}

/**
 * One round: a fresh forecast of every open drop-in, and none of any other. One that fails is logged, and keeps no other
 * from its own.
 */
export async function refreshAll(db: Database, now: Clock): Promise<void> {
	const open = await openDropInIds(db.read);
	keepOnly(db, open);
	for (const dropInId of open) {
		try {
			await refreshForecast(db, dropInId, now());
		} catch (error) {
			log.error({ ...describe(error), dropInId }, 'forecasting failed');
		}
	}
}
