import type { Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { type Result, refuse } from '../../../domain/refusal.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import { visitById } from '../../db/visits.ts';
import { leaveVisit } from './leave.ts';

/** Writes down that somebody has gone. Refuses somebody unknown here, and somebody being served. */
export async function markLeft(
	db: Database,
	input: { dropInId: string; visitId: string },
	actor: Welcomer,
	now: Instant
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const visit = await visitById(trx, input.visitId);
		if (visit === null || visit.drop_in_id !== dropIn.id) return refuse('ticket_unknown');
		return leaveVisit(trx, visit, actor, rulesOf(dropIn), now);
	});
}
