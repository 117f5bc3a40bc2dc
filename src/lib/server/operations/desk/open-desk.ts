import type { Rep } from '../../../domain/actor.ts';
import { isAtHand } from '../../../domain/schedule.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { attendanceOf } from '../../db/attendances.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { deskOfRep, freeTables, insertDesk, setDeskState } from '../../db/desks.ts';
import { endHelpCalls, nobodyComesFrom } from '../../db/help-calls.ts';
import { hubById } from '../../db/hubs.ts';
import { hoursOf } from '../../db/schedules.ts';
import { mayServe } from '../../db/staff.ts';
import { isBusyElsewhere, openStopOf } from '../../db/stops.ts';
import { ownDesk } from './own-desk.ts';

/**
 * Opens a desk for a rep at a drop-in, at a free table of the agency's own if it has one, else at shared tables
 * call by call. A rep whose desk is there already gets that one, open again.
 * Refuses a drop-in that is neither on nor today, an agency that does not come or has left, somebody whose access has ended, who sits
 * here for another agency, or who has somebody with them at another drop-in: they are with one person at a time.
 */
export async function openDesk(
	db: Database,
	dropInId: string,
	actor: Rep,
	now: Instant
): Promise<Result<{ deskId: string }>> {
	if (actor.dropInId !== null && actor.dropInId !== dropInId) return refuse('not_allowed');
	return changeDropIn(db, dropInId, async (trx, dropIn) => {
		if (!(await mayServe(trx, actor, dropIn.id))) return refuse('not_allowed');
		const zone = (await hubById(trx, dropIn.hub_id))?.zone ?? '';
		if (!isAtHand({ state: dropIn.state, date: dropIn.date, ...hoursOf(dropIn) }, zone, now))
			return refuse('drop_in_not_open');
		const attendance = await attendanceOf(trx, dropIn.id, actor.agencyId);
		if (!attendance) return refuse('not_allowed');
		if (attendance.goneAt !== null) return refuse('agency_away');
		if (await isBusyElsewhere(trx, actor.staffId, dropIn.id)) return refuse('desk_elsewhere');
		const known = await deskOfRep(trx, dropIn.id, actor.staffId);
		if (known && known.attendance_id !== attendance.id) return refuse('desk_elsewhere');
		if (known) {
			const since = known.state === 'open' ? known.state_since : now;
			await setDeskState(trx, known.id, { state: 'open', state_since: since, pause_reason: null });
			return done({ deskId: known.id });
		}
		const own = await freeTables(trx, dropIn.id, attendance.id);
		const desk = {
			drop_in_id: dropIn.id,
			attendance_id: attendance.id,
			rep_id: actor.staffId,
			table_id: own[0]?.id ?? null
		};
		const deskId = await insertDesk(trx, desk, now);
		return done({ deskId });
	});
}

/** Takes a break, with a reason for the coordinator. Refuses while somebody is at the desk. */
export function pauseDesk(
	db: Database,
	input: { dropInId: string; deskId: string; reason: string },
	actor: Rep,
	now: Instant
): Promise<Result> {
	return leaveDesk(db, input, { state: 'paused', pause_reason: input.reason.slice(0, 200) }, actor, now);
}

/** Closes the desk; those who wait stay in the agency's line, and help asked for from it is over. Refuses while somebody is at the desk. */
export function closeDesk(
	db: Database,
	input: { dropInId: string; deskId: string },
	actor: Rep,
	now: Instant
): Promise<Result> {
	return leaveDesk(db, input, { state: 'closed', pause_reason: null }, actor, now);
}

async function leaveDesk(
	db: Database,
	input: { dropInId: string; deskId: string },
	next: { state: 'paused' | 'closed'; pause_reason: string | null },
	actor: Rep,
	now: Instant
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const own = await ownDesk(trx, input.deskId, dropIn, actor);
		if (!own.ok) return own;
		if ((await openStopOf(trx, own.desk.id)) !== null) return refuse('desk_busy');
		await setDeskState(trx, own.desk.id, { ...next, state_since: now });
		if (next.state !== 'closed') return done();
		await endHelpCalls(trx, { dropInId: dropIn.id, deskId: own.desk.id }, now);
		await nobodyComesFrom(trx, dropIn.id, actor.staffId);
		return done();
	});
}
