import type { Coordinator, Rep } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { writeDown } from '../../db/audit.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { helpCallById, openHelpCalls, updateHelpCall } from '../../db/help-calls.ts';

/**
 * Ends a call for help: whoever asked, whoever went, or a coordinator. One that is over already stays so.
 * Refuses everybody else with `help_over`, as if there were none.
 */
export function endHelp(
	db: Database,
	input: { dropInId: string; helpId: string },
	actor: Rep | Coordinator,
	now: Instant
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const known = await helpCallById(trx, input.helpId);
		if (known?.drop_in_id === dropIn.id && known.ended_at !== null) return done();
		const call = (await openHelpCalls(trx, dropIn.id)).find(({ id }) => id === input.helpId);
		const isTheirs = call?.repId === actor.staffId || call?.answered?.by === actor.staffId;
		if (!call || !(isTheirs || actor.kind === 'coordinator')) return refuse('help_over');
		await updateHelpCall(trx, call.id, { ended_at: now });
		await writeDown(trx, { action: 'help_ended', detail: '', dropInId: dropIn.id }, actor, now);
		return done();
	});
}
