import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { deleteOn, isPastKeeping } from '../../../domain/retention.ts';
import { movedHours } from '../../../domain/schedule.ts';
import { covers, type Hours, windowsOf } from '../../../domain/window.ts';
import { attendingAgencies, setAttendanceHours } from '../../db/attending.ts';
import { writeDown } from '../../db/audit.ts';
import { boardSettings, setBoardSettings } from '../../db/boards.ts';
import { changeDropIn, type Database, type Trx } from '../../db/change.ts';
import { hubById } from '../../db/hubs.ts';
import { hoursOf, setDropInWords, updateDropIn } from '../../db/schedules.ts';
import { addPlace, placeCounts, replaceWindows, windowsInUse } from '../../db/windows.ts';
import { readSchedule, type Schedule } from './read-schedule.ts';

/**
 * Changes a drop-in's words, rules and, while nobody has booked or come, its day and hours: then its windows are made anew,
 * agencies move along and keep their places for each window. Refuses a new time when somebody counts on the old one.
 */
export async function rescheduleDropIn(
	db: Database,
	input: Schedule & { dropInId: string },
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		if (dropIn.state === 'closed' || dropIn.state === 'cancelled') return refuse('drop_in_state');
		const hub = await hubById(trx, dropIn.hub_id);
		const read = readSchedule(input, hub?.zone ?? '');
		if (!read.ok) return read;
		const { date, startsAt, endsAt, words, rules } = read;
		const was = hoursOf(dropIn);
		const moved = startsAt !== was.startsAt || endsAt !== was.endsAt || rules.window_minutes !== dropIn.window_minutes;
		if (moved) {
			const fixed = (dropIn.state !== 'draft' && dropIn.state !== 'published') || (await windowsInUse(trx, dropIn.id));
			if (fixed) return refuse('bookings_made', { field: 'date' });
			await moveTo(trx, dropIn.id, was, { startsAt, endsAt }, rules.window_minutes, now);
		}
		await updateDropIn(trx, dropIn.id, {
			date,
			starts_at: startsAt,
			ends_at: endsAt,
			delete_on: deleteOn(date),
			// What was kept of the old day has gone; what comes on the new one will have to go too.
			purged_at: isPastKeeping(deleteOn(date), now) ? dropIn.purged_at : null,
			...rules
		});
		await setDropInWords(trx, dropIn.id, words);
		await writeDown(trx, { action: 'drop_in_changed', detail: date, dropInId: dropIn.id }, actor, now);
		return done();
	});
}

async function moveTo(
	trx: Trx,
	dropInId: string,
	was: Hours,
	becomes: Hours,
	windowMinutes: number,
	now: Instant
): Promise<void> {
	const board = await boardSettings(trx, dropInId);
	if (board.quiet) await setBoardSettings(trx, dropInId, { ...board, quiet: movedQuiet(board.quiet, was, becomes) });
	const capacities = await placeCounts(trx, dropInId);
	const windows = await replaceWindows(trx, dropInId, windowsOf(becomes, windowMinutes), now);
	for (const attending of await attendingAgencies(trx, dropInId)) {
		const hours = movedHours(attending, was, becomes);
		await setAttendanceHours(trx, attending.id, hours);
		const own = capacities.filter(({ attendanceId }) => attendanceId === attending.id).map(({ capacity }) => capacity);
		const capacity = Math.max(0, ...own);
		for (const window of windows.filter((one) => covers(hours, one)))
			await addPlace(trx, dropInId, { attendanceId: attending.id, windowId: window.id, capacity });
	}
}

/** A quiet time moves along and is cut to fit; one that fits no more is none. */
function movedQuiet(quiet: Hours, was: Hours, becomes: Hours): Hours | null {
	const moved = movedHours(quiet, was, becomes);
	const wasAllDay = quiet.startsAt === was.startsAt && quiet.endsAt === was.endsAt;
	return moved === becomes && !wasAllDay ? null : moved;
}
