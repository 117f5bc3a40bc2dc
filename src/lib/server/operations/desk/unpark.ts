import { actorKey, type Rep } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import type { Database, Trx } from '../../db/change.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import type { DeskRow, DropInRow, StopRow, VisitRow } from '../../db/schema.ts';
import { saveStop } from '../../db/stops.ts';
import { stopsOfVisit } from '../../db/stops-of-visit.ts';
import { tableFor } from './table-for.ts';

interface Parked {
	stop: StopRow;
	visit: VisitRow;
	desk: DeskRow;
	dropIn: DropInRow;
}

/**
 * Takes a rep's "five more minutes" back: they are called to this desk anew, at whatever table is free now, they wait in
 * their other lines again, and it does not count. Refuses when no table is free (`undo_too_late`).
 */
export async function unpark(
	trx: Trx,
	db: Database,
	{ stop, visit, desk, dropIn }: Parked,
	actor: Rep,
	now: Instant
): Promise<Result> {
	const table = await tableFor(trx, db, desk);
	if (table === null) return refuse('undo_too_late');
	const by = { how: 'undo', actor: actorKey(actor), now };
	for (const { row } of await stopsOfVisit(trx, visit.id, rulesOf(dropIn))) {
		if (row.state !== 'parked' || row.parked_until !== stop.parked_until) continue;
		const parks = Math.max(0, row.parks - 1);
		const waiting = await saveStop(trx, row, { state: 'waiting', parks, parked_until: null }, by);
		if (row.id !== stop.id) continue;
		await saveStop(
			trx,
			waiting,
			{
				state: 'called',
				desk_id: desk.id,
				table_id: table.id,
				rep_id: desk.rep_id,
				calls: 1,
				first_called_at: now,
				called_at: now
			},
			by
		);
	}
	return done();
}
