import type { Actor } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { Trx } from '../../db/change.ts';
import { deskRow, type LiveDesk, setDeskState } from '../../db/desks.ts';
import { endHelpCalls, nobodyComesFrom } from '../../db/help-calls.ts';
import { openStopOf } from '../../db/stops.ts';
import { backInLine } from './called-away.ts';

/**
 * Closes desks of somebody whose access has ended, in the change that ends it: the drop-ins are held already.
 * Whoever they had called or were talking with goes back to waiting, with their place kept, so that a colleague can call them. Help they asked for
 * is over.
 */
export async function releaseDesks(trx: Trx, desks: readonly LiveDesk[], actor: Actor, now: Instant): Promise<void> {
	for (const { id, dropInId } of desks) {
		const stop = await openStopOf(trx, id);
		if (stop !== null) await backInLine(trx, stop, actor, now);
		await setDeskState(trx, id, { state: 'closed', state_since: now, pause_reason: null });
		await endHelpCalls(trx, { dropInId, deskId: id }, now);
		const desk = await deskRow(trx, id);
		if (desk !== null) await nobodyComesFrom(trx, dropInId, desk.rep_id);
	}
}
