import type { Kiosk } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result } from '../../../domain/refusal.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { hasOpenNote, leaveDoorNote } from '../../db/door-notes.ts';

/** Asks the welcomers to come to a tablet (UX K1). Asking again, while nobody has come yet, leaves it at one note. */
export async function askPerson(
	db: Database,
	{ tablet }: { tablet: string },
	actor: Kiosk,
	now: Instant
): Promise<Result> {
	const note = { dropInId: actor.dropInId, kind: 'come_to_kiosk' as const, detail: tablet };
	return changeDropIn(db, actor.dropInId, async (trx) => {
		if (!(await hasOpenNote(trx, note))) await leaveDoorNote(trx, { ...note, visitId: null }, now);
		return done();
	});
}
