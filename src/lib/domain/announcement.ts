import { type BoardCall, isShown } from './board.ts';
import { type Instant, minutesBetween } from './instant.ts';

/** How long a call is remembered as heard, in minutes: longer than any screen shows it, so that it is never said twice. */
const REMEMBERED_MINUTES = 10;

/** One thing the hall hears. The next begins when it is over. */
export type Turn = { kind: 'chime' } | { kind: 'sentence'; call: BoardCall; locale: string };

/** What a wall screen has said and has yet to say. */
export interface Announcements {
	/** Calls that were on the screen already: each is said once. */
	known: readonly BoardCall[];
	/** Those whose turn has not come, in the order in which they are said. */
	waiting: readonly BoardCall[];
	/** The call being said, and the languages in which it still has to be. */
	saying: { call: BoardCall; next: readonly string[] } | null;
	/** Whether the chime has been heard since the hall was last silent. */
	chimed: boolean;
}

/** How a screen begins: whatever it shows at first has been called before, and is not said again. */
export function nothingToSay(shown: readonly BoardCall[]): Announcements {
	return { known: shown, waiting: [], saying: null, chimed: false };
}

/**
 * The calls on the screen now, the last first. New ones wait for their turn, the first called first; a call made again
 * before it was said keeps its place; one that has left the screen is not said any more.
 */
export function seeCalls(state: Announcements, shown: readonly BoardCall[], now: Instant): Announcements {
	const stillHere = state.waiting.flatMap((one) => shown.filter(({ number }) => number === one.number));
	const added = shown
		.filter((call) => ![...state.known, ...stillHere].some((one) => isSame(one, call)))
		.sort((a, b) => (a.calledAt < b.calledAt ? -1 : a.calledAt > b.calledAt ? 1 : 0));
	return { ...state, known: remembered(state.known, shown, now), waiting: [...stillHere, ...added] };
}

/** The same while the hall is to hear nothing: whatever is called meanwhile is not said later either. */
export function passOver(state: Announcements, shown: readonly BoardCall[], now: Instant): Announcements {
	return nothingToSay(remembered(state.known, shown, now));
}

/**
 * What to let the hall hear next, once the last turn is over; null when there is nothing. Each call is said in every
 * language before the next; the chime comes before the first after a silence.
 */
export function nextTurn(
	state: Announcements,
	locales: readonly string[],
	now: Instant
): { state: Announcements; turn: Turn | null } {
	const [again, ...still] = state.saying?.next ?? [];
	if (state.saying && again !== undefined) return sentence(state, state.saying.call, again, still);
	const waiting = state.waiting.filter((call) => isShown(call, now));
	const [call, ...others] = waiting;
	const [first, ...rest] = locales;
	if (call && !state.chimed)
		return { state: { ...state, waiting, saying: null, chimed: true }, turn: { kind: 'chime' } };
	if (!call || first === undefined) return { state: nothingToSay(state.known), turn: null };
	return sentence({ ...state, waiting: others }, call, first, rest);
}

function sentence(state: Announcements, call: BoardCall, locale: string, next: readonly string[]) {
	return { state: { ...state, saying: { call, next } }, turn: { kind: 'sentence' as const, call, locale } };
}

function remembered(known: readonly BoardCall[], shown: readonly BoardCall[], now: Instant): BoardCall[] {
	const before = known.filter((one) => !shown.some((call) => isSame(one, call)));
	return [...shown, ...before.filter(({ calledAt }) => minutesBetween(calledAt, now) < REMEMBERED_MINUTES)];
}

/** A call made again has another moment. */
function isSame(one: BoardCall, other: BoardCall): boolean {
	return one.number === other.number && one.calledAt === other.calledAt;
}
