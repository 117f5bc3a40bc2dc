import type { Instant } from '../../../domain/instant.ts';
import type { TicketNumber } from '../../../domain/ticket.ts';
import type { Party, Priority } from '../../../domain/visit.ts';
import type { Hours } from '../../../domain/window.ts';
import { windowsOfBooking } from '../../db/booked-windows.ts';
import { bookingById } from '../../db/bookings.ts';
import type { Database } from '../../db/change.ts';
import { linkByToken } from '../../db/links.ts';
import { toParty } from '../../db/parties.ts';
import { currentNumber } from '../../db/tickets.ts';
import { visitById, visitOfBooking } from '../../db/visits.ts';

/** What a welcomer sees of a booking they found: nothing of what it is about or with whom. */
export interface BookingAtDoor {
	party: Party;
	windows: Hours[];
	/** Their visit, once they have checked in. */
	visitId: string | null;
}

/** What a welcomer sees of a ticket they found: no topic, no agency, not even in how many lines it stands. */
export interface TicketAtDoor {
	number: TicketNumber;
	state: 'here' | 'left';
	party: Party;
	priority: Priority;
	arrivedAt: Instant;
}

export async function bookingAtDoor(db: Database, dropInId: string, bookingId: string): Promise<BookingAtDoor | null> {
	const booking = await bookingById(db.read, bookingId);
	if (booking === null || booking.drop_in_id !== dropInId) return null;
	const [windows, visit] = await Promise.all([
		windowsOfBooking(db.read, bookingId),
		visitOfBooking(db.read, bookingId)
	]);
	return { party: toParty(db.codes, booking), windows, visitId: visit?.id ?? null };
}

export async function ticketAtDoor(db: Database, dropInId: string, visitId: string): Promise<TicketAtDoor | null> {
	const visit = await visitById(db.read, visitId);
	if (visit === null || visit.drop_in_id !== dropInId) return null;
	const number = await currentNumber(db.read, visitId);
	if (number === null) return null;
	return {
		number,
		state: visit.state,
		party: toParty(db.codes, visit),
		priority: visit.priority,
		arrivedAt: visit.arrived_at
	};
}

/** Whether a printed code still waits for its one phone. */
export async function isClaimLive(db: Database, claim: string): Promise<boolean> {
	const link = await linkByToken(db.read, db.codes, claim);
	return link !== null && link.ended_at === null;
}
