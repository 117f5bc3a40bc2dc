import type { Instant } from '../../domain/instant.ts';
import type { Reader } from './change.ts';

/** The arrival times of a booking, the earliest first; more than one when its agencies are booked at different times. */
export async function windowsOfBooking(
	db: Reader,
	bookingId: string
): Promise<{ startsAt: Instant; endsAt: Instant }[]> {
	const rows = await db
		.selectFrom('place_held')
		.innerJoin('window', 'window.id', 'place_held.window_id')
		.select(['window.starts_at', 'window.ends_at'])
		.distinct()
		.where('place_held.booking_id', '=', bookingId)
		.where('place_held.state', '=', 'booked')
		.orderBy('window.starts_at')
		.execute();
	return rows.map((row) => ({ startsAt: row.starts_at, endsAt: row.ends_at }));
}
