import type { Coordinator, Rep } from '../../../domain/actor.ts';
import { hearsHelp } from '../../../domain/help.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { agencyById } from '../../db/agencies.ts';
import { writeDown } from '../../db/audit.ts';
import { changeDropIn, type Database, type Reader } from '../../db/change.ts';
import { deskOfRep } from '../../db/desks.ts';
import { type OpenHelpCall, openHelpCalls, updateHelpCall } from '../../db/help-calls.ts';

/**
 * Says to who asked for help, and to everybody who was told, that somebody is coming: the first who says so, or a
 * coordinator who says that they go instead.
 * Refuses a call that is over, that this person was not told of or made themselves (`help_over`), and one that somebody else
 * goes to (`help_taken`, with their name).
 */
export function answerHelp(
	db: Database,
	input: { dropInId: string; helpId: string; instead?: boolean },
	actor: Rep | Coordinator,
	now: Instant
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const call = (await openHelpCalls(trx, dropIn.id)).find(({ id }) => id === input.helpId);
		if (!call || call.repId === actor.staffId || !(await isTold(trx, call, actor, dropIn.id)))
			return refuse('help_over');
		if (call.answered?.by === actor.staffId) return done();
		const takesOver = actor.kind === 'coordinator' && input.instead === true;
		if (call.answered?.name && !takesOver) return refuse('help_taken', { values: { name: call.answered.name } });
		await updateHelpCall(trx, call.id, { answered_by: actor.staffId, answered_at: now });
		await writeDown(trx, { action: 'help_answered', detail: '', dropInId: dropIn.id }, actor, now);
		return done();
	});
}

/** A coordinator is; a rep with a desk here, as far as their agency is. */
async function isTold(db: Reader, call: OpenHelpCall, actor: Rep | Coordinator, dropInId: string): Promise<boolean> {
	if (actor.kind === 'coordinator') return true;
	const agency = await agencyById(db, actor.agencyId);
	if (!agency || (await deskOfRep(db, dropInId, actor.staffId)) === null) return false;
	return hearsHelp({ agencyId: agency.id, kind: agency.kind }, call.agency);
}
