import type { Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result } from '../../../domain/refusal.ts';
import type { HowToCall } from '../../../domain/visit.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { updateVisit } from '../../db/visits.ts';
import { visitHere } from './visit-here.ts';

export interface SetHowToCall {
	dropInId: string;
	visitId: string;
	howToCall: HowToCall;
}

/** Changes how somebody is called, from the next moment on. Refuses a visit that is over. */
export async function setHowToCall(
	db: Database,
	input: SetHowToCall,
	_actor: Welcomer,
	_now: Instant
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const here = await visitHere(trx, input.visitId, dropIn);
		if (!here.ok) return here;
		await updateVisit(trx, input.visitId, { how_to_call: input.howToCall });
		return done();
	});
}
