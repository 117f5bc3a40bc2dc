import { done, type Result, refuse } from '../../../domain/refusal.ts';
import type { Codes } from '../../codes.ts';
import { bookingById } from '../../db/bookings.ts';
import type { Reader } from '../../db/change.ts';
import { linkByToken } from '../../db/links.ts';
import type { BookingRow, LinkRow } from '../../db/schema.ts';
import { visitById } from '../../db/visits.ts';

/** What a ticket page's visitor may try: the link, and the second secret where it is needed. */
export interface Managing {
	token: string;
	word: string | null;
}

/** The booking a ticket is of, by its own link or by one a phone got at the tablet after check-in. Null for a walk-in's. */
export async function bookingOfLink(db: Reader, link: LinkRow): Promise<BookingRow | null> {
	const visit = link.booking_id === null && link.visit_id !== null ? await visitById(db, link.visit_id) : null;
	const bookingId = link.booking_id ?? visit?.booking_id ?? null;
	return bookingId === null ? null : bookingById(db, bookingId);
}

/** The booking behind a ticket's link. Refuses with `link_ended` whatever the cause: no cause is told apart. */
export async function bookingOf(db: Reader, codes: Codes, token: string): Promise<Result<{ booking: BookingRow }>> {
	const link = await linkByToken(db, codes, token);
	if (link?.purpose !== 'ticket' || link.ended_at !== null || link.booking_id === null) return refuse('link_ended');
	const booking = await bookingById(db, link.booking_id);
	return booking ? done({ booking }) : refuse('link_ended');
}
