import type { Instant } from './instant.ts';
import { MAX_PARKS, parkingOf } from './parking.ts';
import { isAtATable, type StopState } from './stop.ts';

/** One place in line as its own visit knows it: whose it is has no part in it. */
export interface OwnStop {
	state: StopState;
	/** A second agency at another's table. */
	joined: boolean;
	parks: number;
	parkedUntil: Instant | null;
	table: number | null;
	/** The last call. */
	calledAt: Instant | null;
	/** A welcomer walks to them. */
	fetched: boolean;
}

/** Where somebody stands, all their lines together: never in which, nor in how many (DESIGN 3.12). */
export interface Standing {
	/** The table they are wanted or sitting at. */
	call:
		| { begun: false; table: number; calledAt: Instant; fetched: boolean }
		/** Of somebody who sits, only where: who sits down beside them, or gets up first, changes nothing. */
		| { begun: true; table: number }
		| null;
	/** "Five more minutes": until when nobody calls them. */
	awayUntil: Instant | null;
	/** Called, and did not come. */
	missed: boolean;
	/** In some line. */
	waits: boolean;
	/** How often they may still ask for five more minutes; null when it makes no sense just now. */
	parksLeft: number | null;
}

export function standingOf(stops: readonly OwnStop[], now: Instant): Standing {
	const parking = parkingOf(stops, now);
	const away = parking.ok && parking.stops.length === 0;
	const canAsk = parking.ok ? !away : parking.refusal.reason === 'parked_enough';
	return {
		call: callOf(stops),
		awayUntil: away ? parking.until : null,
		missed: stops.some(({ state }) => state === 'no_show'),
		waits: stops.some(({ state, joined }) => (state === 'waiting' && !joined) || state === 'parked'),
		parksLeft: canAsk ? MAX_PARKS - Math.max(0, ...stops.map(({ parks }) => parks)) : null
	};
}

function callOf(stops: readonly OwnStop[]): Standing['call'] {
	const at = stops.filter(({ state }) => isAtATable(state));
	const stop = at.find(({ state }) => state === 'serving') ?? at[0];
	if (stop === undefined || stop.table === null) return null;
	const { state, table, calledAt, fetched } = stop;
	return state === 'serving' ? { begun: true, table } : { begun: false, table, calledAt: calledAt ?? '', fetched };
}
