import { addMinutes, type Instant } from '../../../domain/instant.ts';
import { done } from '../../../domain/refusal.ts';
import { change, type Database } from '../../db/change.ts';
import { addInvitation } from '../../db/invitations.ts';
import { hasCoordinator } from '../../db/staff.ts';

/** The link printed at the first start is good for a day, in minutes; a new start prints a new one. */
const GOOD_FOR = 24 * 60;

/** The token of a link that makes the first coordinator, or null when there is one. Links of earlier starts end. */
export async function inviteFirstCoordinator(db: Database, now: Instant): Promise<string | null> {
	if (await hasCoordinator(db.read)) return null;
	const token = db.codes.token();
	const lookup = db.codes.lookup('invitation', token);
	await change(db, async (trx) => {
		await addInvitation(trx, { lookup, staffId: null, expiresAt: addMinutes(now, GOOD_FOR) }, now);
		return done();
	});
	return token;
}
