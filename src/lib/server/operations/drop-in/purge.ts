import type { Instant } from '../../../domain/instant.ts';
import { done } from '../../../domain/refusal.ts';
import { summarise } from '../../../domain/summary.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { deleteVisits, dueForPurge, keepSummary, measuredVisits } from '../../db/purge.ts';

/**
 * Keeps the promise on every ticket: on its day, everything about a drop-in's visits is deleted, the links between
 * tickets and agencies too. A summary without small numbers stays. Gives how many drop-ins were purged.
 * The machine's day is taken in UTC: in Britain that is the promised day, never later.
 */
export async function purgeDue(db: Database, now: Instant): Promise<number> {
	const due = await dueForPurge(db.read, now.slice(0, 10));
	for (const dropInId of due) {
		await changeDropIn(db, dropInId, async (trx, dropIn) => {
			if (dropIn.purged_at !== null) return done();
			const summaries = summarise(await measuredVisits(trx, dropInId));
			await deleteVisits(trx, dropInId);
			await keepSummary(trx, dropInId, summaries, now);
			return done();
		});
	}
	return due.length;
}
