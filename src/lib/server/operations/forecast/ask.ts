import { type Instant, minutesBetween } from '../../../domain/instant.ts';
import type { Range } from '../../../domain/range.ts';
import type { Database } from '../../db/change.ts';
import { refreshForecast, told } from './forecaster.ts';

/** Older than this, in minutes, a forecast is none. */
const STALE = 1;

/**
 * Minutes until a visit's next call, as a range to be said in words; null when cold, when nobody can tell, or when none
 * is made yet. Answers at once with the last forecast and has the next one made meanwhile, off the request.
 */
export function forecastFor(db: Database, dropInId: string, visitId: string, now: Instant): Range | null {
	refreshForecast(db, dropInId, now).catch(() => {
		// Told by who keeps the forecasts going (`forecasting/keep.ts`).
	});
	const last = told(db, dropInId, visitId, now);
	return last && isFresh(last.madeAt, now) ? last.range : null;
}

function isFresh(madeAt: Instant, now: Instant): boolean {
	return minutesBetween(madeAt, now) < STALE;
}
