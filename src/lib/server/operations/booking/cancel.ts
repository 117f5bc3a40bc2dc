import type { Resident } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { bookingById, setBookedTopics, updateBooking } from '../../db/bookings.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { freePlaces } from '../../db/places.ts';
import { visitOfBooking } from '../../db/visits.ts';
import { mayManage } from './may-manage.ts';
import { bookingOf, type Managing } from './own-booking.ts';

/**
 * Cancels a booking: its places are free again at once, and what it was for is forgotten. Cancelling twice is cancelling once.
 * Refuses: an ended link, another device without the right second secret, a booking that has checked in.
 */
export async function cancel(db: Database, input: Managing, actor: Resident, now: Instant): Promise<Result> {
	const found = await bookingOf(db.read, db.codes, input.token);
	if (!found.ok) return found;
	const allowed = await mayManage(db, found.booking, actor, input.word, now);
	if (!allowed.ok) return allowed;
	return changeDropIn(db, found.booking.drop_in_id, async (trx) => {
		const booking = await bookingById(trx, found.booking.id);
		if (!booking) return refuse('link_ended');
		if (booking.state === 'cancelled') return done();
		if (await visitOfBooking(trx, booking.id)) return refuse('booking_checked_in');
		await freePlaces(trx, booking.id);
		await setBookedTopics(trx, booking.id, []);
		await updateBooking(trx, booking.id, { state: 'cancelled', cancelled_at: now });
		return done();
	});
}
