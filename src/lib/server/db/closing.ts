import type { Instant } from '../../domain/instant.ts';
import type { Reader, Trx } from './change.ts';
import { endHelpCalls } from './help-calls.ts';
import type { StopRow } from './schema.ts';

/** Every place in line or at a table at a drop-in; those at a table being served first. */
export async function liveStopsOf(db: Reader, dropInId: string): Promise<StopRow[]> {
	const rows = await db
		.selectFrom('stop')
		.selectAll()
		.where('drop_in_id', '=', dropInId)
		.where('state', 'in', ['waiting', 'parked', 'called', 'serving'])
		.orderBy('id')
		.execute();
	return [...rows.filter(({ state }) => state === 'serving'), ...rows.filter(({ state }) => state !== 'serving')];
}

/** Everybody still here has left, because it closed. */
export async function leaveAll(trx: Trx, dropInId: string, now: Instant): Promise<void> {
	// Of those called in vain there may be notes still.
	await trx.updateTable('stop').set({ note_sealed: null }).where('drop_in_id', '=', dropInId).execute();
	await trx
		.updateTable('visit')
		.set({ state: 'left', left_at: now, left_how: 'closed' })
		.where('drop_in_id', '=', dropInId)
		.where('state', '=', 'here')
		.execute();
}

/** Every desk, and what was asked from it: nobody can end a call for help whose desk is gone. */
export async function closeDesksOf(trx: Trx, dropInId: string, now: Instant): Promise<void> {
	await trx
		.updateTable('desk')
		.set({ state: 'closed', state_since: now, pause_reason: null })
		.where('drop_in_id', '=', dropInId)
		.where('state', '<>', 'closed')
		.execute();
	await endHelpCalls(trx, { dropInId }, now);
}
