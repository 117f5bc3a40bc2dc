import type { Reader } from './change.ts';
import type { BookingRow } from './schema.ts';

export async function bookingById(db: Reader, id: string): Promise<BookingRow | null> {
	return (await db.selectFrom('booking').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function bookingByReference(db: Reader, referenceLookup: string): Promise<BookingRow | null> {
	return (await db.selectFrom('booking').selectAll().where('reference_lookup', '=', referenceLookup).executeTakeFirst()) ?? null;
}

/** Bookings at a drop-in under exactly this full name. */
export async function bookingsByName(db: Reader, dropInId: string, nameLookup: string): Promise<BookingRow[]> {
	return db.selectFrom('booking').selectAll().where('drop_in_id', '=', dropInId).where('name_lookup', '=', nameLookup).execute();
}

export interface HeldPlace {
	attendanceId: string;
	windowId: string;
}

export async function heldPlaces(db: Reader, bookingId: string): Promise<HeldPlace[]> {
	const rows = await db
		.selectFrom('place_held')
		.select(['attendance_id', 'window_id'])
		.where('booking_id', '=', bookingId)
		.where('state', '=', 'booked')
		.execute();
	return rows.map((row) => ({ attendanceId: row.attendance_id, windowId: row.window_id }));
}

export async function bookedTopics(db: Reader, bookingId: string): Promise<string[]> {
	const rows = await db.selectFrom('booking_topic').select('topic_id').where('booking_id', '=', bookingId).execute();
	return rows.map((row) => row.topic_id);
}
