import type { Kiosk } from '../../../domain/actor.ts';
import { addMinutes, type Instant } from '../../../domain/instant.ts';
import { done, type Result } from '../../../domain/refusal.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { hasOpenNote, leaveDoorNote } from '../../db/door-notes.ts';

/** Minutes anybody waits at a tablet for the person they asked for. */
export const WAITS_AT_A_TABLET = 60;

/** Asks the welcomers to come to a tablet (UX K1). Asking again, while nobody has come yet, leaves it at one note. */
export async function askPerson(
	db: Database,
	{ tablet }: { tablet: string },
	actor: Kiosk,
	now: Instant
): Promise<Result> {
	const note = { dropInId: actor.dropInId, kind: 'come_to_kiosk' as const, detail: tablet };
	return changeDropIn(db, actor.dropInId, async (trx) => {
		const waiting = { ...note, since: addMinutes(now, -WAITS_AT_A_TABLET) };
		if (!(await hasOpenNote(trx, waiting))) await leaveDoorNote(trx, { ...note, visitId: null }, now);
		return done();
	});
}
