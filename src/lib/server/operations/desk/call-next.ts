import { actorKey, type Rep } from '../../../domain/actor.ts';
import { whoWait } from '../../../domain/coming.ts';
import type { Instant } from '../../../domain/instant.ts';
import { whoIsNext } from '../../../domain/queue.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { applyOnce } from '../../db/commands.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import { endParks, isBusyElsewhere, lineOf, openStopOf, saveStop, stopRow, visitsAtTables } from '../../db/stops.ts';
import { whomToPassBy } from './colleague.ts';
import { ownDesk } from './own-desk.ts';
import { tableFor } from './table-for.ts';

export interface CallNext {
	commandId: string;
	dropInId: string;
	deskId: string;
}

/**
 * Calls the next person in the rep's own line to the desk's table, or to a free shared one.
 * The only way to somebody: a rep never chooses whom. The same command again changes nothing.
 * Refuses: a desk that is not theirs or not open, somebody at the desk already, nobody waiting or nobody ready, no table free.
 */
export async function callNext(db: Database, input: CallNext, actor: Rep, now: Instant): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const before = await applyOnce(trx, { id: input.commandId, dropInId: dropIn.id, kind: 'call-next' }, actor, now);
		if (before) return before.answer === null ? refuse('stop_moved_on') : done();
		const own = await ownDesk(trx, input.deskId, dropIn, actor);
		if (!own.ok) return own;
		const { desk } = own;
		if (desk.state !== 'open') return refuse('desk_not_open');
		if (dropIn.state !== 'open' && dropIn.state !== 'closing') return refuse('drop_in_not_open');
		if ((await openStopOf(trx, desk.id)) !== null) return refuse('desk_busy');
		if (await isBusyElsewhere(trx, actor.staffId, dropIn.id)) return refuse('desk_elsewhere');

		await endParks(trx, desk.attendance_id, now);
		const line = await lineOf(trx, desk.attendance_id, rulesOf(dropIn));
		const next = whoIsNext(line, await visitsAtTables(trx, dropIn.id, now), now, await whomToPassBy(trx, desk, now));
		if (next === null) return refuse(whoWait(line).length > 0 ? 'nobody_ready' : 'queue_empty');
		const table = await tableFor(trx, db, desk);
		if (table === null) return refuse('no_table_free');
		const stop = await stopRow(trx, next.stopId);
		if (stop === null) return refuse('stop_moved_on');
		await saveStop(
			trx,
			stop,
			{
				state: 'called',
				desk_id: desk.id,
				table_id: table.id,
				rep_id: actor.staffId,
				calls: 1,
				first_called_at: now,
				called_at: now
			},
			{ how: 'call', actor: actorKey(actor), now }
		);
		return done();
	});
}
