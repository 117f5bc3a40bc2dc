import type { Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { change, type Database } from '../../db/change.ts';
import { doorNote } from '../../db/door-notes.ts';
import { recordLookUp } from '../../db/look-ups.ts';
import { visitById } from '../../db/visits.ts';

/** Opens the ticket of somebody who asked for help. It is a look-up as any other, and is logged. Refuses a note that is done, and of somebody who has left. */
export async function openNote(
	db: Database,
	input: { dropInId: string; noteId: string },
	actor: Welcomer,
	now: Instant
): Promise<Result<{ visitId: string }>> {
	return change(db, async (trx) => {
		const note = await doorNote(trx, input.dropInId, input.noteId);
		if (note === null || note.done_at !== null || note.visit_id === null) return refuse('handle_ended');
		const visit = await visitById(trx, note.visit_id);
		if (visit?.state !== 'here') return refuse('visit_left');
		await recordLookUp(trx, { dropInId: input.dropInId, by: 'note', found: 1 }, actor, now);
		return done({ visitId: note.visit_id });
	});
}
