import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { writeDown } from '../../db/audit.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { setOfferedLanguages } from '../../db/offered-languages.ts';

export interface LanguagesWanted {
	dropInId: string;
	/** The codes of those ticked, beside English, which is always there. */
	chosen: readonly string[];
	/** The codes of all there are, English aside. With all of them ticked, one that is added later is offered too. */
	known: readonly string[];
}

/**
 * Sets in which languages the tablets of a hall may be read.
 * Refuses a language that is not known, and a drop-in that is over.
 */
export function setLanguages(
	db: Database,
	{ dropInId, chosen, known }: LanguagesWanted,
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	return changeDropIn(db, dropInId, async (trx, dropIn) => {
		if (dropIn.state === 'closed' || dropIn.state === 'cancelled') return refuse('drop_in_state');
		if (chosen.some((code) => !known.includes(code))) return refuse('not_allowed', { field: 'offered' });
		const offered = known.filter((code) => chosen.includes(code));
		await setOfferedLanguages(trx, dropInId, offered.length === known.length ? null : offered);
		await writeDown(trx, { action: 'languages_set', detail: ['en', ...offered].join(', '), dropInId }, actor, now);
		return done();
	});
}
