import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { change, type Database } from '../../db/change.ts';
import { makeLink } from '../../db/links.ts';
import { useClaim } from '../../db/ticket-pages.ts';

/** Makes the kiosk's QR a link of this one phone's own; the QR is dead from then on. Refuses one that is used, with `link_ended`. */
export async function claim(db: Database, token: string, now: Instant): Promise<Result<{ token: string }>> {
	const own = db.codes.token();
	const used = db.codes.lookup('token', token);
	return change(db, async (trx) => {
		const found = await useClaim(trx, used, now);
		if (!found) return refuse('link_ended');
		await makeLink(
			trx,
			db.codes,
			{ token: own, dropInId: found.dropInId, purpose: 'ticket', visitId: found.visitId },
			now
		);
		return done({ token: own });
	});
}
