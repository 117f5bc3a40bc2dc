import type { Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result } from '../../../domain/refusal.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { doorNote, LINE_ENDED, settleDoorNotes } from '../../db/door-notes.ts';
import { endVisitIfDone, visitById } from '../../db/visits.ts';
import { writePriority } from '../visit/set-priority.ts';

export interface SettleNote {
	dropInId: string;
	noteId: string;
	/** For somebody who says they cannot wait long: whether they are to be seen sooner. */
	sooner: boolean | null;
}

/** Ticks a note off, and answers it where it asks something. A note that another welcomer has seen to already is done. */
export async function settleNote(db: Database, input: SettleNote, actor: Welcomer, now: Instant): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const note = await doorNote(trx, dropIn.id, input.noteId);
		if (note === null || note.done_at !== null) return done();
		const visit = note.visit_id === null ? null : await visitById(trx, note.visit_id);
		if (note.kind === 'priority_asked' && input.sooner !== null && visit?.state === 'here') {
			await writePriority(trx, visit, dropIn, input.sooner, now);
		}
		await settleDoorNotes(trx, { id: note.id }, { staffId: actor.staffId, now });
		// Whoever has heard that a place ended, and waits for nothing else, goes home.
		if (note.detail === LINE_ENDED && visit !== null) await endVisitIfDone(trx, visit.id, now);
		return done();
	});
}
