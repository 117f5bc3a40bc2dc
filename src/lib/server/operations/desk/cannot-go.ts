import type { Coordinator, Rep } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { writeDown } from '../../db/audit.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { openHelpCalls, updateHelpCall } from '../../db/help-calls.ts';

/**
 * Whoever said that they are going cannot after all: nobody is coming, and everybody who was told is asked again. Said
 * again it changes nothing. Refuses a call that is over (`help_over`).
 */
export function cannotGo(
	db: Database,
	input: { dropInId: string; helpId: string },
	actor: Rep | Coordinator,
	now: Instant
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const call = (await openHelpCalls(trx, dropIn.id)).find(({ id }) => id === input.helpId);
		if (!call) return refuse('help_over');
		if (call.answered?.by !== actor.staffId) return done();
		await updateHelpCall(trx, call.id, { answered_by: null, answered_at: null });
		await writeDown(trx, { action: 'help_not_coming', detail: '', dropInId: dropIn.id }, actor, now);
		return done();
	});
}
