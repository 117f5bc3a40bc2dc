import { actorKey, type Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import type { Database, Trx } from '../../db/change.ts';
import { closeDesksOf, endIdleVisits, liveStopsOf, leaveAll } from '../../db/closing.ts';
import { endLoginsOfCardsAt } from '../../db/login-sessions.ts';
import { saveStop } from '../../db/stops.ts';
import { endVisitIfDone } from '../../db/visits.ts';
import { turn } from './turn.ts';

/**
 * Ends a drop-in. A conversation still going on counts as finished now, without an outcome; places in line are withdrawn,
 * everybody still here is recorded as having left because it closed, desks close, and what its day cards opened ends.
 * Refuses while somebody is in line or at a table, unless it is said that this ends too.
 */
export function closeDropIn(
	db: Database,
	{ dropInId, endsLines = false }: { dropInId: string; endsLines?: boolean },
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	return turn(
		db,
		dropInId,
		{
			becomes: 'closed',
			action: 'closed',
			async first(trx) {
				if (!endsLines && (await liveStopsOf(trx, dropInId)).length > 0)
					return refuse('still_people_here', { field: 'endsLines' });
				await endIdleVisits(trx, dropInId);
				await endStops(trx, dropInId, actor, now);
				await leaveAll(trx, dropInId, now);
				await closeDesksOf(trx, dropInId, now);
				await endLoginsOfCardsAt(trx, dropInId);
				return done({ set: { closed_at: now } });
			}
		},
		actor,
		now
	);
}

async function endStops(trx: Trx, dropInId: string, actor: Coordinator, now: Instant): Promise<void> {
	const by = { how: 'close', actor: actorKey(actor), now };
	const live = await liveStopsOf(trx, dropInId);
	for (const stop of live) {
		if (stop.state === 'serving') {
			await saveStop(trx, stop, { state: 'finished', finished_at: now }, by);
			// Whoever was being helped and waited for nothing else has finished; the others are told it closed.
			await endVisitIfDone(trx, stop.visit_id, now);
		} else await saveStop(trx, stop, { state: 'withdrawn', parked_until: null }, by);
	}
}
