import { type Actor, actorKey } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { Trx } from '../../db/change.ts';
import { type LiveDesk, setDeskState } from '../../db/desks.ts';
import type { StopRow } from '../../db/schema.ts';
import { openStopOf, saveStop } from '../../db/stops.ts';

/**
 * Closes desks of somebody whose access has ended, in the change that ends it: the drop-ins are held already.
 * Whoever they had called or were talking with goes back to waiting, with their place kept, so that a colleague can call them.
 */
export async function releaseDesks(trx: Trx, desks: readonly LiveDesk[], actor: Actor, now: Instant): Promise<void> {
	for (const { id } of desks) {
		const stop = await openStopOf(trx, id);
		if (stop !== null) await backInLine(trx, stop, actorKey(actor), now);
		await setDeskState(trx, id, { state: 'closed', state_since: now, pause_reason: null });
	}
}

/** By the moves there are: a conversation is broken off, a call is parked for no time at all (DESIGN 2). */
async function backInLine(trx: Trx, stop: StopRow, actor: string, now: Instant): Promise<void> {
	const away = { desk_id: null, table_id: null, rep_id: null, calls: 0, called_at: null, started_at: null };
	if (stop.state === 'serving') {
		await saveStop(trx, stop, { ...away, state: 'waiting' }, { how: 'calledAway', actor, now });
		return;
	}
	const parked = await saveStop(
		trx,
		stop,
		{ ...away, state: 'parked', parked_until: now },
		{ how: 'park', actor, now }
	);
	await saveStop(trx, parked, { state: 'waiting', parked_until: null }, { how: 'return', actor, now });
}
