import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { readReference, readToken } from '../../../domain/reference.ts';
import type { Codes } from '../../codes.ts';
import { bookingById, bookingByReference } from '../../db/bookings.ts';
import type { Trx } from '../../db/change.ts';
import { dayOfDropIn } from '../../db/drop-ins.ts';
import { linkByToken } from '../../db/links.ts';
import type { BookingRow, DropInRow, LinkRow, VisitRow } from '../../db/schema.ts';
import { hasLostTicket } from '../../db/tickets.ts';
import { visitById, visitOfBooking } from '../../db/visits.ts';

/** Who stands at the door: a booking that may check in, or a visit that is under way. */
export type Arriving = { booking: BookingRow } | { visit: VisitRow };

const field = 'code';

/**
 * Who is behind what was typed or scanned. Once a lost ticket was replaced, only what came with the new one says its
 * number: the reference and the old links stand on the paper somebody may have found.
 */
export async function findArrival(trx: Trx, codes: Codes, code: string, dropIn: DropInRow): Promise<Result<Arriving>> {
	const token = readToken(code);
	if (token !== null) return byLink(trx, await linkByToken(trx, codes, token), dropIn);
	const reference = readReference(code);
	if (reference === null) return refuse('reference_malformed', { field });
	const booking = await bookingByReference(trx, codes.lookup('reference', reference));
	return booking && (await wasLost(trx, { booking_id: booking.id, visit_id: null }))
		? refuse('ticket_lapsed', { field })
		: usableBooking(trx, booking, dropIn);
}

/** The booking, if it can check in here today. */
export async function usableBooking(
	trx: Trx,
	booking: BookingRow | null,
	dropIn: DropInRow
): Promise<Result<{ booking: BookingRow }>> {
	if (booking === null) return refuse('reference_unknown', { field });
	if (booking.drop_in_id !== dropIn.id) {
		return refuse('wrong_day', { field, values: { date: await dayOfDropIn(trx, booking.drop_in_id) } });
	}
	if (booking.state === 'cancelled') return refuse('booking_cancelled', { field });
	return done({ booking });
}

async function byLink(trx: Trx, link: LinkRow | null, dropIn: DropInRow): Promise<Result<Arriving>> {
	if (link === null) return refuse('reference_unknown', { field });
	if (link.ended_at !== null)
		return refuse((await wasLost(trx, link)) ? 'ticket_lapsed' : 'reference_unknown', { field });
	if (link.visit_id !== null) {
		const visit = link.drop_in_id === dropIn.id ? await visitById(trx, link.visit_id) : null;
		return visit ? done({ visit }) : refuse('reference_unknown', { field });
	}
	return usableBooking(trx, link.booking_id === null ? null : await bookingById(trx, link.booking_id), dropIn);
}

async function wasLost(trx: Trx, of: Pick<LinkRow, 'booking_id' | 'visit_id'>): Promise<boolean> {
	const visitId = of.visit_id ?? (of.booking_id && (await visitOfBooking(trx, of.booking_id))?.id);
	return visitId ? hasLostTicket(trx, visitId) : false;
}
