import type { Span } from './credit.ts';
import type { HallNow } from './hall.ts';
import type { Talk } from './service-time.ts';

/**
 * What a hall knows when it forecasts its waits: who is here now, what today has shown, and who has booked.
 * Plain data in minutes since one moment, so that it can be sent to a worker.
 */
export interface Known {
	/** Desks that are paused have `callsFrom` Infinity. Nobody yet to come is among the visits. */
	hall: HallNow;
	agencies: readonly KnownAgency[];
	/** Stops their rep called long. */
	longTalks: readonly string[];
	/** From a call to sitting down, or until now for those on the way. */
	ways: readonly Talk[];
	/** From a call to being given up. */
	absences: readonly Talk[];
	/** From one person's getting up to the next one's call, at a desk for which somebody waited. */
	rests: readonly Talk[];
	/** Calls that were answered, and those nobody came to. */
	answered: number;
	unanswered: number;
	/** Visits that did not come to a call, and have not been seen since. */
	missed: readonly string[];
	/** When the last person left each desk that is open and has nobody. */
	freeSince: Readonly<Record<string, number>>;
	/** Since when each desk is paused. */
	pausedSince: Readonly<Record<string, number>>;
	/** Booked, and not here yet. */
	bookings: readonly KnownBooking[];
	/** How many minutes after their window's start those came who booked and came. */
	lateness: readonly number[];
	/** Bookings whose window is over and who have not come. */
	missing: number;
}

export interface KnownAgency {
	agencyId: string;
	/** Minutes it says a conversation takes. */
	typicalMinutes: number;
	/** Its conversations of today. */
	talks: readonly Talk[];
	/** Its hours at the drop-in. */
	startsAt: number;
	endsAt: number;
	/** It left, or is known not to come. */
	gone: boolean;
	/** Desks it is likely to open when it comes. */
	desksToCome: number;
}

export interface KnownBooking {
	id: string;
	places: readonly { agencyId: string; window: Span }[];
	headStart: number;
}
