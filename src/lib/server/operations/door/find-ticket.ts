import type { Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { asciiDigits } from '../../../domain/reference.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import type { Database } from '../../db/change.ts';
import { ticketOf } from '../../db/tickets.ts';
import { visitById } from '../../db/visits.ts';
import { lookUp } from './look-up.ts';

const field = 'number';

/**
 * Finds a visit by its ticket's exact number. The look-up is logged and throttled.
 * Refuses what is no number, one that nobody has, and one that another has replaced.
 */
export async function findTicket(
	db: Database,
	input: { dropInId: string; typed: string },
	actor: Welcomer,
	now: Instant
): Promise<Result<{ visitId: string }>> {
	const number = asciiDigits(input.typed.normalize('NFKC')).replace(/[\s#.-]/g, '');
	if (!/^\d{3}$/.test(number)) return refuse('number_invalid', { field });
	let lapsed = false;
	const looked = await lookUp(db, input, actor, now, async (trx) => {
		const ticket = await ticketOf(trx, input.dropInId, number);
		lapsed = ticket?.lapsed ?? false;
		const visit = ticket === null || lapsed ? null : await visitById(trx, ticket.visitId);
		return { by: 'number', bookings: [], visits: visit === null ? [] : [visit] };
	});
	if (!looked.ok) return looked;
	const [visit] = looked.visits;
	return visit ? done({ visitId: visit.id }) : refuse(lapsed ? 'ticket_lapsed' : 'ticket_unknown', { field });
}
