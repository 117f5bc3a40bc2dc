import { type Actor, actorKey } from '../../../domain/actor.ts';
import type { QueueRules } from '../../../domain/drop-in.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { isLive, move } from '../../../domain/stop.ts';
import type { Trx } from '../../db/change.ts';
import { settleDoorNotes } from '../../db/door-notes.ts';
import type { VisitRow } from '../../db/schema.ts';
import { offTheTable, saveStop } from '../../db/stops.ts';
import { stopsOfVisit } from '../../db/stops-of-visit.ts';
import { updateVisit } from '../../db/visits.ts';

/**
 * Ends a visit whose person goes: out of every line, and off the table they were called to. Twice is once.
 * Refuses while somebody is talking with them (`being_served`): that conversation is finished at its own table.
 */
export async function leaveVisit(
	trx: Trx,
	visit: VisitRow,
	actor: Actor,
	rules: QueueRules,
	now: Instant
): Promise<Result> {
	if (visit.state === 'left') return done();
	const stops = (await stopsOfVisit(trx, visit.id, rules)).map(({ row }) => row).filter(({ state }) => isLive(state));
	if (stops.some(({ state }) => state === 'serving')) return refuse('being_served');
	for (const stop of stops) {
		const moved = move(stop, 'withdraw');
		if (!moved.ok) return moved;
		const next = { ...offTheTable, state: moved.state, parked_until: null };
		await saveStop(trx, stop, next, { how: 'withdraw', actor: actorKey(actor), now });
	}
	await updateVisit(trx, visit.id, { state: 'left', left_at: now, left_how: 'walkout' });
	const staffId = 'staffId' in actor ? actor.staffId : null;
	await settleDoorNotes(trx, { visitId: visit.id }, { staffId, now });
	return done();
}
