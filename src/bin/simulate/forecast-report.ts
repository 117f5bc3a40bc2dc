import { forecast } from '../../lib/domain/forecast.ts';
import type { Played } from '../../lib/domain/hall.ts';
import { play } from '../../lib/domain/play.ts';
import { type Day, makeDay } from './day.ts';
import { estimators, type Rival, rivals } from './estimators.ts';
import { knownAt, type Lived, livedOf } from './moment.ts';

/** How good the forecasts of the first call were: as `--json` prints it, minutes. */
export interface ForecastFigures {
	/** Of how many the true wait was within the 20th to 80th percentile. */
	coverage: number;
	/** Mean absolute error: of the median, and of what a hall could use instead. */
	mae: Record<'ours' | Rival, number>;
	/** Forecasts looked at. */
	looks: number;
}

/** How often everybody who waits is forecast, in minutes. */
const EVERY = 5;
/** Futures a forecast: fewer than the server's, to be done today. */
const FUTURES = 40;
/** Days whose mean waits are the history; of another seed than those played. */
const PAST_DAYS = 40;
const PAST_SEED = 7_919;

/**
 * Forecasts the first call of everybody who waits, a minute after the doors open and then every five until nobody
 * waits, and compares with what came. Whoever has left without a word is not counted. `tell` hears how many days are done.
 */
export function measureForecast(
	days: readonly Day[],
	size: { visits: number; tables: number; seed: number },
	tell: (done: number, of: number) => void
): ForecastFigures {
	const past = pastWaits(size);
	const sum = { looks: 0, covered: 0, ours: 0, ql: 0, les: 0, hol: 0, history: 0 };
	for (const [number, day] of days.entries()) {
		for (const look of looksAt(day, play(day.hall, day.draws), past, size.seed + number)) {
			sum.looks += 1;
			if (look.low <= look.truth && look.truth <= look.high) sum.covered += 1;
			sum.ours += Math.abs(look.median - look.truth);
			for (const rival of rivals) sum[rival] += Math.abs(look[rival] - look.truth);
		}
		tell(number + 1, days.length);
	}
	const { looks, covered, ...errors } = sum;
	const mae = Object.fromEntries(Object.entries(errors).map(([name, error]) => [name, error / looks]));
	return { coverage: covered / looks, mae: mae as ForecastFigures['mae'], looks };
}

/** As the `forecast` of `--json`, to hundredths of a minute and thousandths of coverage. */
export function forecastJson({ coverage, mae }: ForecastFigures) {
	const rounded = Object.entries(mae).map(([name, error]) => [name, Math.round(error * 100) / 100]);
	return { coverage: Math.round(coverage * 1000) / 1000, mae: Object.fromEntries(rounded) as ForecastFigures['mae'] };
}

const names = {
	ours: 'ours: the rest of the day played on',
	ql: 'QL: people ahead, by how long each takes',
	les: 'LES: the wait of whoever was called last',
	hol: 'HOL: the wait so far of whoever is next',
	history: 'history: the mean wait of other days'
};

/** In words for whoever runs it. */
export function forecastTable({ coverage, mae, looks }: ForecastFigures): string {
	return [
		`Forecasts of the first call, every ${EVERY} minutes for everybody who waits: ${looks.toLocaleString('en')} of them.`,
		`The 20th to 80th percentile held ${(coverage * 100).toFixed(1)}% of the true waits; 60% is exact.`,
		'Mean absolute error, minutes:',
		...Object.entries(names).map(
			([name, words]) => `  ${words.padEnd(42)}${mae[name as keyof typeof names].toFixed(1).padStart(6)}`
		)
	].join('\n');
}

/** One person, looked at once while they wait: what was forecast, and what came; minutes from then. */
export interface Look extends Record<Rival, number> {
	at: number;
	arrivedAt: number;
	low: number;
	median: number;
	high: number;
	truth: number;
}

/** Every look at one day. */
export function* looksAt(day: Day, played: Played, past: ReadonlyMap<string, number>, seed: number): Generator<Look> {
	const lived = livedOf(day, played);
	const firstCalls = new Map<string, number>();
	for (const { visitId, calledAt } of lived)
		firstCalls.set(visitId, Math.min(calledAt ?? Infinity, firstCalls.get(visitId) ?? Infinity));
	for (let now = 1; now < played.endedAt; now = now === 1 ? EVERY : now + EVERY) {
		const stillToCall = day.hall.visits.filter(({ id, arrivedAt }) => {
			const calledAt = firstCalls.get(id) ?? Infinity;
			return arrivedAt <= now && now < calledAt && calledAt < Infinity && !day.people.get(id)?.gone;
		});
		if (stillToCall.length === 0) continue;
		const known = knownAt(day, lived, now);
		const { visits } = forecast(known, seed, FUTURES);
		const by = estimators(known, lived, past);
		for (const visit of stillToCall) {
			const wait = visits.get(visit.id);
			const calledAt = firstCalls.get(visit.id);
			if (wait === undefined || calledAt === undefined) continue;
			const rules = rivals.map((rival) => [rival, Math.min(...visit.stops.map(by[rival]))]);
			const said = Object.fromEntries(rules) as Record<Rival, number>;
			yield { at: now, arrivedAt: visit.arrivedAt, ...wait, truth: calledAt - now, ...said };
		}
	}
}

/** Mean wait for a call at each agency on days of the past. */
export function pastWaits(size: { visits: number; tables: number }): Map<string, number> {
	const lived: Lived[] = Array.from({ length: PAST_DAYS }, (_, number) => {
		const day = makeDay(PAST_SEED, number, size);
		return livedOf(day, play(day.hall, day.draws));
	}).flat();
	const byAgency = Map.groupBy(lived, ({ agencyId }) => agencyId);
	return new Map([...byAgency].map(([agencyId, stops]) => [agencyId, meanWait(stops)]));
}

function meanWait(stops: readonly Lived[]): number {
	const waits = stops.flatMap(({ calledAt, arrivedAt }) => (calledAt === null ? [] : [calledAt - arrivedAt]));
	return waits.reduce((sum, wait) => sum + wait, 0) / Math.max(1, waits.length);
}
