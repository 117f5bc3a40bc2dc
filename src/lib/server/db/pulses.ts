import type { Instant } from '../../domain/instant.ts';
import { type OwnStop, standingOf } from '../../domain/standing.ts';
import type { Reader } from './change.ts';
import { boardIsPaired } from './devices.ts';
import { whoIsToBeTold } from './door-notes.ts';
import { ownStops } from './ticket-pages.ts';

/**
 * What each ticket page of a drop-in turns on of its own: its booking, its number, where it stands and its call, and
 * whether the hall has a screen to watch, and whether a welcomer is to tell them something. Nothing any other visitor does is in it, so nothing they do can move it.
 * Keyed by booking id and by visit id.
 */
export async function ticketPulses(db: Reader, dropInId: string, now: Instant): Promise<Map<string, string>> {
	const [bookings, visits, stops, tickets, hasBoard, toBeTold] = await Promise.all([
		db.selectFrom('booking').select(['id', 'state']).where('drop_in_id', '=', dropInId).execute(),
		db
			.selectFrom('visit')
			.select(['id', 'booking_id', 'state', 'how_to_call'])
			.where('drop_in_id', '=', dropInId)
			.execute(),
		ownStops(db, { dropInId }),
		db
			.selectFrom('ticket')
			.select(['visit_id', 'number'])
			.where('drop_in_id', '=', dropInId)
			.where('lapsed_at', 'is', null)
			.execute(),
		boardIsPaired(db, dropInId),
		whoIsToBeTold(db, dropInId)
	]);
	const pulses = new Map<string, string>(bookings.map(({ id, state }) => [id, state]));
	const stopsOf = new Map<string, OwnStop[]>(visits.map(({ id }) => [id, []]));
	for (const { visitId, ...stop } of stops) stopsOf.get(visitId)?.push(stop);
	const numberOf = new Map(tickets.map((ticket) => [ticket.visit_id, ticket.number]));
	for (const { id, booking_id, state, how_to_call } of visits) {
		const standing = standingOf(stopsOf.get(id) ?? [], now);
		const pulse = JSON.stringify([state, how_to_call, hasBoard, numberOf.get(id), toBeTold.has(id), standing]);
		pulses.set(id, pulse);
		if (booking_id !== null) pulses.set(booking_id, pulse);
	}
	return pulses;
}
