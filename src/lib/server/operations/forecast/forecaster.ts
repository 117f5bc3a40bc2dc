import { numberOf } from '../../../domain/chance.ts';
import { type Forecast, forecast, type Wait } from '../../../domain/forecast.ts';
import { type Instant, minutesBetween } from '../../../domain/instant.ts';
import type { Known } from '../../../domain/known.ts';
import { type Range, rangeOf } from '../../../domain/range.ts';
import type { Database } from '../../db/change.ts';
import { hallState } from '../../db/hall-state.ts';
import { revisionsOf } from '../../db/revisions.ts';
import { knownOf } from './known.ts';

/** Works a forecast out, wherever it does so. */
export type Player = (known: Known, seed: number) => Promise<Forecast>;

/** Not oftener than this, whatever happens in the hall, and at least so often while anybody asks; in minutes. */
const AT_MOST = 5 / 60;
const AT_LEAST = 15 / 60;
/** What others did shows on a ticket in steps of half a minute, so that no moment tells of anybody (DESIGN 7). */
const STEP = 30_000;

interface Kept {
	madeAt: Instant;
	revision: number | undefined;
	visits: Ranges;
	/** What tickets were told in half-minute number `step`. */
	told: Ranges;
	/** When those were made. */
	toldFrom: Instant;
	step: number;
}

type Ranges = Map<string, Range | null>;

/** When a drop-in was last looked at, and what went wrong then. */
interface Tried {
	at: Instant;
	error?: unknown;
}

interface Forecaster {
	player: Player;
	kept: Map<string, Kept>;
	tried: Map<string, Tried>;
	working: Map<string, Promise<void>>;
}

const forecasters = new WeakMap<Database, Forecaster>();

/** Has forecasts worked out elsewhere than on the thread that serves requests. Called once, by the app. */
export function givePlayer(db: Database, player: Player): void {
	forecasterOf(db).player = player;
}

/** What a visit is told at `now`: what it was told before in this half-minute, or else the newest. Undefined before the first. */
export function told(db: Database, dropInId: string, visitId: string, now: Instant): Told | undefined {
	const kept = forecasterOf(db).kept.get(dropInId);
	if (!kept) return undefined;
	tellAnew(kept, now);
	const newest = kept.visits.get(visitId);
	if (newest !== undefined && !kept.told.has(visitId)) kept.told.set(visitId, newest);
	return { madeAt: kept.madeAt, from: kept.toldFrom, range: kept.told.get(visitId) ?? null };
}

interface Told {
	/** When the newest was made, and when this one was. */
	madeAt: Instant;
	from: Instant;
	range: Range | null;
}

function tellAnew(kept: Kept, now: Instant): void {
	const step = stepOf(now);
	// Never back: who asked a moment earlier and is answered later would move it for everybody.
	if (step <= kept.step) return;
	kept.told = kept.visits;
	kept.toldFrom = kept.madeAt;
	kept.step = step;
}

/** Forgets the forecasts of every drop-in but these: nothing of a visit outlives its afternoon in memory. */
export function keepOnly(db: Database, dropInIds: readonly string[]): void {
	const { kept, tried } = forecasterOf(db);
	for (const all of [kept, tried]) for (const id of all.keys()) if (!dropInIds.includes(id)) all.delete(id);
}

/**
 * Makes a drop-in's forecast anew, unless nothing has changed since the last and that is younger than 15 seconds. One at a
 * time for each drop-in; who asks meanwhile waits for the one under way.
 * @throws what reading or working out throws, the same again to whoever asks within five seconds; the last forecast stays.
 */
export function refreshForecast(db: Database, dropInId: string, now: Instant): Promise<void> {
	const forecaster = forecasterOf(db);
	const under = forecaster.working.get(dropInId);
	if (under) return under;
	const work = tryToRefresh(forecaster, db, dropInId, now).finally(() => forecaster.working.delete(dropInId));
	forecaster.working.set(dropInId, work);
	return work;
}

async function tryToRefresh(forecaster: Forecaster, db: Database, dropInId: string, now: Instant): Promise<void> {
	const last = forecaster.tried.get(dropInId);
	if (last && isWithin(last.at, now, AT_MOST)) {
		if (last.error !== undefined) throw last.error;
		return;
	}
	const trying: Tried = { at: now };
	forecaster.tried.set(dropInId, trying);
	try {
		await refresh(forecaster, db, dropInId, now);
	} catch (error) {
		trying.error = error;
		throw error;
	}
}

async function refresh({ kept, player }: Forecaster, db: Database, dropInId: string, now: Instant): Promise<void> {
	const before = kept.get(dropInId);
	const revision = (await revisionsOf(db.read, [dropInId])).get(dropInId);
	if (before && before.revision === revision && isWithin(before.madeAt, now, AT_LEAST)) return;
	const state = await hallState(db.read, dropInId);
	if (state === null) return void kept.delete(dropInId);
	const made = await player(knownOf(state, now), numberOf(dropInId));
	const visits = said(made.visits, before?.visits);
	kept.set(dropInId, {
		madeAt: now,
		revision,
		visits,
		// As they stand by now, which may be a half-minute after `now`.
		told: before?.told ?? visits,
		toldFrom: before?.toldFrom ?? now,
		step: before?.step ?? stepOf(now)
	});
}

function stepOf(now: Instant): number {
	return Math.floor(Date.parse(now) / STEP);
}

function said(waits: Map<string, Wait>, before: Ranges | undefined): Ranges {
	return new Map([...waits].map(([id, wait]) => [id, rangeOf(wait, before?.get(id) ?? null)]));
}

function isWithin(then: Instant, now: Instant, minutes: number): boolean {
	const since = minutesBetween(then, now);
	return since >= 0 && since < minutes;
}

function forecasterOf(db: Database): Forecaster {
	const known = forecasters.get(db);
	if (known) return known;
	const made: Forecaster = {
		player: async (facts, seed) => forecast(facts, seed),
		kept: new Map(),
		tried: new Map(),
		working: new Map()
	};
	forecasters.set(db, made);
	return made;
}
