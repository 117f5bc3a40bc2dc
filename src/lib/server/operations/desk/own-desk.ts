import type { Rep } from '../../../domain/actor.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { agencyOfAttendance } from '../../db/attendances.ts';
import type { Trx } from '../../db/change.ts';
import { deskRow } from '../../db/desks.ts';
import type { DeskRow, DropInRow, StopRow } from '../../db/schema.ts';
import { mayServe } from '../../db/staff.ts';
import { openStopOf } from '../../db/stops.ts';

/**
 * The desk, if it is this rep's own at this drop-in and not closed. Everything else is a desk they know nothing of.
 * Refuses somebody whose access ended while the press was on its way.
 */
export async function ownDesk(
	trx: Trx,
	deskId: string,
	dropIn: DropInRow,
	actor: Rep
): Promise<Result<{ desk: DeskRow }>> {
	const desk = await deskRow(trx, deskId);
	if (desk === null || desk.rep_id !== actor.staffId || desk.drop_in_id !== dropIn.id) return refuse('desk_unknown');
	if ((await agencyOfAttendance(trx, desk.attendance_id)) !== actor.agencyId) return refuse('desk_unknown');
	if (!(await mayServe(trx, actor, dropIn.id))) return refuse('not_allowed');
	return desk.state === 'closed' ? refuse('desk_not_open') : done({ desk });
}

/**
 * The person at the desk, if they are still the one the rep saw when they pressed.
 * @param seen `firstCalledAt` of the person on the rep's screen
 */
export async function personAtDesk(trx: Trx, desk: DeskRow, seen: string): Promise<Result<{ stop: StopRow }>> {
	const stop = await openStopOf(trx, desk.id);
	return stop === null || stop.called_at === null || stop.first_called_at !== seen
		? refuse('stop_moved_on')
		: done({ stop });
}
