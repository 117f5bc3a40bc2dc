import { actorKey, type Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { isLive, move } from '../../../domain/stop.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { settleDoorNotes } from '../../db/door-notes.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import { saveStop } from '../../db/stops.ts';
import { stopsOfVisit } from '../../db/stops-of-visit.ts';
import { updateVisit, visitById } from '../../db/visits.ts';

const away = { desk_id: null, table_id: null, rep_id: null, parked_until: null };

/**
 * Writes down that somebody has gone: out of every line, and off the table they were called to. Twice is once.
 * Refuses while somebody is talking with them: that conversation is finished at its own table.
 */
export async function markLeft(
	db: Database,
	input: { dropInId: string; visitId: string },
	actor: Welcomer,
	now: Instant
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const visit = await visitById(trx, input.visitId);
		if (visit === null || visit.drop_in_id !== dropIn.id) return refuse('ticket_unknown');
		if (visit.state === 'left') return done();
		const stops = (await stopsOfVisit(trx, visit.id, rulesOf(dropIn)))
			.map(({ row }) => row)
			.filter(({ state }) => isLive(state));
		if (stops.some(({ state }) => state === 'serving')) return refuse('being_served');
		for (const stop of stops) {
			const moved = move(stop, 'withdraw');
			if (!moved.ok) return moved;
			await saveStop(trx, stop, { ...away, state: moved.state }, { how: 'withdraw', actor: actorKey(actor), now });
		}
		await updateVisit(trx, visit.id, { state: 'left', left_at: now, left_how: 'walkout' });
		await settleDoorNotes(trx, { visitId: visit.id }, { staffId: actor.staffId, now });
		return done();
	});
}
