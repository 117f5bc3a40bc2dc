import type { Resident } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { bookingById, deleteBooking } from '../../db/bookings.ts';
import { changeDropIn, type Database, type Trx } from '../../db/change.ts';
import { deleteDraftsOf } from '../../db/drafts.ts';
import { eraseVisit, forgetNames } from '../../db/erasure.ts';
import { linkByToken } from '../../db/links.ts';
import { freePlaces } from '../../db/places.ts';
import type { VisitRow } from '../../db/schema.ts';
import { visitById, visitOfBooking } from '../../db/visits.ts';
import { mayManage } from './may-manage.ts';
import { bookingOfLink, type Managing } from './own-booking.ts';

/** What is left: nothing, or (while the person is here) the place in line. */
export interface Deleted {
	left: 'nothing' | 'place_in_line';
}

/**
 * Deletes somebody's details at once (DESIGN 3.11): contact and name always; before check-in the booking and its links;
 * after the visit every link between the ticket and the agencies. While the visit goes on its places in line stay.
 * Refuses: an ended link, another device without the right second secret.
 */
export async function deleteNow(
	db: Database,
	input: Managing,
	actor: Resident,
	now: Instant
): Promise<Result<Deleted>> {
	const link = await linkByToken(db.read, db.codes, input.token);
	if (link?.purpose !== 'ticket' || link.ended_at !== null) return refuse('link_ended');
	const known = await bookingOfLink(db.read, link);
	if (known) {
		const allowed = await mayManage(db, known, actor, input.word, now);
		if (!allowed.ok) return allowed;
	}
	return changeDropIn(db, link.drop_in_id, async (trx) => {
		const booking = known && (await bookingById(trx, known.id));
		const visit = booking
			? await visitOfBooking(trx, booking.id)
			: link.visit_id && (await visitById(trx, link.visit_id));
		if (booking) await deleteDraftsOf(trx, db.codes, { id: booking.id, dropInId: booking.drop_in_id });
		if (visit) return deleteVisit(trx, visit);
		if (!booking) return refuse('link_ended');
		await deleteBooked(trx, booking.id);
		return done({ left: 'nothing' as const });
	});
}

async function deleteVisit(trx: Trx, visit: VisitRow): Promise<Result<Deleted>> {
	await forgetNames(trx, visit);
	if (visit.state !== 'left') return done({ left: 'place_in_line' });
	await eraseVisit(trx, visit);
	if (visit.booking_id !== null) await deleteBooked(trx, visit.booking_id);
	return done({ left: 'nothing' });
}

async function deleteBooked(trx: Trx, bookingId: string): Promise<void> {
	await freePlaces(trx, bookingId);
	await deleteBooking(trx, bookingId);
}
