import type { Resident } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { showReference } from '../../../domain/reference.ts';
import type { Database } from '../../db/change.ts';
import { draftBySecret } from '../../db/drafts.ts';
import { linkByToken } from '../../db/links.ts';
import { isOwnDevice } from '../booking/may-manage.ts';
import { bookingOfLink } from '../booking/own-booking.ts';

export interface Own {
	/** Whether this browser may cancel and delete without the change code. A walk-in's ticket has no code: its phone is its own. */
	own: boolean;
	/** The change code, shown on the phone that booked, for the half an hour after it did. */
	code: string | null;
}

/**
 * What this browser may do with a ticket.
 * @param held the secret of the booking this browser has just made, if any
 */
export async function ownTicket(
	db: Database,
	token: string,
	held: string | null,
	actor: Resident,
	now: Instant
): Promise<Own> {
	const link = await linkByToken(db.read, db.codes, token);
	if (!link) return { own: false, code: null };
	const booking = await bookingOfLink(db.read, link);
	if (!booking) return { own: link.booking_id === null, code: null };
	if (!isOwnDevice(booking, actor)) return { own: false, code: null };
	const fresh = held === token && (await draftBySecret(db.read, db.codes, held, now)) !== null;
	return { own: true, code: fresh ? showReference(db.codes.unseal('secret', booking.secret_sealed)) : null };
}
