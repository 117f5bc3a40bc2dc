import type { Resident } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { standingOf } from '../../../domain/standing.ts';
import { type HowToCall, isHowToCall } from '../../../domain/visit.ts';
import type { Database } from '../../db/change.ts';
import { ownStops } from '../../db/ticket-pages.ts';
import { updateVisit } from '../../db/visits.ts';
import { type ByTicket, byTicket } from './by-ticket.ts';

/**
 * How somebody is called from the next call on. Refuses as `byTicket` does, no choice at all, and somebody who is being
 * called just now (`called_now`): that call would leave the wall or come upon it, and tell which number it was.
 */
export async function changeCall(
	db: Database,
	{ howToCall, ...input }: ByTicket & { howToCall: HowToCall | string },
	actor: Resident,
	now: Instant
): Promise<Result> {
	if (!isHowToCall(howToCall)) return refuse('field_missing', { field: 'call' });
	return byTicket(db, { ...input, kind: 'ticket-change-call' }, actor, now, async (trx, visit) => {
		const { call } = standingOf(await ownStops(trx, { visitId: visit.id }), now);
		if (call?.begun === false) return refuse('called_now', { field: 'call' });
		await updateVisit(trx, visit.id, { how_to_call: howToCall });
		return done();
	});
}
