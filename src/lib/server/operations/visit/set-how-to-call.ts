import type { Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { standingOf } from '../../../domain/standing.ts';
import type { HowToCall } from '../../../domain/visit.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { ownStops } from '../../db/ticket-pages.ts';
import { updateVisit } from '../../db/visits.ts';
import { visitHere } from './visit-here.ts';

export interface SetHowToCall {
	dropInId: string;
	visitId: string;
	howToCall: HowToCall;
}

/**
 * Changes how somebody is called, from the next moment on. Refuses a visit that is over, and to bring a call that is on its
 * way to somebody quietly upon the wall (`called_quietly`): the number would come up as they are approached.
 */
export async function setHowToCall(db: Database, input: SetHowToCall, _actor: Welcomer, now: Instant): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const here = await visitHere(trx, input.visitId, dropIn);
		if (!here.ok) return here;
		const { call } = standingOf(await ownStops(trx, { visitId: input.visitId }), now);
		if (call?.begun === false && input.howToCall === 'screen' && here.visit.how_to_call !== 'screen')
			return refuse('called_quietly', { field: 'call' });
		await updateVisit(trx, input.visitId, { how_to_call: input.howToCall });
		return done();
	});
}
