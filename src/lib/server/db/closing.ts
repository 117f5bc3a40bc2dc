import type { Instant } from '../../domain/instant.ts';
import type { Reader, Trx } from './change.ts';
import { endHelpCalls } from './help-calls.ts';
import { endVisitIfDone } from './visits.ts';
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

/**
 * Whoever has nothing more in line, because they took the rest off at the door, had gone before it closed: when the last
 * thing happened to a place of theirs. Nobody left them unseen.
 */
export async function endIdleVisits(trx: Trx, dropInId: string): Promise<void> {
	const idle = await trx
		.selectFrom('visit')
		.innerJoin('stop', 'stop.visit_id', 'visit.id')
		.innerJoin('stop_change', 'stop_change.stop_id', 'stop.id')
		.select(({ fn }) => ['visit.id', fn.max('stop_change.created_at').as('last')])
		.where('visit.drop_in_id', '=', dropInId)
		.where('visit.state', '=', 'here')
		.groupBy('visit.id')
		.execute();
	for (const { id, last } of idle) await endVisitIfDone(trx, id, last);
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
