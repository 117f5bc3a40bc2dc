import type { Reader } from './change.ts';
import { boardIsPaired } from './devices.ts';

/**
 * What each ticket page of a drop-in turns on: its own booking, number and call, and whether the hall has a screen to
 * watch. Nothing any other visitor does is in it, so nothing they do can move it. Keyed by booking id and by visit id.
 */
export async function ticketPulses(db: Reader, dropInId: string): Promise<Map<string, string>> {
	const [bookings, visits, calls, tickets, hasBoard] = await Promise.all([
		db.selectFrom('booking').select(['id', 'state']).where('drop_in_id', '=', dropInId).execute(),
		db
			.selectFrom('visit')
			.select(['id', 'booking_id', 'state', 'how_to_call'])
			.where('drop_in_id', '=', dropInId)
			.execute(),
		db
			.selectFrom('stop')
			.innerJoin('table', 'table.id', 'stop.table_id')
			.select(['stop.visit_id', 'stop.state', 'stop.calls', 'table.number'])
			.where('stop.drop_in_id', '=', dropInId)
			.where('stop.state', 'in', ['called', 'serving'])
			.execute(),
		db
			.selectFrom('ticket')
			.select(['visit_id', 'number'])
			.where('drop_in_id', '=', dropInId)
			.where('lapsed_at', 'is', null)
			.execute(),
		boardIsPaired(db, dropInId)
	]);
	const pulses = new Map<string, string>(bookings.map(({ id, state }) => [id, state]));
	// Of somebody who sits, only where: who sits down beside them, or gets up first, moves nothing.
	const callOf = new Map(
		calls.map((call) => [call.visit_id, `${call.state} ${call.state === 'called' ? call.calls : ''} ${call.number}`])
	);
	const numberOf = new Map(tickets.map((ticket) => [ticket.visit_id, ticket.number]));
	for (const { id, booking_id, state, how_to_call } of visits) {
		const pulse = [state, how_to_call, hasBoard, numberOf.get(id) ?? '', callOf.get(id) ?? ''].join(' ');
		pulses.set(id, pulse);
		if (booking_id !== null) pulses.set(booking_id, pulse);
	}
	return pulses;
}
