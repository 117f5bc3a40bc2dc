import type { Instant } from '../../../domain/instant.ts';
import type { TicketNumber } from '../../../domain/ticket.ts';
import type { Database } from '../../db/change.ts';
import { openDoorNotes } from '../../db/door-notes.ts';
import { calledQuietly } from '../../db/fetches.ts';
import type { DoorNoteRow } from '../../db/schema.ts';
import { currentNumber } from '../../db/tickets.ts';

/** Somebody to bring to a table, quietly. */
export interface ToFetch {
	number: TicketNumber;
	table: number;
	calledAt: Instant;
}

/** Something to see to; the number is null when it is about nobody in particular. */
export interface DoorNote {
	id: string;
	kind: DoorNoteRow['kind'];
	number: TicketNumber | null;
	/** The language they read, for who asks for help. */
	language: string | null;
	since: Instant;
}

export interface DoorView {
	fetch: ToFetch[];
	notes: DoorNote[];
}

/**
 * What the welcomers' screen shows by itself, the newest first: whom to fetch, and what to see to.
 * Never a name, a topic, an agency or anybody who hears their call another way (DESIGN 3.4).
 */
export async function doorView(db: Database, dropInId: string): Promise<DoorView> {
	const [called, notes] = await Promise.all([calledQuietly(db.read, dropInId), openDoorNotes(db.read, dropInId)]);
	const fetch = await Promise.all(
		called.map(async ({ visitId, ...rest }) => ({ number: await currentNumber(db.read, visitId), ...rest }))
	);
	return {
		fetch: fetch.filter((one): one is ToFetch => one.number !== null),
		notes: await Promise.all(
			notes.map(async ({ id, kind, visit_id, created_at, language }) => ({
				id,
				kind,
				number: visit_id === null ? null : await currentNumber(db.read, visit_id),
				language: kind === 'help_choosing' ? language : null,
				since: created_at
			}))
		)
	};
}
