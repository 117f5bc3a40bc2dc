import type { Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { applyOnce } from '../../db/commands.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import { reactivateAll } from './reactivate.ts';
import { visitHere } from './visit-here.ts';

export interface BackInLine {
	commandId: string;
	dropInId: string;
	visitId: string;
}

/**
 * Takes somebody who missed their call, and is at the door, back into every line where they did, with the credit they
 * had; for a line whose agency is away a welcomer is sent to them instead. Nobody at the door learns which lines, or how
 * many, and the answer is the same. Refuses a visit that is over, and a drop-in that is.
 */
export async function backInLine(db: Database, input: BackInLine, actor: Welcomer, now: Instant): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const before = await applyOnce(trx, { id: input.commandId, dropInId: dropIn.id, kind: 'back-in-line' }, actor, now);
		if (before) return before.answer === null ? refuse('not_allowed') : done();
		const here = await visitHere(trx, input.visitId, dropIn);
		if (!here.ok) return here;
		// Whoever is inside while it closes is still called.
		if (dropIn.state !== 'open' && dropIn.state !== 'closing') return refuse('drop_in_over');
		await reactivateAll(trx, here.visit, rulesOf(dropIn), actor, now);
		return done();
	});
}
