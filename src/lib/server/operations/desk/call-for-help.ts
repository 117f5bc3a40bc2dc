import type { Rep } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result } from '../../../domain/refusal.ts';
import { writeDown } from '../../db/audit.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { applyOnce } from '../../db/commands.ts';
import { insertHelpCall, openHelpCalls } from '../../db/help-calls.ts';
import { ownDesk } from './own-desk.ts';

/**
 * Asks the coordinator and the other desks for help, silently (UX P6). Asked again while it is open, nothing changes; the
 * same command again does nothing, also after it was ended. Written down that it was asked, and no word of why.
 * Refuses a desk that is not theirs, or closed.
 */
export function callForHelp(
	db: Database,
	input: { commandId: string; dropInId: string; deskId: string },
	actor: Rep,
	now: Instant
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		if (await applyOnce(trx, { id: input.commandId, dropInId: dropIn.id, kind: 'call-for-help' }, actor, now))
			return done();
		const own = await ownDesk(trx, input.deskId, dropIn, actor);
		if (!own.ok) return own;
		const open = await openHelpCalls(trx, dropIn.id);
		if (open.some(({ repId }) => repId === actor.staffId)) return done();
		await insertHelpCall(trx, own.desk, now);
		await writeDown(trx, { action: 'help_called', detail: '', dropInId: dropIn.id }, actor, now);
		return done();
	});
}
