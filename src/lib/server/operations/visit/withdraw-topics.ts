import { actorKey, type Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { move } from '../../../domain/stop.ts';
import { attendancesOfTopics } from '../../db/attendances.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import { offTheTable, saveStop } from '../../db/stops.ts';
import { removeStopTopics, stopsOfVisit } from '../../db/stops-of-visit.ts';
import { visitHere } from './visit-here.ts';

/**
 * Takes a visit out of line for what its person does not want any more; called for it, they are called no longer, a call
 * they missed is forgotten, and a line they came to for other reasons too goes on. Write-only: the answer is the same
 * whether they were in that line or not. So nothing tells either when it was their last: the visit goes on, and they may
 * choose something else. A conversation that is going on is left alone.
 * Refuses: nothing ticked, a topic nobody here answers, a visit or drop-in that is over.
 */
export async function withdrawTopics(
	db: Database,
	input: { dropInId: string; visitId: string; topicIds: string[] },
	actor: Welcomer,
	now: Instant
): Promise<Result> {
	if (input.topicIds.length === 0) return refuse('topics_missing', { field: 'topics' });
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const here = await visitHere(trx, input.visitId, dropIn);
		if (!here.ok) return here;
		if (dropIn.state !== 'open' && dropIn.state !== 'closing') return refuse('drop_in_over', { field: 'topics' });
		const unwanted = await attendancesOfTopics(trx, dropIn.id, input.topicIds);
		if (new Set(input.topicIds).size !== unwanted.size) return refuse('topic_unknown', { field: 'topics' });
		const lines = new Set(unwanted.values());
		for (const { row } of await stopsOfVisit(trx, input.visitId, rulesOf(dropIn))) {
			const moved = move(row, 'withdraw');
			if (!moved.ok || !lines.has(row.attendance_id)) continue;
			if ((await removeStopTopics(trx, row.id, [...unwanted.keys()])) > 0) continue;
			const next = { ...offTheTable, state: moved.state, parked_until: null };
			await saveStop(trx, row, next, { how: 'withdraw', actor: actorKey(actor), now });
		}
		return done();
	});
}
