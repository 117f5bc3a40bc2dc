import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { isItsDay, momentWithin } from '../../../domain/schedule.ts';
import { setAttendanceHours, setGone } from '../../db/attending.ts';
import { writeDown } from '../../db/audit.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { hubById } from '../../db/hubs.ts';
import { hoursOf } from '../../db/schedules.ts';
import { attendingAt } from './attending-at.ts';

/**
 * On the day, an agency will be there from another time than planned: later, or after all. Places booked before it stay
 * valid and its people wait on, earning; nobody new can book a time when it is not there.
 * Refuses another day, when those who booked have to be asked first, and a time outside the drop-in or after it leaves.
 * @param input `starts`: HH:MM in the hub's zone
 */
export async function agencyLate(
	db: Database,
	input: { dropInId: string; attendanceId: string; starts: string },
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const found = await attendingAt(trx, dropIn, input.attendanceId);
		if (!found.ok) return found;
		const { agency } = found;
		const zone = (await hubById(trx, dropIn.hub_id))?.zone ?? '';
		if (!isItsDay({ date: dropIn.date, ...hoursOf(dropIn) }, zone, now)) return refuse('not_its_day');
		const startsAt = momentWithin(hoursOf(dropIn), { date: dropIn.date, time: input.starts }, zone);
		if (startsAt === null) return refuse('hours_outside', { field: 'starts' });
		if (startsAt >= agency.endsAt) return refuse('hours_invalid', { field: 'starts' });
		await setAttendanceHours(trx, agency.id, { startsAt, endsAt: agency.endsAt });
		if (agency.gone !== null) await setGone(trx, agency.id, null);
		const detail = `${agency.name} ${input.starts}`;
		await writeDown(trx, { action: 'agency_late', detail, dropInId: dropIn.id }, actor, now);
		return done();
	});
}
