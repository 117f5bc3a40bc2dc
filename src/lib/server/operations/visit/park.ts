import { type Actor, actorKey } from '../../../domain/actor.ts';
import type { QueueRules } from '../../../domain/drop-in.ts';
import type { Instant } from '../../../domain/instant.ts';
import { parkingOf } from '../../../domain/parking.ts';
import { done, type Result } from '../../../domain/refusal.ts';
import { move } from '../../../domain/stop.ts';
import type { Trx } from '../../db/change.ts';
import type { StopRow, VisitRow } from '../../db/schema.ts';
import { offTheTable, saveStop } from '../../db/stops.ts';
import { stopsOfVisit } from '../../db/stops-of-visit.ts';

/**
 * "Five more minutes": takes somebody out of every line at once, their places kept and earning on, until `until`; a call
 * that was on its way to them is over. Asked again while they are away, nothing changes.
 * Refuses: somebody being served (`being_served`), who has done so twice (`parked_enough`), who is in no line (`stop_moved_on`).
 */
export async function parkVisit(
	trx: Trx,
	visit: VisitRow,
	actor: Actor,
	rules: QueueRules,
	now: Instant
): Promise<Result<{ until: Instant }>> {
	const stops = (await stopsOfVisit(trx, visit.id, rules)).map(({ row }) => ({
		...row,
		row,
		joined: row.joined === 1,
		parkedUntil: row.parked_until
	}));
	const parking = parkingOf(stops, now);
	if (!parking.ok) return parking;
	const { until, parks } = parking;
	for (const { row } of parking.stops) {
		const waiting = row.state === 'parked' ? await comeBack(trx, row, actor, now) : row;
		const moved = move(waiting, 'park');
		if (!moved.ok) return moved;
		const next = { ...offTheTable, state: moved.state, parks, parked_until: until };
		await saveStop(trx, waiting, next, { how: 'park', actor: actorKey(actor), now });
	}
	return done({ until });
}

/** "I am back": every parked place of a visit waits again, at once. Nothing to do is done too. */
export async function returnVisit(
	trx: Trx,
	visit: VisitRow,
	actor: Actor,
	rules: QueueRules,
	now: Instant
): Promise<void> {
	for (const { row } of await stopsOfVisit(trx, visit.id, rules))
		if (row.state === 'parked') await comeBack(trx, row, actor, now);
}

function comeBack(trx: Trx, stop: StopRow, actor: Actor, now: Instant): Promise<StopRow> {
	return saveStop(trx, stop, { state: 'waiting', parked_until: null }, { how: 'return', actor: actorKey(actor), now });
}
