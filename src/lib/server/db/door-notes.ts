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

/** Detail of a note to help somebody choose: one of the places they had in line has ended. Never which. */
export const LINE_ENDED = 'line_ended';

/** Whether a welcomer has yet to tell a visit that one of its places has ended. */
export async function isToBeTold(db: Reader, visitId: string): Promise<boolean> {
	const row = await db
		.selectFrom('door_note')
		.select('id')
		.where('visit_id', '=', visitId)
		.where('kind', '=', 'help_choosing')
		.where('detail', '=', LINE_ENDED)
		.where('done_at', 'is', null)
		.executeTakeFirst();
	return row !== undefined;
}

/** The visits of a drop-in that a welcomer has yet to tell so. */
export async function whoIsToBeTold(db: Reader, dropInId: string): Promise<Set<string | null>> {
	const rows = await db
		.selectFrom('door_note')
		.select('visit_id')
		.where('drop_in_id', '=', dropInId)
		.where('kind', '=', 'help_choosing')
		.where('detail', '=', LINE_ENDED)
		.where('done_at', 'is', null)
		.execute();
	return new Set(rows.map((row) => row.visit_id));
}

/** Sends a welcomer to somebody whose place in line has ended, once however many have. */
export async function leaveLineEnded(trx: Trx, of: { dropInId: string; visitId: string }, now: Instant): Promise<void> {
	if (await isToBeTold(trx, of.visitId)) return;
	await leaveDoorNote(trx, { ...of, kind: 'help_choosing', detail: LINE_ENDED }, now);
}

/** What still waits for a welcomer, the newest first; nothing about somebody who has left. */
export async function openDoorNotes(
	db: Reader,
	dropInId: string
): Promise<(DoorNoteRow & { language: string | null })[]> {
	return db
		.selectFrom('door_note')
		.leftJoin('visit', 'visit.id', 'door_note.visit_id')
		.selectAll('door_note')
		.select('visit.language')
		.where('door_note.drop_in_id', '=', dropInId)
		.where('door_note.done_at', 'is', null)
		.where((eb) => eb.or([eb('door_note.visit_id', 'is', null), eb('visit.state', '=', 'here')]))
		.orderBy('door_note.created_at', 'desc')
		.orderBy('door_note.id')
		.execute();
}

/** Who asked for a person after `after`, at a tablet of a drop-in that is neither open nor closing, the newest first. */
export async function askedWhileShut(
	db: Reader,
	after: Instant
): Promise<{ id: string; dropInId: string; since: Instant; hub: string; zone: string }[]> {
	return db
		.selectFrom('door_note')
		.innerJoin('drop_in', 'drop_in.id', 'door_note.drop_in_id')
		.innerJoin('hub', 'hub.id', 'drop_in.hub_id')
		.select([
			'door_note.id',
			'door_note.drop_in_id as dropInId',
			'door_note.created_at as since',
			'hub.name as hub',
			'hub.zone'
		])
		.where('door_note.kind', '=', 'come_to_kiosk')
		.where('door_note.done_at', 'is', null)
		.where('door_note.created_at', '>', after)
		.where('drop_in.state', 'not in', ['open', 'closing'])
		.orderBy('door_note.created_at', 'desc')
		.orderBy('door_note.id')
		.execute();
}

export async function doorNote(db: Reader, dropInId: string, id: string): Promise<DoorNoteRow | null> {
	const row = await db
		.selectFrom('door_note')
		.selectAll()
		.where('id', '=', id)
		.where('drop_in_id', '=', dropInId)
		.executeTakeFirst();
	return row ?? null;
}

/** Ticks notes off: one by its id, or all of a visit, or those of a visit that are of one kind. */
export async function settleDoorNotes(
	trx: Trx,
	which: { id: string } | { visitId: string; kind?: DoorNoteRow['kind'] },
	by: { staffId: string | null; now: Instant }
): Promise<void> {
	const open = trx.updateTable('door_note').set({ done_at: by.now, done_by: by.staffId }).where('done_at', 'is', null);
	if ('id' in which) await open.where('id', '=', which.id).execute();
	else if (which.kind) await open.where('visit_id', '=', which.visitId).where('kind', '=', which.kind).execute();
	else await open.where('visit_id', '=', which.visitId).execute();
}

/** Whether the welcomers have such a note before them already, left after `since` and not yet seen to. */
export async function hasOpenNote(
	db: Reader,
	note: { dropInId: string; kind: DoorNoteRow['kind']; detail: string; since: Instant }
): Promise<boolean> {
	const row = await db
		.selectFrom('door_note')
		.select('id')
		.where('drop_in_id', '=', note.dropInId)
		.where('kind', '=', note.kind)
		.where('detail', '=', note.detail)
		.where('created_at', '>', note.since)
		.where('done_at', 'is', null)
		.executeTakeFirst();
	return row !== undefined;
}
