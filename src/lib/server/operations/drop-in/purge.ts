import type { Instant } from '../../../domain/instant.ts';
import { done, type Result } from '../../../domain/refusal.ts';
import { isPastKeeping } from '../../../domain/retention.ts';
import { addedUp, summarise } from '../../../domain/summary.ts';
import { writeDown } from '../../db/audit.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { endLoginsOfCardsAt } from '../../db/login-sessions.ts';
import { deleteVisits, keepSummary, measuredVisits, summaryOf } from '../../db/purge.ts';
import { updateDropIn } from '../../db/schedules.ts';

/**
 * Keeps the promise on every ticket: on its day, everything about a drop-in's visits is deleted, the links between
 * tickets and agencies too. A summary without small numbers stays. One that nobody closed is closed, and takes nobody more.
 * Does nothing before that day, to a draft, or a second time.
 */
export function purge(db: Database, { dropInId }: { dropInId: string }, now: Instant): Promise<Result> {
	return changeDropIn(db, dropInId, async (trx, dropIn) => {
		const isDue = dropIn.state !== 'draft' && isPastKeeping(dropIn.delete_on, now);
		if (!isDue || dropIn.purged_at !== null) return done();
		const summaries = summarise(await measuredVisits(trx, dropInId));
		await keepSummary(trx, dropInId, addedUp(await summaryOf(trx, dropInId), summaries));
		await deleteVisits(trx, dropInId);
		await updateDropIn(trx, dropInId, { purged_at: now });
		if (dropIn.state !== 'open' && dropIn.state !== 'closing') return done();
		await updateDropIn(trx, dropInId, { state: 'closed', closed_at: now });
		await endLoginsOfCardsAt(trx, dropInId);
		await writeDown(trx, { action: 'closed', detail: '', dropInId }, null, now);
		return done();
	});
}
