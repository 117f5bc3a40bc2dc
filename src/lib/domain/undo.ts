import { addSeconds, type Instant } from './instant.ts';

/** How long a rep can take back what they did last, in seconds (DESIGN 2). */
export const UNDO_SECONDS = 10;

/**
 * What can be taken back. Not a call, nor leaving somebody to a colleague: to call, look and take it back, or to see who
 * is next and take that one back, would be choosing whom.
 */
const undoable = ['start', 'longTalk', 'finish', 'noShow', 'park', 'notNeeded'] as const;
export type Undoable = (typeof undoable)[number];

/** One thing that happened to a stop. */
export interface StopChange {
	stopId: string;
	how: string;
	actor: string;
	at: Instant;
}

export interface LastAct {
	stopId: string;
	act: Undoable;
	at: Instant;
	/** It can be taken back before this moment. */
	until: Instant;
}

/**
 * What `actor` did last, if it can still be taken back: within ten seconds, and nothing has happened to that stop since.
 * @param changes of one agency's stops, the newest first
 */
export function lastAct(changes: readonly StopChange[], actor: string, now: Instant): LastAct | null {
	const last = changes.find((change) => change.actor === actor);
	if (!last || !isUndoable(last.how)) return null;
	if (changes.find(({ stopId }) => stopId === last.stopId) !== last) return null;
	const until = addSeconds(last.at, UNDO_SECONDS);
	return now < until ? { stopId: last.stopId, act: last.how, at: last.at, until } : null;
}

function isUndoable(how: string): how is Undoable {
	return (undoable as readonly string[]).includes(how);
}
