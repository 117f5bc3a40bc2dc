import type { Instant } from '../../domain/instant.ts';
import { newId } from '../ids.ts';
import type { Trx } from './change.ts';
import type { DoorNoteRow } from './schema.ts';

interface NewNote {
	dropInId: string;
	kind: DoorNoteRow['kind'];
	visitId: string | null;
	detail?: string;
}

/** Leaves something for the welcomers to see to. */
export async function leaveDoorNote(trx: Trx, note: NewNote, now: Instant): Promise<void> {
	await trx
		.insertInto('door_note')
		.values({
			id: newId(),
			created_at: now,
			drop_in_id: note.dropInId,
			kind: note.kind,
			visit_id: note.visitId,
			detail: note.detail ?? '',
			done_at: null,
			done_by: null
		})
		.execute();
}
