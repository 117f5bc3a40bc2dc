import type { Welcomer } from '../../../domain/actor.ts';
import type { QueueRules } from '../../../domain/drop-in.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { isLive } from '../../../domain/stop.ts';
import { changeDropIn, type Database, type Trx } from '../../db/change.ts';
import { isToBeTold, settleDoorNotes } from '../../db/door-notes.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import type { VisitRow } from '../../db/schema.ts';
import { addStopTopics, type CreditedStop, stopsOfVisit } from '../../db/stops-of-visit.ts';
import { joinLine, type LineWanted } from './admit.ts';
import { reactivate } from './reactivate.ts';
import { visitHere } from './visit-here.ts';
import { linesFor } from './walk-in.ts';

export interface AddTopics {
	dropInId: string;
	visitId: string;
	topicIds: string[];
}

/**
 * Puts a visit in line for more. Write-only: whether they were in that line already, are back after not answering,
 * or are new to it, the answer is the same. While nobody new comes in, only for somebody whose place has ended.
 * Refuses: nothing ticked, a topic nobody here answers, a visit that is over.
 */
export async function addTopics(db: Database, input: AddTopics, actor: Welcomer, now: Instant): Promise<Result> {
	if (input.topicIds.length === 0) return refuse('topics_missing', { field: 'topics' });
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const here = await visitHere(trx, input.visitId, dropIn);
		if (!here.ok) return here;
		const ended = await isToBeTold(trx, input.visitId);
		if (dropIn.state !== 'open' && !(dropIn.state === 'closing' && ended))
			return refuse('drop_in_over', { field: 'topics' });
		const lines = await linesFor(trx, dropIn.id, input.topicIds, now);
		if (lines === null) return refuse('topic_unknown', { field: 'topics' });
		const stops = await stopsOfVisit(trx, input.visitId, rulesOf(dropIn));
		// Whose place ended by no fault of theirs takes the time they have waited along.
		const since = ended ? here.visit.arrived_at : now;
		for (const line of lines)
			await standInLine(trx, { visit: here.visit, stops, since }, line, rulesOf(dropIn), actor, now);
		await settleDoorNotes(trx, { visitId: input.visitId, kind: 'help_choosing' }, { staffId: actor.staffId, now });
		return done();
	});
}

async function standInLine(
	trx: Trx,
	{ visit, stops, since }: { visit: VisitRow; stops: CreditedStop[]; since: Instant },
	line: LineWanted,
	rules: QueueRules,
	actor: Welcomer,
	now: Instant
): Promise<void> {
	const known = stops.filter(({ row }) => row.attendance_id === line.attendanceId);
	const stop = known.find(({ row }) => isLive(row.state)) ?? known.find(({ row }) => row.state === 'no_show');
	if (!stop) {
		await joinLine(
			trx,
			{ visitId: visit.id, dropInId: visit.drop_in_id, arrivedAt: since, priority: visit.priority },
			line,
			rules,
			now
		);
		return;
	}
	await addStopTopics(trx, stop.row.id, line.topicIds);
	await reactivate(trx, visit, stop, rules, actor, now);
}
