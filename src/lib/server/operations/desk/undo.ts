import { actorKey, type Rep } from '../../../domain/actor.ts';
import { addSeconds, type Instant } from '../../../domain/instant.ts';
import { rateFor } from '../../../domain/queue.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { type LastAct, lastAct, UNDO_SECONDS } from '../../../domain/undo.ts';
import { changeDropIn, type Database, type Reader, type Trx } from '../../db/change.ts';
import { applyOnce } from '../../db/commands.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import type { DeskRow, DropInRow, StopRow, VisitRow } from '../../db/schema.ts';
import { changesSince } from '../../db/stop-changes.ts';
import { isTableTaken, isTakenUp, openStopOf, saveStop, stopRow } from '../../db/stops.ts';
import { updateVisit, visitById } from '../../db/visits.ts';
import { ownDesk } from './own-desk.ts';

/** What the rep did last at this agency's stops, if it can still be taken back. On a break nothing is. */
export async function whatToUndo(db: Reader, desk: DeskRow, rep: Rep, now: Instant): Promise<LastAct | null> {
	if (desk.state !== 'open') return null;
	const changes = await changesSince(db, desk.attendance_id, addSeconds(now, -UNDO_SECONDS));
	return lastAct(changes, actorKey(rep), now);
}

/**
 * Takes back what the rep did last, within ten seconds and if nothing it touched has changed since: a start is a call
 * again, a finish goes on, somebody given up is back in line with the credit they had. Refuses with `undo_too_late`.
 */
export async function undo(
	db: Database,
	input: { commandId: string; dropInId: string; deskId: string },
	actor: Rep,
	now: Instant
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const known = await applyOnce(trx, { id: input.commandId, dropInId: dropIn.id, kind: 'undo' }, actor, now);
		if (known) return known.answer === null ? refuse('stop_moved_on') : done();
		const own = await ownDesk(trx, input.deskId, dropIn, actor);
		if (!own.ok) return own;
		if (dropIn.state !== 'open' && dropIn.state !== 'closing') return refuse('undo_too_late');
		const last = await whatToUndo(trx, own.desk, actor, now);
		const stop = last && (await stopRow(trx, last.stopId));
		const visit = stop && (await visitById(trx, stop.visit_id));
		if (!last || !stop || !visit || !(await isSafe(trx, last, { stop, visit, desk: own.desk })))
			return refuse('undo_too_late');
		await saveStop(trx, stop, before(last, stop, visit, dropIn), { how: 'undo', actor: actorKey(actor), now });
		if (visit.state === 'left') await updateVisit(trx, visit.id, { state: 'here', left_at: null, left_how: null });
		return done();
	});
}

interface Touched {
	stop: StopRow;
	visit: VisitRow;
	desk: DeskRow;
}

const became = { start: 'serving', finish: 'finished', noShow: 'no_show' } as const;

/** Nobody has sat down where they sat, they have gone nowhere else, and have not left but by this. */
async function isSafe(trx: Trx, last: LastAct, { stop, visit, desk }: Touched): Promise<boolean> {
	if (stop.state !== became[last.act]) return false;
	if (last.act !== 'finish') return visit.state === 'here';
	const endedByThis = visit.left_how === 'finished' && visit.left_at === last.at;
	if (visit.state !== 'here' && !endedByThis) return false;
	if (stop.desk_id !== desk.id || (await openStopOf(trx, desk.id)) !== null) return false;
	if (stop.table_id === null || (await isTableTaken(trx, stop.table_id))) return false;
	return !(await isTakenUp(trx, visit.id, stop.attendance_id));
}

/** The stop as it was; somebody given up waits again, their credit growing from when they were. */
function before(
	last: LastAct,
	stop: StopRow,
	visit: VisitRow,
	dropIn: DropInRow
): Partial<StopRow> & { state: 'called' | 'serving' | 'waiting' } {
	switch (last.act) {
		case 'start':
			return { state: 'called', started_at: null };
		case 'finish':
			return { state: 'serving', finished_at: null, outcome: null };
		case 'noShow':
			return { state: 'waiting', calls: 0, as_of: stop.as_of, rate: rateFor(visit.priority, rulesOf(dropIn)) };
	}
}
