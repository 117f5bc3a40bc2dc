import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { endLink, linkByToken, makeLink } from '../../db/links.ts';
import { visitById } from '../../db/visits.ts';

export interface Claim {
	/** Of the QR the kiosk showed. */
	token: string;
	/** What is to open the ticket from now on. This phone holds it, so that a double tap lands on the same ticket. */
	ticket: string;
}

/**
 * Turns the kiosk's QR into a ticket link for one phone; the QR is dead from then on (DESIGN 3.12).
 * Refuses a QR that is unknown, used by another phone, or of a visit that is over.
 */
export async function claim(db: Database, { token, ticket }: Claim, now: Instant): Promise<Result<{ ticket: string }>> {
	const link = await linkByToken(db.read, db.codes, token);
	if (link?.purpose !== 'claim' || link.visit_id === null) return refuse('link_ended');
	const { visit_id: visitId, drop_in_id: dropInId } = link;
	return changeDropIn(db, dropInId, async (trx) => {
		const held = await linkByToken(trx, db.codes, ticket);
		if (held) {
			return held.visit_id === visitId && held.ended_at === null ? done({ ticket }) : refuse('link_ended');
		}
		const visit = await visitById(trx, visitId);
		if (visit?.state !== 'here' || !(await endLink(trx, db.codes, token, now))) return refuse('link_ended');
		await makeLink(trx, db.codes, { token: ticket, dropInId, purpose: 'ticket', visitId }, now);
		return done({ ticket });
	});
}

/** Whether a QR still waits for its one phone. */
export async function isClaimable(db: Database, token: string): Promise<boolean> {
	const link = await linkByToken(db.read, db.codes, token);
	if (link?.purpose !== 'claim' || link.ended_at !== null || link.visit_id === null) return false;
	return (await visitById(db.read, link.visit_id))?.state === 'here';
}

/** Whether `ticket` is what this phone got for the QR `token`. */
export async function isClaimedBy(db: Database, { token, ticket }: Claim): Promise<boolean> {
	const [link, held] = [await linkByToken(db.read, db.codes, token), await linkByToken(db.read, db.codes, ticket)];
	return link?.purpose === 'claim' && held?.purpose === 'ticket' && held.visit_id === link.visit_id;
}
