import type { Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { joinNeeds, MAX_PARTY, type Party } from '../../../domain/visit.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { updateVisit } from '../../db/visits.ts';
import { visitHere } from './visit-here.ts';

export interface SetNeeds extends Pick<Party, 'needs' | 'needsOther' | 'interpreter' | 'language' | 'size'> {
	dropInId: string;
	visitId: string;
}

/** Writes down what would help somebody today, for the rep to see before the call (UX9). Refuses a visit that is over. */
export async function setNeeds(db: Database, input: SetNeeds, _actor: Welcomer, _now: Instant): Promise<Result> {
	const { needs, needsOther, interpreter, language, size } = input;
	if (size < 1 || size > MAX_PARTY) return refuse('party_invalid', { field: 'party' });
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const here = await visitHere(trx, input.visitId, dropIn);
		if (!here.ok) return here;
		await updateVisit(trx, input.visitId, {
			needs: joinNeeds(needs),
			needs_other: needsOther,
			interpreter,
			language,
			party: size
		});
		return done();
	});
}
