import type { Instant } from '../../../domain/instant.ts';
import { type Standing, standingOf } from '../../../domain/standing.ts';
import type { TicketNumber } from '../../../domain/ticket.ts';
import type { HowToCall } from '../../../domain/visit.ts';
import { windowsOfBooking } from '../../db/booked-windows.ts';
import { bookingById } from '../../db/bookings.ts';
import type { Database } from '../../db/change.ts';
import { isToBeTold } from '../../db/door-notes.ts';
import { type DropIn, dropInById, type Hub } from '../../db/drop-ins.ts';
import { linkByToken } from '../../db/links.ts';
import type { BookingRow, LinkRow, VisitRow } from '../../db/schema.ts';
import { ownStops } from '../../db/ticket-pages.ts';
import { currentNumber } from '../../db/tickets.ts';
import { visitById, visitOfBooking } from '../../db/visits.ts';
import { howTold } from '../desk/how-called.ts';

/** Where and until when: the same for everybody at the drop-in. */
interface Occasion {
	slug: string;
	hub: Pick<Hub, 'name' | 'street' | 'town' | 'postcode' | 'zone'>;
	date: string;
	startsAt: Instant;
	endsAt: Instant;
	/** The day everything about the visit is deleted, YYYY-MM-DD. */
	deleteOn: string;
	/** When that was done. */
	purgedAt: Instant | null;
}

/** What a ticket page shows: one visit's own facts, never an agency, a topic or how many lines it stands in (DESIGN 3.12). */
export type TicketView =
	/** Unknown, used up, lapsed or deleted: all alike. */
	| { state: 'ended' }
	/** The kiosk's QR: good for one phone. */
	| { state: 'claim' }
	| {
			state: 'booked';
			occasion: Occasion;
			reference: string;
			window: { startsAt: Instant; endsAt: Instant };
			/** This link came of changing a booking, not of making one. */
			changed: boolean;
	  }
	| { state: 'cancelled' | 'called_off' | 'past'; occasion: Occasion }
	| ({
			state: 'here';
			occasion: Occasion;
			number: TicketNumber;
			howToCall: HowToCall;
			/** One of their places has ended: a welcomer tells them more. */
			seeWelcomer: boolean;
	  } & Standing)
	| { state: 'over'; occasion: Occasion }
	/** They went before they had been seen by everybody they waited for. */
	| { state: 'walked_out'; occasion: Occasion }
	/** The drop-in closed before they had been seen by everybody they waited for. */
	| { state: 'closed'; occasion: Occasion };

/** What `token` opens at `now`. Nobody else's visit has any part in it, so its live stream tells nothing of theirs. */
export async function ticketView(db: Database, token: string, now: Instant): Promise<TicketView> {
	const link = await linkByToken(db.read, db.codes, token.toUpperCase());
	if (link === null || link.ended_at !== null) return { state: 'ended' };
	if (link.purpose === 'claim') return { state: 'claim' };
	const dropIn = await dropInById(db.read, link.drop_in_id, 'en');
	if (!dropIn) return { state: 'ended' };
	if (link.visit_id !== null) return visitView(db, await visitById(db.read, link.visit_id), dropIn, now);
	const booking = link.booking_id === null ? null : await bookingById(db.read, link.booking_id);
	if (!booking) return { state: 'ended' };
	const visit = await visitOfBooking(db.read, booking.id);
	return visit ? visitView(db, visit, dropIn, now) : bookingView(db, { booking, link }, dropIn, now);
}

async function bookingView(
	db: Database,
	{ booking, link }: { booking: BookingRow; link: LinkRow },
	dropIn: DropIn,
	now: Instant
): Promise<TicketView> {
	const occasion = occasionOf(dropIn);
	if (booking.state === 'cancelled') return { state: 'cancelled', occasion };
	if (dropIn.state === 'cancelled') return { state: 'called_off', occasion };
	const [window] = await windowsOfBooking(db.read, booking.id);
	if (!window || dropIn.state === 'closed' || dropIn.endsAt <= now) return { state: 'past', occasion };
	const reference = db.codes.unseal('reference', booking.reference_sealed);
	// A booking and its first link are made at one moment.
	return { state: 'booked', occasion, reference, window, changed: link.created_at > booking.created_at };
}

const gone = { closed: 'closed', walkout: 'walked_out', finished: 'over' } as const;

async function visitView(db: Database, visit: VisitRow | null, dropIn: DropIn, now: Instant): Promise<TicketView> {
	const occasion = occasionOf(dropIn);
	if (!visit) return { state: 'ended' };
	if (visit.state === 'left') return { state: gone[visit.left_how ?? 'finished'], occasion };
	const number = await currentNumber(db.read, visit.id);
	if (number === null) return { state: 'ended' };
	const howToCall = await howTold(db.read, visit.drop_in_id, visit.how_to_call);
	const stops = await ownStops(db.read, { visitId: visit.id });
	const seeWelcomer = await isToBeTold(db.read, visit.id);
	return { state: 'here', occasion, number, howToCall, seeWelcomer, ...standingOf(stops, now) };
}

function occasionOf({ slug, date, startsAt, endsAt, deleteOn, purgedAt, hub }: DropIn): Occasion {
	const { name, street, town, postcode, zone } = hub;
	return { slug, date, startsAt, endsAt, deleteOn, purgedAt, hub: { name, street, town, postcode, zone } };
}
