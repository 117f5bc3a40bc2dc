import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Places } from '../../domain/window.ts';
import type { HeldPlace } from './bookings.ts';
import type { Reader, Trx } from './change.ts';

/** The places of a drop-in, window by window and agency by agency, in the windows each agency will be there for. */
export async function placesOf(db: Reader, dropInId: string): Promise<Places[]> {
	const rows = await db
		.selectFrom('place')
		.innerJoin('window', 'window.id', 'place.window_id')
		.innerJoin('attendance', 'attendance.id', 'place.attendance_id')
		.whereRef('attendance.starts_at', '<=', 'window.starts_at')
		.whereRef('attendance.ends_at', '>=', 'window.ends_at')
		.where('attendance.gone_at', 'is', null)
		.select([
			'place.window_id',
			'place.attendance_id',
			'place.capacity',
			'place.taken',
			'window.starts_at',
			'window.ends_at'
		])
		.where('place.drop_in_id', '=', dropInId)
		.orderBy('window.starts_at')
		.execute();
	return rows.map((row) => ({
		windowId: row.window_id,
		attendanceId: row.attendance_id,
		startsAt: row.starts_at,
		endsAt: row.ends_at,
		free: row.capacity - row.taken
	}));
}

/** Takes one place if one is free in a window that has not begun and that the agency is there for. False when there is none. */
export async function takePlace(trx: Trx, dropInId: string, place: HeldPlace, now: Instant): Promise<boolean> {
	const row = await trx
		.updateTable('place')
		.set({ taken: sql<number>`taken + 1` })
		.where('attendance_id', '=', place.attendanceId)
		.where('window_id', '=', place.windowId)
		.where('drop_in_id', '=', dropInId)
		.whereRef('taken', '<', 'capacity')
		.where(({ exists, selectFrom }) =>
			exists(
				selectFrom('window')
					.innerJoin('attendance', 'attendance.drop_in_id', 'window.drop_in_id')
					.select('window.id')
					.whereRef('window.id', '=', 'place.window_id')
					.whereRef('attendance.id', '=', 'place.attendance_id')
					.whereRef('attendance.starts_at', '<=', 'window.starts_at')
					.whereRef('attendance.ends_at', '>=', 'window.ends_at')
					.where('attendance.gone_at', 'is', null)
					.where('window.starts_at', '>', now)
			)
		)
		.returning('taken')
		.executeTakeFirst();
	return row !== undefined;
}

/** Writes down which places a booking holds. */
export async function holdPlaces(
	trx: Trx,
	of: { bookingId: string; dropInId: string },
	places: readonly HeldPlace[]
): Promise<void> {
	const rows = places.map(({ attendanceId, windowId }) => ({
		booking_id: of.bookingId,
		attendance_id: attendanceId,
		window_id: windowId,
		drop_in_id: of.dropInId,
		state: 'booked' as const,
		expires_at: null
	}));
	await trx.insertInto('place_held').values(rows).execute();
}

/** Gives back every place a booking holds. */
export async function freePlaces(trx: Trx, bookingId: string): Promise<void> {
	const held = await trx
		.deleteFrom('place_held')
		.where('booking_id', '=', bookingId)
		.returning(['attendance_id', 'window_id'])
		.execute();
	for (const place of held) {
		await trx
			.updateTable('place')
			.set({ taken: sql<number>`taken - 1` })
			.where('attendance_id', '=', place.attendance_id)
			.where('window_id', '=', place.window_id)
			.execute();
	}
}
