import { actorKey, type Rep } from '../../../domain/actor.ts';
import { addSeconds, type Instant } from '../../../domain/instant.ts';
import { rateFor } from '../../../domain/queue.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import type { StopState } from '../../../domain/stop.ts';
import { type LastAct, lastAct, type Undoable, UNDO_SECONDS } from '../../../domain/undo.ts';
import { changeDropIn, type Database, type Reader, type Trx } from '../../db/change.ts';
import { applyOnce } from '../../db/commands.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import type { DeskRow, DropInRow, StopRow, VisitRow } from '../../db/schema.ts';
import { changesSince } from '../../db/stop-changes.ts';
import { hasCompany, isTableTaken, isTakenUp, openStopOf, saveStop, stopRow } from '../../db/stops.ts';
import { updateVisit, visitById } from '../../db/visits.ts';
import { ownDesk } from './own-desk.ts';
import { unpark } from './unpark.ts';

/** What the rep did last at this agency's stops, if it can still be taken back. On a break nothing is, nor a finish while the table's other agency talks on. */
export async function whatToUndo(db: Reader, desk: DeskRow, rep: Rep, now: Instant): Promise<LastAct | null> {
	if (desk.state !== 'open') return null;
	const changes = await changesSince(db, desk.attendance_id, addSeconds(now, -UNDO_SECONDS));
	const last = lastAct(changes, actorKey(rep), now);
	const stop = last?.act === 'finish' ? await stopRow(db, last.stopId) : null;
	// Whom they shared the table with is known to them already: that this one talks on tells nothing.
	return stop !== null && (await hasCompany(db, stop)) ? null : last;
}

/**
 * Takes back what the rep did last, within ten seconds and if nothing it touched has changed since: a start is a call
 * again, a finish goes on, somebody given up is back in line with the credit they had, who was let be or sent on is
 * called again. Refuses with `undo_too_late`, and with `stop_moved_on` where it is not what the rep saw (`seen`: the moment
 * of that act).
 */
export async function undo(
	db: Database,
	input: { commandId: string; dropInId: string; deskId: string; seen: Instant },
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
		if (last !== null && last.at !== input.seen) return refuse('stop_moved_on');
		const stop = last && (await stopRow(trx, last.stopId));
		const visit = stop && (await visitById(trx, stop.visit_id));
		if (!last || !stop || !visit || !(await isSafe(trx, last, { stop, visit, desk: own.desk })))
			return refuse('undo_too_late');
		if (last.act === 'park') return unpark(trx, db, { stop, visit, desk: own.desk, dropIn }, actor, now);
		await saveStop(trx, stop, before(last.act, stop, visit, dropIn), { how: 'undo', actor: actorKey(actor), now });
		if (visit.state === 'left') await updateVisit(trx, visit.id, { state: 'here', left_at: null, left_how: null });
		return done();
	});
}

interface Touched {
	stop: StopRow;
	visit: VisitRow;
	desk: DeskRow;
}

const became: Record<Undoable, StopState> = {
	start: 'serving',
	longTalk: 'serving',
	finish: 'finished',
	noShow: 'no_show',
	park: 'parked',
	notNeeded: 'withdrawn'
};

/** Nobody has sat down where they sat, they have gone nowhere else, and have not left but by this. */
async function isSafe(trx: Trx, { act, at }: LastAct, { stop, visit, desk }: Touched): Promise<boolean> {
	if (stop.state !== became[act]) return false;
	if (act === 'start' || act === 'longTalk' || act === 'noShow') return visit.state === 'here';
	const endedByThis = act !== 'park' && visit.left_how !== 'closed' && visit.left_at === at;
	if (visit.state !== 'here' && !endedByThis) return false;
	if ((await openStopOf(trx, desk.id)) !== null || (await isTakenUp(trx, stop))) return false;
	if (act === 'park') return true;
	return stop.desk_id === desk.id && stop.table_id !== null && !(await isTableTaken(trx, stop.table_id));
}

/** The stop as it was; somebody given up waits again, their credit growing from when they were. */
function before(
	act: Exclude<Undoable, 'park'>,
	stop: StopRow,
	visit: VisitRow,
	dropIn: DropInRow
): Partial<StopRow> & { state: StopState } {
	switch (act) {
		case 'start':
			return { state: 'called', started_at: null };
		case 'longTalk':
			return { state: 'serving', long_talk: stop.long_talk === 1 ? 0 : 1 };
		case 'finish':
			// Nobody else talks with them now, or it were not safe: whoever sat in goes on alone.
			return { state: 'serving', finished_at: null, outcome: null, joined: 0, joins: null };
		case 'noShow':
			return { state: 'waiting', calls: 0, as_of: stop.as_of, rate: rateFor(visit.priority, rulesOf(dropIn)) };
		case 'notNeeded':
			return { state: 'called' };
	}
}
