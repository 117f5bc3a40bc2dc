import { type Instant, minutesBetween } from '../../../domain/instant.ts';
import type { Range } from '../../../domain/range.ts';
import type { Database } from '../../db/change.ts';
import { refreshForecast, told } from './forecaster.ts';

/** Older than this, in minutes, a forecast is none. */
const STALE = 1;

/**
 * Minutes until a visit's next call, as a range to be said in words; null when cold, when nobody can tell, or when none
 * is made yet, or since the person's own places last changed (`changed`): who comes back from a table is told nothing of
 * what was so while they sat there. Answers at once with the last forecast and has the next one made meanwhile, off the request.
 */
export function forecastFor(
	db: Database,
	dropInId: string,
	visitId: string,
	now: Instant,
	changed: Instant | null = null
): Range | null {
	refreshForecast(db, dropInId, now).catch(() => {
		// Told by who keeps the forecasts going (`forecasting/keep.ts`).
	});
	const last = told(db, dropInId, visitId, now);
	if (!last || !isFresh(last.madeAt, now) || (changed !== null && changed > last.from)) return null;
	return last.range;
}

function isFresh(madeAt: Instant, now: Instant): boolean {
	return minutesBetween(madeAt, now) < STALE;
}
