import { actorKey, type Rep } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { move } from '../../../domain/stop.ts';
import { joinNeeds, splitNeeds } from '../../../domain/visit.ts';
import type { Database } from '../../db/change.ts';
import { offTheTable, saveStop } from '../../db/stops.ts';
import { updateVisit, visitById } from '../../db/visits.ts';
import { type AtDesk, atDesk } from './at-desk.ts';
import { isColleagueHere } from './colleague.ts';

/** Why a rep leaves somebody to a colleague. */
export type PassOnReason = 'known' | 'woman';

/**
 * "I know this person", or "a woman was asked for": back in the same line with their place kept, for another desk of the
 * agency to call. What was asked for is written down for whoever calls. Cannot be taken back: that would be choosing whom.
 * Refuses when the agency has no other desk here (`no_colleague`).
 */
export function passOn(
	db: Database,
	input: AtDesk & { because: PassOnReason },
	actor: Rep,
	now: Instant
): Promise<Result> {
	return atDesk(db, { input, kind: 'pass-on', actor, now }, async (trx, { stop, desk }) => {
		const moved = move(stop, 'passOn');
		if (!moved.ok) return moved;
		if (!(await isColleagueHere(trx, desk, now))) return refuse('no_colleague');
		const visit = await visitById(trx, stop.visit_id);
		if (input.because === 'woman' && visit !== null)
			await updateVisit(trx, visit.id, { needs: joinNeeds([...splitNeeds(visit.needs), 'woman']) });
		const next = { ...offTheTable, state: moved.state, kept_from: actor.staffId };
		await saveStop(trx, stop, next, { how: 'passOn', actor: actorKey(actor), now });
		return done();
	});
}
