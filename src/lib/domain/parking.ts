import { addMinutes, type Instant } from './instant.ts';
import { done, type Result, refuse } from './refusal.ts';
import { isLive, type StopState } from './stop.ts';

/** How long "five more minutes" is. */
export const PARK_MINUTES = 5;
/** How often somebody may ask for them in one visit (DESIGN 5). */
export const MAX_PARKS = 2;

interface Parkable {
	state: StopState;
	/** A second agency at another's table: it goes where that one goes. */
	joined: boolean;
	parks: number;
	parkedUntil: Instant | null;
}

export interface Parking<T> {
	/** The places to take out of their lines; none when the person is away already. */
	stops: T[];
	until: Instant;
	/** How often this visit has been parked then. */
	parks: number;
}

/**
 * What "not just now" does: it is the person's, so every place of theirs that waits or is called is parked together, and
 * counted once. Somebody away already stays away until the time they were told. Refuses somebody being served, somebody
 * who has done so twice, and somebody in no line.
 */
export function parkingOf<T extends Parkable>(stops: readonly T[], now: Instant): Result<Parking<T>> {
	const own = stops.filter(({ state, joined }) => isLive(state) && !(joined && state === 'waiting'));
	if (own.some(({ state }) => state === 'serving')) return refuse('being_served');
	const parks = Math.max(0, ...stops.map((stop) => stop.parks));
	const away = own.flatMap((stop) => (isAway(stop, now) ? [stop.parkedUntil] : []));
	const [until] = away.toSorted().reverse();
	if (until && away.length === own.length) return done({ stops: [], until, parks });
	if (own.length === 0) return refuse('stop_moved_on');
	if (parks >= MAX_PARKS) return refuse('parked_enough');
	return done({ stops: own, until: addMinutes(now, PARK_MINUTES), parks: parks + 1 });
}

function isAway<T extends Parkable>(stop: T, now: Instant): stop is T & { parkedUntil: Instant } {
	return stop.state === 'parked' && stop.parkedUntil !== null && stop.parkedUntil > now;
}
