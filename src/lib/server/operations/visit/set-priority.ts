import type { Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { bank, rateFor } from '../../../domain/queue.ts';
import { done, type Result } from '../../../domain/refusal.ts';
import { isLive } from '../../../domain/stop.ts';
import { changeDropIn, type Database, type Trx } from '../../db/change.ts';
import { settleDoorNotes } from '../../db/door-notes.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import type { DropInRow, VisitRow } from '../../db/schema.ts';
import { saveCredit, stopsOfVisit } from '../../db/stops-of-visit.ts';
import { updateVisit } from '../../db/visits.ts';
import { visitHere } from './visit-here.ts';

export interface SetPriority {
	dropInId: string;
	visitId: string;
	/** Whether this person is to be seen sooner. */
	sooner: boolean;
}

/** Confirms that somebody cannot wait long, or that they can. What they earned so far stays theirs. Refuses a visit that is over. */
export async function setPriority(db: Database, input: SetPriority, actor: Welcomer, now: Instant): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const here = await visitHere(trx, input.visitId, dropIn);
		if (!here.ok) return here;
		await writePriority(trx, here.visit, dropIn, input.sooner, now);
		await settleDoorNotes(trx, { visitId: input.visitId, kind: 'priority_asked' }, { staffId: actor.staffId, now });
		return done();
	});
}

/** Banks what every live place in line has earned and lets it go on at the new rate. */
export async function writePriority(
	trx: Trx,
	visit: VisitRow,
	dropIn: DropInRow,
	sooner: boolean,
	now: Instant
): Promise<void> {
	const priority = sooner ? 'confirmed' : 'none';
	const rate = rateFor(priority, rulesOf(dropIn));
	await updateVisit(trx, visit.id, { priority });
	for (const { row, credit } of await stopsOfVisit(trx, visit.id, rulesOf(dropIn))) {
		if (isLive(row.state) && row.rate !== rate) await saveCredit(trx, row.id, bank(credit, rate, now));
	}
}
