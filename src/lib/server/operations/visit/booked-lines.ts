import type { Instant } from '../../../domain/instant.ts';
import { topicsStillMet } from '../../db/attendances.ts';
import { bookedTopics, heldPlaces } from '../../db/bookings.ts';
import type { Trx } from '../../db/change.ts';
import type { BookingRow } from '../../db/schema.ts';
import type { LineWanted } from './admit.ts';

/**
 * The lines a booking is for. An agency that is still to be here keeps everybody who booked it, whatever has become of
 * the topic since; one that has gone home is `missed`, for a welcomer to see to.
 */
export async function linesOf(
	trx: Trx,
	booking: BookingRow,
	now: Instant
): Promise<{ lines: LineWanted[]; missed: boolean }> {
	const places = await heldPlaces(trx, booking.id);
	const booked = await bookedTopics(trx, booking.id);
	const met = await topicsStillMet(trx, booking.drop_in_id, now);
	const lines = places.flatMap((place) => {
		const topics = met.get(place.attendanceId);
		return topics ? [{ ...place, topicIds: topics.filter((topic) => booked.includes(topic)) }] : [];
	});
	return { lines, missed: lines.length < places.length };
}
