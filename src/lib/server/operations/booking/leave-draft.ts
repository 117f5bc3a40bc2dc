import { done } from '../../../domain/refusal.ts';
import { change, type Database } from '../../db/change.ts';
import { deleteDraft } from '../../db/drafts.ts';

/** Forgets a booking in progress at once: *exit this page* (UX10). */
export async function leaveDraft(db: Database, secret: string): Promise<void> {
	await change(db, async (trx) => {
		await deleteDraft(trx, db.codes, secret);
		return done();
	});
}
