import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result } from '../../../domain/refusal.ts';
import { readLine } from '../../../domain/words.ts';
import { writeDown } from '../../db/audit.ts';
import { change, type Database } from '../../db/change.ts';
import { type Contact, contactsOf } from '../../db/contacts.ts';

/**
 * Shows a coordinator how to tell people who booked that plans changed: those who said it is safe, and only how to reach them.
 * It needs a reason and is written down (DESIGN 3.4).
 */
export async function revealContacts(
	db: Database,
	input: { dropInId: string; reason: string },
	actor: Coordinator,
	now: Instant
): Promise<Result<{ contacts: Contact[] }>> {
	const reason = readLine(input.reason, { field: 'reason', longest: 200 });
	if (!reason.ok) return reason;
	return change(db, async (trx) => {
		await writeDown(trx, { action: 'contacts_revealed', detail: reason.text, dropInId: input.dropInId }, actor, now);
		return done({ contacts: await contactsOf(trx, db.codes, input.dropInId) });
	});
}
