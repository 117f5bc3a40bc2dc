import type { Instant } from '../../domain/instant.ts';
import type { Hours } from '../../domain/window.ts';
import { newId } from '../ids.ts';
import type { Reader, Trx } from './change.ts';

export interface DropInWindow extends Hours {
	id: string;
}

/** One agency's places in one window, as a coordinator sees them. */
export interface PlaceCount {
	attendanceId: string;
	windowId: string;
	capacity: number;
	taken: number;
}

export async function windowsOfDropIn(db: Reader, dropInId: string): Promise<DropInWindow[]> {
	const rows = await db
		.selectFrom('window')
		.selectAll()
		.where('drop_in_id', '=', dropInId)
		.orderBy('starts_at')
		.execute();
	return rows.map((row) => ({ id: row.id, startsAt: row.starts_at, endsAt: row.ends_at }));
}

export async function placeCounts(db: Reader, dropInId: string): Promise<PlaceCount[]> {
	const rows = await db.selectFrom('place').selectAll().where('drop_in_id', '=', dropInId).execute();
	return rows.map((row) => ({
		attendanceId: row.attendance_id,
		windowId: row.window_id,
		capacity: row.capacity,
		taken: row.taken
	}));
}

/** Makes a drop-in's windows anew; the places of the old ones go with them. */
export async function replaceWindows(
	trx: Trx,
	dropInId: string,
	hours: readonly Hours[],
	now: Instant
): Promise<DropInWindow[]> {
	await trx.deleteFrom('place').where('drop_in_id', '=', dropInId).execute();
	await trx.deleteFrom('window').where('drop_in_id', '=', dropInId).execute();
	const windows = hours.map((one) => ({ id: newId(), ...one }));
	for (const { id, startsAt, endsAt } of windows)
		await trx
			.insertInto('window')
			.values({ id, created_at: now, drop_in_id: dropInId, starts_at: startsAt, ends_at: endsAt })
			.execute();
	return windows;
}

export async function addPlace(trx: Trx, dropInId: string, place: Omit<PlaceCount, 'taken'>): Promise<void> {
	const { attendanceId, windowId, capacity } = place;
	await trx
		.insertInto('place')
		.values({ attendance_id: attendanceId, window_id: windowId, drop_in_id: dropInId, capacity, taken: 0 })
		.onConflict((c) => c.columns(['attendance_id', 'window_id']).doNothing())
		.execute();
}

/** Sets how many places there are. False when more are taken already, or there is no such place. */
export async function setCapacity(
	trx: Trx,
	{ attendanceId, windowId, capacity }: Omit<PlaceCount, 'taken'>
): Promise<boolean> {
	const row = await trx
		.updateTable('place')
		.set({ capacity })
		.where('attendance_id', '=', attendanceId)
		.where('window_id', '=', windowId)
		.where('taken', '<=', capacity)
		.returning('window_id')
		.executeTakeFirst();
	return row !== undefined;
}

/** Takes places away that nobody holds. False when somebody does, or did. */
export async function removePlaces(trx: Trx, attendanceId: string, windowIds: readonly string[]): Promise<boolean> {
	if (windowIds.length === 0) return true;
	const held = await trx
		.selectFrom('place_held')
		.select('booking_id')
		.where('attendance_id', '=', attendanceId)
		.where('window_id', 'in', windowIds)
		.executeTakeFirst();
	if (held) return false;
	await trx.deleteFrom('place').where('attendance_id', '=', attendanceId).where('window_id', 'in', windowIds).execute();
	return true;
}

/** Whether anything refers to the windows of a drop-in, so that they must stay as they are. */
export async function windowsInUse(db: Reader, dropInId: string): Promise<boolean> {
	const held = await db
		.selectFrom('place_held')
		.select('booking_id')
		.where('drop_in_id', '=', dropInId)
		.executeTakeFirst();
	if (held) return true;
	return (
		(await db.selectFrom('visit').select('id').where('drop_in_id', '=', dropInId).executeTakeFirst()) !== undefined
	);
}
