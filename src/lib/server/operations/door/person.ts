import { isAtATable } from '../../../domain/stop.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { TicketNumber } from '../../../domain/ticket.ts';
import { type HowToCall, nameless, type NamelessParty, type Priority } from '../../../domain/visit.ts';
import type { Hours } from '../../../domain/window.ts';
import { windowsOfBooking } from '../../db/booked-windows.ts';
import { bookingById } from '../../db/bookings.ts';
import type { Database } from '../../db/change.ts';
import { isToBeTold } from '../../db/door-notes.ts';
import { linkByToken } from '../../db/links.ts';
import { missedStops } from '../../db/missed-stops.ts';
import { toParty } from '../../db/parties.ts';
import type { VisitRow } from '../../db/schema.ts';
import { ownStops } from '../../db/ticket-pages.ts';
import { currentNumber } from '../../db/tickets.ts';
import { visitById, visitOfBooking } from '../../db/visits.ts';
import { howCalled, howTold } from '../desk/how-called.ts';

/**
 * Wanted at a table now, by the screen or to be fetched; called on a phone of their own, which says the table to them
 * alone; or sitting at one. Of the last two no welcomer is told the table.
 */
export type CallAtDoor = { table: number; fetch: boolean } | 'on_their_phone' | 'at_a_table';

/** What a welcomer sees of a booking they found: no name, and nothing of what it is about or with whom. */
export interface BookingAtDoor {
	party: NamelessParty;
	windows: Hours[];
	/** Their visit, once they have checked in. */
	visitId: string | null;
}

/** What a welcomer sees of a ticket they found: no name, no topic, no agency, not even in how many lines it stands. */
export interface TicketAtDoor {
	number: TicketNumber;
	state: 'here' | 'left';
	call: CallAtDoor | null;
	/** What they are told while they wait: their wish, or that somebody comes where no screen is. */
	howToCall: HowToCall;
	/** They were called and did not come, and can be put back in line. */
	missed: boolean;
	party: NamelessParty;
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
	return { party: nameless(toParty(db.codes, booking)), windows, visitId: visit?.id ?? null };
}

export async function ticketAtDoor(db: Database, dropInId: string, visitId: string): Promise<TicketAtDoor | null> {
	const visit = await visitById(db.read, visitId);
	if (visit === null || visit.drop_in_id !== dropInId) return null;
	const number = await currentNumber(db.read, visitId);
	if (number === null) return null;
	return {
		number,
		state: visit.state,
		call: visit.state === 'here' ? await callOf(db, visit) : null,
		howToCall: await howTold(db.read, dropInId, visit.how_to_call),
		missed: visit.state === 'here' && (await missedStops(db.read, visitId)).length > 0,
		party: nameless(toParty(db.codes, visit)),
		priority: visit.priority,
		arrivedAt: visit.arrived_at
	};
}

async function callOf(db: Database, visit: VisitRow): Promise<CallAtDoor | null> {
	const at = (await ownStops(db.read, { visitId: visit.id })).find((stop) => isAtATable(stop.state));
	if (at === undefined || at.table === null) return null;
	if (at.state === 'serving') return 'at_a_table';
	const how = await howCalled(db.read, visit);
	return how === 'phone' ? 'on_their_phone' : { table: at.table, fetch: how === 'fetch' };
}

/** Whom a page is about, at its head: never which place ended, nor at which table they talk. */
export interface WhoAtDoor {
	number: TicketNumber;
	/** One of their places in line has ended, and nobody has told them yet. */
	lineEnded: boolean;
	talking: boolean;
}

/** Whom a welcomer has before them; null when they hold no number. */
export async function whoAtDoor(db: Database, visitId: string): Promise<WhoAtDoor | null> {
	const [number, lineEnded, stops] = await Promise.all([
		currentNumber(db.read, visitId),
		isToBeTold(db.read, visitId),
		ownStops(db.read, { visitId })
	]);
	if (number === null) return null;
	return { number, lineEnded, talking: stops.some(({ state }) => state === 'serving') };
}

/** Whether a printed code still waits for its one phone. */
export async function isClaimLive(db: Database, claim: string): Promise<boolean> {
	const link = await linkByToken(db.read, db.codes, claim);
	return link !== null && link.ended_at === null;
}
