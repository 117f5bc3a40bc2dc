import { type Actor, actorKey } from '../../../domain/actor.ts';
import type { QueueRules } from '../../../domain/drop-in.ts';
import type { Instant } from '../../../domain/instant.ts';
import { bank, rateFor } from '../../../domain/queue.ts';
import { move } from '../../../domain/stop.ts';
import { linesEndedAt } from '../../db/agency-line.ts';
import type { Trx } from '../../db/change.ts';
import { leaveLineEnded } from '../../db/door-notes.ts';
import { missedStops } from '../../db/missed-stops.ts';
import type { VisitRow } from '../../db/schema.ts';
import { saveStop } from '../../db/stops.ts';
import { type CreditedStop, stopsOfVisit } from '../../db/stops-of-visit.ts';

/** Takes somebody who did not come back into a line they were in. Any other stop stays as it is. */
export async function reactivate(
	trx: Trx,
	visit: VisitRow,
	stop: CreditedStop,
	rules: QueueRules,
	actor: Actor,
	now: Instant
): Promise<void> {
	const moved = move(stop.row, 'reactivate');
	if (!moved.ok) return;
	// They go on with the credit they had, earning again from now (DESIGN 5).
	const { credit, asOf, rate } = bank(stop.credit, rateFor(visit.priority, rules), now);
	const next = { state: moved.state, credit, as_of: asOf, rate, calls: 0 };
	await saveStop(trx, stop.row, next, { how: 'reactivate', actor: actorKey(actor), now });
}

/**
 * The same in every line where they missed their call. A line that ended with its agency takes nobody: a welcomer tells them.
 */
export async function reactivateAll(
	trx: Trx,
	visit: VisitRow,
	rules: QueueRules,
	actor: Actor,
	now: Instant
): Promise<void> {
	const missed = await missedStops(trx, visit.id);
	const ended = await linesEndedAt(trx, visit.drop_in_id);
	for (const stop of await stopsOfVisit(trx, visit.id, rules)) {
		if (!missed.includes(stop.row.id)) continue;
		if (!ended.has(stop.row.attendance_id)) await reactivate(trx, visit, stop, rules, actor, now);
		else await leaveLineEnded(trx, { dropInId: visit.drop_in_id, visitId: visit.id }, now);
	}
}
