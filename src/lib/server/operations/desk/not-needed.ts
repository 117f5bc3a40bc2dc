import { actorKey, type Rep } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result } from '../../../domain/refusal.ts';
import { move } from '../../../domain/stop.ts';
import type { Database } from '../../db/change.ts';
import { saveStop } from '../../db/stops.ts';
import { endVisitIfDone } from '../../db/visits.ts';
import { type AtDesk, atDesk } from './at-desk.ts';

/** Whoever was called does not need this agency any more: out of this line only. The visit ends when nothing else is left. */
export function notNeeded(db: Database, input: AtDesk, actor: Rep, now: Instant): Promise<Result> {
	return atDesk(db, { input, kind: 'not-needed', actor, now }, async (trx, { stop }) => {
		const moved = move(stop, 'notNeeded');
		if (!moved.ok) return moved;
		// The desk and the table stay written down, so that it can be taken back whole.
		await saveStop(trx, stop, { state: moved.state }, { how: 'notNeeded', actor: actorKey(actor), now });
		await endVisitIfDone(trx, stop.visit_id, now);
		return done();
	});
}
