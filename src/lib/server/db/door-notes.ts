import type { Instant } from '../../domain/instant.ts';
import { newId } from '../ids.ts';
import type { Reader, Trx } from './change.ts';
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

/** What still waits for a welcomer, the newest first. */
export async function openDoorNotes(db: Reader, dropInId: string): Promise<DoorNoteRow[]> {
	return db
		.selectFrom('door_note')
		.selectAll()
		.where('drop_in_id', '=', dropInId)
		.where('done_at', 'is', null)
		.orderBy('created_at', 'desc')
		.orderBy('id')
		.execute();
}

export async function doorNote(db: Reader, dropInId: string, id: string): Promise<DoorNoteRow | null> {
	const row = await db.selectFrom('door_note').selectAll().where('id', '=', id).where('drop_in_id', '=', dropInId).executeTakeFirst();
	return row ?? null;
}

/** Ticks notes off: one by its id, or all of a visit, or those of a visit that are of one kind. */
export async function settleDoorNotes(
	trx: Trx,
	which: { id: string } | { visitId: string; kind?: DoorNoteRow['kind'] },
	by: { staffId: string; now: Instant }
): Promise<void> {
	const open = trx.updateTable('door_note').set({ done_at: by.now, done_by: by.staffId }).where('done_at', 'is', null);
	if ('id' in which) await open.where('id', '=', which.id).execute();
	else if (which.kind) await open.where('visit_id', '=', which.visitId).where('kind', '=', which.kind).execute();
	else await open.where('visit_id', '=', which.visitId).execute();
}
