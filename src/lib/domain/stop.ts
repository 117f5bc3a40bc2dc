import { addSeconds, type Instant } from './instant.ts';
import { MAX_CALLS } from './drop-in.ts';
import { done, type Result, refuse } from './refusal.ts';
import type { HowToCall } from './visit.ts';

export type StopState = 'waiting' | 'parked' | 'called' | 'serving' | 'finished' | 'no_show' | 'withdrawn';
export const outcomes = ['advised', 'action', 'referred', 'appointment', 'signposted'] as const;
export type Outcome = (typeof outcomes)[number];
export const agencyKinds = [
	'police',
	'council',
	'housing',
	'health',
	'children',
	'fire',
	'community',
	'youth',
	'advice'
] as const;
export type AgencyKind = (typeof agencyKinds)[number];

/** What can be done to a stop. */
export type StopAct =
	| 'call'
	| 'callAgain'
	| 'start'
	| 'longTalk'
	| 'finish'
	| 'noShow'
	| 'park'
	| 'return'
	/** The rep has to go. */
	| 'calledAway'
	/** The rep leaves it to a colleague. */
	| 'passOn'
	| 'reactivate'
	/** They have come, or told us, that this agency has nothing more to do for them. */
	| 'notNeeded'
	| 'withdraw';

const moves: Record<StopAct, { from: StopState[]; to: StopState }> = {
	call: { from: ['waiting'], to: 'called' },
	callAgain: { from: ['called'], to: 'called' },
	start: { from: ['called'], to: 'serving' },
	longTalk: { from: ['serving'], to: 'serving' },
	finish: { from: ['serving'], to: 'finished' },
	noShow: { from: ['called'], to: 'no_show' },
	park: { from: ['waiting', 'called'], to: 'parked' },
	return: { from: ['parked'], to: 'waiting' },
	calledAway: { from: ['called', 'serving'], to: 'waiting' },
	passOn: { from: ['called'], to: 'waiting' },
	reactivate: { from: ['no_show'], to: 'waiting' },
	notNeeded: { from: ['called'], to: 'withdrawn' },
	withdraw: { from: ['waiting', 'parked', 'called', 'no_show'], to: 'withdrawn' }
};

/** Still in line or at a table: what a visit can have once per agency. */
export function isLive(state: StopState): boolean {
	return state === 'waiting' || state === 'parked' || state === 'called' || state === 'serving';
}

/** Over for good: nothing more happens to it, but that a finish is taken back. */
export function hasEnded(state: StopState): boolean {
	return state === 'finished' || state === 'withdrawn';
}

export function isAtATable(state: StopState): boolean {
	return state === 'called' || state === 'serving';
}

/**
 * The state after `act`, by the state machine of DESIGN 2.
 * Refuses with `stop_moved_on` when the stop is not where the act begins, and a no-show before three calls.
 */
export function move(stop: { state: StopState; calls: number }, act: StopAct): Result<{ state: StopState }> {
	const { from, to } = moves[act];
	if (!from.includes(stop.state)) return refuse('stop_moved_on');
	if (act === 'callAgain' && stop.calls >= MAX_CALLS) return refuse('stop_moved_on');
	if (act === 'noShow' && stop.calls < MAX_CALLS) return refuse('call_again_first');
	return done({ state: to });
}

/**
 * Seconds a person has to come after a call before they are called again or given up: a hall's length with a stick and
 * a child, a phone to be felt in a pocket, a welcomer to find them and walk back with them. An assumption, not measured.
 */
const TIME_TO_COME: Record<HowToCall, number> = { screen: 30, phone: 60, fetch: 120 };

/** When somebody called at `calledAt` may be called again, or given up after the last call. */
export function patientUntil(calledAt: Instant, howToCall: HowToCall): Instant {
	return addSeconds(calledAt, TIME_TO_COME[howToCall]);
}

/** Refuses with `give_them_time` to call again, or to give up, before somebody who was called could have come. */
export function giveTime(act: StopAct, calledAt: Instant | null, howToCall: HowToCall, now: Instant): Result {
	if (act !== 'callAgain' && act !== 'noShow') return done();
	return calledAt !== null && now < patientUntil(calledAt, howToCall) ? refuse('give_them_time') : done();
}

/** The four clocks of one stop and its visit, in minutes; null while one still runs. */
export interface Clocks {
	wait: number | null;
	way: number | null;
	service: number | null;
	stay: number | null;
}

interface Times {
	arrivedAt: Instant;
	calledAt: Instant | null;
	startedAt: Instant | null;
	finishedAt: Instant | null;
	leftAt: Instant | null;
}

/** wait: arrival to (first) call; way: call to start; service: start to finish; stay: arrival to leaving. */
export function clocks(times: Times): Clocks {
	return {
		wait: between(times.arrivedAt, times.calledAt),
		way: between(times.calledAt, times.startedAt),
		service: between(times.startedAt, times.finishedAt),
		stay: between(times.arrivedAt, times.leftAt)
	};
}

function between(from: Instant | null, to: Instant | null): number | null {
	return from === null || to === null ? null : (Date.parse(to) - Date.parse(from)) / 60_000;
}
