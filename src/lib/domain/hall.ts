import type { Presence, Turn } from './credit.ts';

/**
 * A hall at one moment. Every time is in minutes since one moment of the caller's choosing, the same for all, and every
 * id is the caller's own: nothing here reads a clock, draws a number or knows of a database.
 */
export interface HallNow {
	now: number;
	desks: readonly DeskNow[];
	/** Tables of no desk's own; a desk without a table calls to one that is free. */
	sharedTables: readonly string[];
	visits: readonly VisitNow[];
}

export interface DeskNow {
	id: string;
	agencyId: string;
	repId: string;
	/** Its own table; null when it calls to the shared ones. */
	tableId: string | null;
	/** From when it calls people: the past when open, Infinity when paused or closed and nobody knows until when. */
	callsFrom: number;
	/** Until when it calls people; Infinity for as long as anybody waits. */
	callsUntil: number;
}

export interface VisitNow {
	id: string;
	/** Checked in, or still to come when later than `now`: a visit of the future waits nowhere until then. */
	arrivedAt: number;
	/** Those not over yet, in the order chosen; of a visit to come, all `waiting`. */
	stops: readonly StopNow[];
}

/** One place in one line: what decides its turn (`credit.ts`), and where its person is now. */
export interface StopNow extends Turn, Presence<number> {
	agencyId: string;
	/** The desk and table that have called or are serving them. */
	deskId: string | null;
	tableId: string | null;
	/** When they were (first) called; null while waiting. */
	calledAt: number | null;
	/** When they sat down; null until then. */
	startedAt: number | null;
}

/** What is left to chance. Pure functions of the stop, or drawing from a generator of the caller's: then a seed gives the same day. */
export interface Draws {
	/** Minutes the whole conversation takes, given that it has lasted `lasted` already: never less than that. */
	service(stop: StopNow, lasted: number): number;
	/** Minutes from call to sitting down in all, given that `lasted` have gone by: never less than that. */
	way(stop: StopNow, lasted: number): number;
	/** Whether nobody comes when this stop is called. */
	noShow(stop: StopNow): boolean;
	/** Minutes from call to being given up, given that `lasted` have gone by: never less than that. */
	absence(stop: StopNow, lasted: number): number;
	/** Minutes a desk needs between two people. */
	rest(deskId: string): number;
}

/** What became of the hall. The stops and visits in the order they were given. */
export interface Played {
	stops: PlayedStop[];
	visits: PlayedVisit[];
	tables: PlayedTable[];
	/** When the last person left a table; `now` when nobody was at one. */
	endedAt: number;
}

/** Null is what never happened: nobody called, nobody came. */
export interface PlayedStop {
	stopId: string;
	visitId: string;
	agencyId: string;
	arrivedAt: number;
	deskId: string | null;
	tableId: string | null;
	calledAt: number | null;
	startedAt: number | null;
	finishedAt: number | null;
}

export interface PlayedVisit {
	visitId: string;
	arrivedAt: number;
	/** When the last of its stops was finished; null when none was, or one still waits. */
	leftAt: number | null;
}

export interface PlayedTable {
	tableId: string;
	/** Minutes with somebody called to it or sitting there, from `now` to the end. */
	usedMinutes: number;
	/** Minutes with nobody, from `now` until `endedAt`. */
	idleMinutes: number;
}
