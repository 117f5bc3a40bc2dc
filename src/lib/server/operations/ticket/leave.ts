import type { Resident } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { Result } from '../../../domain/refusal.ts';
import type { Database } from '../../db/change.ts';
import { linkByToken } from '../../db/links.ts';
import { mayManage } from '../booking/may-manage.ts';
import { bookingOfLink } from '../booking/own-booking.ts';
import { leaveVisit } from '../visit/leave.ts';
import { type ByTicket, byTicket } from './by-ticket.ts';

/**
 * Leaves by oneself. As with cancelling, a booking's link alone is not enough: it takes the phone that booked, or the
 * change code; a walk-in's ticket is its phone's own (DESIGN 3.12). Refuses as `byTicket`, `mayManage` and `leaveVisit` do.
 */
export async function leave(
	db: Database,
	input: ByTicket & { word: string | null },
	actor: Resident,
	now: Instant
): Promise<Result> {
	const link = await linkByToken(db.read, db.codes, input.token);
	const booking = link?.purpose === 'ticket' && link.ended_at === null ? await bookingOfLink(db.read, link) : null;
	if (booking) {
		const allowed = await mayManage(db, booking, actor, input.word, now);
		if (!allowed.ok) return allowed;
	}
	return byTicket(db, { ...input, kind: 'ticket-leave' }, actor, now, (trx, visit, rules) =>
		leaveVisit(trx, visit, actor, rules, now)
	);
}
