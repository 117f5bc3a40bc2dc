import type { Reader, Trx } from './change.ts';
import type { BookingRow } from './schema.ts';

export async function bookingById(db: Reader, id: string): Promise<BookingRow | null> {
	return (await db.selectFrom('booking').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function bookingByReference(db: Reader, referenceLookup: string): Promise<BookingRow | null> {
	return (
		(await db.selectFrom('booking').selectAll().where('reference_lookup', '=', referenceLookup).executeTakeFirst()) ??
		null
	);
}

/** Bookings at a drop-in under exactly this full name. */
export async function bookingsByName(db: Reader, dropInId: string, nameLookup: string): Promise<BookingRow[]> {
	return db
		.selectFrom('booking')
		.selectAll()
		.where('drop_in_id', '=', dropInId)
		.where('name_lookup', '=', nameLookup)
		.execute();
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

/** Adds a booking. False when another has its reference already. */
export async function insertBooking(trx: Trx, booking: BookingRow): Promise<boolean> {
	const row = await trx
		.insertInto('booking')
		.values(booking)
		.onConflict((conflict) => conflict.column('reference_lookup').doNothing())
		.returning('id')
		.executeTakeFirst();
	return row !== undefined;
}

export async function updateBooking(trx: Trx, id: string, next: Partial<BookingRow>): Promise<void> {
	await trx.updateTable('booking').set(next).where('id', '=', id).execute();
}

/** Deletes a booking that has not checked in, with its places held, topics and links. */
export async function deleteBooking(trx: Trx, id: string): Promise<void> {
	await trx.deleteFrom('booking').where('id', '=', id).execute();
}

export async function setBookedTopics(trx: Trx, bookingId: string, topicIds: readonly string[]): Promise<void> {
	await trx.deleteFrom('booking_topic').where('booking_id', '=', bookingId).execute();
	const rows = topicIds.map((topicId) => ({ booking_id: bookingId, topic_id: topicId }));
	if (rows.length > 0) await trx.insertInto('booking_topic').values(rows).execute();
}

/** How many live bookings a device holds at a drop-in. */
export async function countBookingsOfDevice(db: Reader, dropInId: string, deviceLookup: string): Promise<number> {
	const rows = await db
		.selectFrom('booking')
		.select('id')
		.where('drop_in_id', '=', dropInId)
		.where('device_lookup', '=', deviceLookup)
		.where('state', '=', 'booked')
		.execute();
	return rows.length;
}
