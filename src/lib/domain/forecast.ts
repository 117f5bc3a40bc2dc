import { beliefsOf } from './beliefs.ts';
import { futureOf } from './future.ts';
import type { HallNow, Played, VisitNow } from './hall.ts';
import type { Known } from './known.ts';
import { play } from './play.ts';
import type { Policy } from './policies.ts';

/** Minutes until somebody's next call: of ten futures two are shorter than `low`, and two longer than `high`. */
export interface Wait {
	low: number;
	median: number;
	/** Infinity when in that many futures nobody ever calls them. */
	high: number;
}

export interface Forecast {
	/** By visit, of all who stand in a line. */
	visits: Map<string, Wait>;
}

/** Futures played for one forecast: more change its ends by less than the words' five minutes. */
export const FUTURES = 100;

/**
 * How long everybody who waits will wait still, from playing the rest of the day many times by the rule that runs the
 * queue (`play.ts`, DESIGN 6). The same facts and seed give the same forecast. Somebody who has outwaited an earlier
 * forecast gets a new one from how things stand: nothing said before has any part in it.
 */
export function forecast(known: Known, seed: number, futures = FUTURES, policy?: Policy): Forecast {
	const beliefs = beliefsOf(known);
	const { hall } = known;
	const waiting = new Map(waitingIn(hall).map(({ id }) => [id, [] as number[]]));
	for (let run = 0; run < futures; run++) {
		const future = futureOf(known, beliefs, seed, run);
		const calls = nextCalls(play(future.hall, future.draws, policy), hall);
		for (const [id, waits] of waiting) waits.push((calls.get(id) ?? Infinity) - hall.now);
	}
	return { visits: new Map([...waiting].map(([id, waits]) => [id, waitOf(waits)])) };
}

/** Everybody who is here and has a place in some line. */
function waitingIn({ visits, now }: HallNow): VisitNow[] {
	return visits.filter(
		({ arrivedAt, stops }) =>
			arrivedAt <= now && stops.some(({ state, joined }) => !joined && (state === 'waiting' || state === 'parked'))
	);
}

/** When each visit is called next, by visit. */
function nextCalls({ stops }: Played, { visits }: HallNow): Map<string, number> {
	const before = new Set(
		visits
			.flatMap((visit) => visit.stops)
			.filter(isAtTable)
			.map(({ stopId }) => stopId)
	);
	const calls = new Map<string, number>();
	for (const { stopId, visitId, calledAt } of stops) {
		if (calledAt === null || before.has(stopId)) continue;
		calls.set(visitId, Math.min(calledAt, calls.get(visitId) ?? Infinity));
	}
	return calls;
}

function isAtTable({ state }: { state: string }): boolean {
	return state === 'called' || state === 'serving';
}

function waitOf(waits: number[]): Wait {
	const sorted = waits.toSorted((a, b) => a - b);
	return { low: quantile(sorted, 0.2), median: quantile(sorted, 0.5), high: quantile(sorted, 0.8) };
}

/**
 * Between the two nearest by their distance: one more wait is below it with exactly this chance (Hyndman & Fan, Sample
 * quantiles in statistical packages, 1996, definition 6).
 */
function quantile(sorted: readonly number[], share: number): number {
	const at = Math.min(Math.max((sorted.length + 1) * share - 1, 0), sorted.length - 1);
	const low = sorted[Math.floor(at)] ?? Infinity;
	const high = sorted[Math.ceil(at)] ?? Infinity;
	return low === high ? low : low + (high - low) * (at - Math.floor(at));
}
