import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse, together } from '../../../domain/refusal.ts';
import { hoursWithin } from '../../../domain/schedule.ts';
import { covers, type Hours } from '../../../domain/window.ts';
import { readNumber } from '../../../domain/words.ts';
import { agencyById } from '../../db/agencies.ts';
import {
	addAttendance,
	attendanceInUse,
	attendingAgencies,
	removeAttendanceRow,
	setAttendanceHours
} from '../../db/attending.ts';
import { writeDown } from '../../db/audit.ts';
import { changeDropIn, type Database, type Trx } from '../../db/change.ts';
import { hubById } from '../../db/hubs.ts';
import { hoursOf } from '../../db/schedules.ts';
import { addPlace, removePlaces, windowsOfDropIn } from '../../db/windows.ts';

export const MOST_PLACES = 200;

export interface Attend {
	dropInId: string;
	agencyId: string;
	/** HH:MM in the hub's zone, inside the drop-in's hours. */
	starts: string;
	ends: string;
	/** Places for each window it is there for. Windows that have places already keep theirs. */
	capacity: number;
}

/**
 * Adds an agency to a drop-in, or changes its hours; each arrival window it covers gets places.
 * Refuses hours outside the drop-in's, and to leave a window somebody booked.
 */
export async function attend(
	db: Database,
	input: Attend,
	actor: Coordinator,
	now: Instant
): Promise<Result<{ attendanceId: string }>> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		if (dropIn.state === 'closed' || dropIn.state === 'cancelled') return refuse('drop_in_state');
		const found = await agencyById(trx, input.agencyId);
		const hub = await hubById(trx, dropIn.hub_id);
		const checked = together({
			agency: found === null ? refuse('agency_unknown', { field: 'agencyId' }) : done({ agency: found }),
			hours: hoursWithin(hoursOf(dropIn), { ...input, date: dropIn.date }, hub?.zone ?? ''),
			capacity: readNumber(input.capacity, { field: 'capacity', least: 0, most: MOST_PLACES })
		});
		if (!checked.ok) return checked;
		const {
			hours,
			agency: { agency }
		} = checked.read;

		const known = (await attendingAgencies(trx, dropIn.id)).find(({ agencyId }) => agencyId === agency.id);
		const attendanceId =
			known?.id ?? (await addAttendance(trx, { dropInId: dropIn.id, agencyId: agency.id }, hours, now));
		await setAttendanceHours(trx, attendanceId, hours);
		if (!(await fitPlaces(trx, dropIn.id, { id: attendanceId, was: known ?? null, hours }, input.capacity)))
			return refuse('places_taken', { field: 'ends' });
		await writeDown(trx, { action: 'attendance_saved', detail: agency.name, dropInId: dropIn.id }, actor, now);
		return done({ attendanceId });
	});
}

/** Takes an agency off a drop-in. Refuses when somebody booked, queued or sat there: then its hours can only end. */
export async function stopAttending(
	db: Database,
	input: { dropInId: string; attendanceId: string },
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const known = (await attendingAgencies(trx, dropIn.id)).find(({ id }) => id === input.attendanceId);
		if (!known) return refuse('agency_unknown');
		if (await attendanceInUse(trx, known.id)) return refuse('attendance_in_use');
		await removeAttendanceRow(trx, known.id);
		await writeDown(trx, { action: 'attendance_removed', detail: known.name, dropInId: dropIn.id }, actor, now);
		return done();
	});
}

/** Places an agency has kept from before it said it comes late stay: somebody counts on them. */
async function fitPlaces(
	trx: Trx,
	dropInId: string,
	{ id: attendanceId, was, hours }: { id: string; was: Hours | null; hours: Hours },
	capacity: number
): Promise<boolean> {
	const windows = await windowsOfDropIn(trx, dropInId);
	const left = windows.filter((window) => !covers(hours, window) && (was === null || covers(was, window)));
	const ids = left.map(({ id }) => id);
	if (!(await removePlaces(trx, attendanceId, ids))) return false;
	for (const window of windows.filter((one) => covers(hours, one)))
		await addPlace(trx, dropInId, { attendanceId, windowId: window.id, capacity });
	return true;
}
