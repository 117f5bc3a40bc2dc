import { type Actor, actorKey, type Rep } from '../../../domain/actor.ts';
import { CALLED_AWAY } from '../../../domain/desk-break.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result } from '../../../domain/refusal.ts';
import { move } from '../../../domain/stop.ts';
import type { Database, Trx } from '../../db/change.ts';
import { setDeskState } from '../../db/desks.ts';
import type { StopRow } from '../../db/schema.ts';
import { offTheTable, saveStop } from '../../db/stops.ts';
import { type AtDesk, atDesk } from './at-desk.ts';

/**
 * The rep has to go, at once: whoever was called or sits there waits again with their place and all their credit, and the
 * desk is on a break. Nobody loses their place.
 */
export function calledAway(db: Database, input: AtDesk, actor: Rep, now: Instant): Promise<Result> {
	return atDesk(db, { input, kind: 'called-away', actor, now }, async (trx, { stop, desk }) => {
		const back = await backInLine(trx, stop, actor, now);
		if (!back.ok) return back;
		await setDeskState(trx, desk.id, { state: 'paused', state_since: now, pause_reason: CALLED_AWAY });
		return done();
	});
}

/** Whoever is at a table that is given up waits again where they were. */
export async function backInLine(trx: Trx, stop: StopRow, actor: Actor, now: Instant): Promise<Result> {
	const moved = move(stop, 'calledAway');
	if (!moved.ok) return moved;
	// Whoever sat in here and goes is in that line as anybody is: the other's getting up ends it no more.
	const next = { ...offTheTable, state: moved.state, long_talk: 0, joined: 0, joins: null } as const;
	await saveStop(trx, stop, next, { how: 'calledAway', actor: actorKey(actor), now });
	return done();
}
