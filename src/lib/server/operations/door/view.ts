import type { Instant } from '../../../domain/instant.ts';
import type { TicketNumber } from '../../../domain/ticket.ts';
import type { Database } from '../../db/change.ts';
import { LINE_ENDED, openDoorNotes } from '../../db/door-notes.ts';
import { calledQuietly } from '../../db/fetches.ts';
import { fetchersAt } from '../../db/fetching.ts';
import type { DoorNoteRow } from '../../db/schema.ts';
import { ownStops } from '../../db/ticket-pages.ts';
import { currentNumber } from '../../db/tickets.ts';

/** Somebody to bring to a table, quietly. */
export interface ToFetch {
	number: TicketNumber;
	table: number;
	calledAt: Instant;
	/** When this call was made first: what a press on the page is meant for. */
	seen: Instant;
	/** Who is on the way to them, so that no two go. */
	fetcher: { name: string; me: boolean } | null;
}

/** Something to see to; the number is null when it is about nobody in particular. */
export interface DoorNote {
	id: string;
	kind: DoorNoteRow['kind'];
	/** Help to choose because one of their places has ended. Never which. */
	lineEnded: boolean;
	number: TicketNumber | null;
	/** They talk at a table now. Never at which, or with whom. */
	talking: boolean;
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
 * Never a visitor's name, a topic, an agency or anybody who hears their call another way (DESIGN 3.4).
 * @param me the staff id of the welcomer who looks
 */
export async function doorView(db: Database, dropInId: string, me: string): Promise<DoorView> {
	const [called, fetchers, notes, stops] = await Promise.all([
		calledQuietly(db.read, dropInId),
		fetchersAt(db.read, dropInId),
		openDoorNotes(db.read, dropInId),
		ownStops(db.read, { dropInId })
	]);
	const talking = new Set(stops.filter(({ state }) => state === 'serving').map(({ visitId }) => visitId));
	const fetch = await Promise.all(
		called.map(async ({ stopId, visitId, table, calledAt, firstCalledAt: seen }) => {
			const by = fetchers.find((one) => one.stopId === stopId && one.firstCalledAt === seen);
			const fetcher = by ? { name: by.name, me: by.staffId === me } : null;
			return { number: await currentNumber(db.read, visitId), table, calledAt, seen, fetcher };
		})
	);
	return {
		fetch: fetch.filter((one): one is ToFetch => one.number !== null),
		notes: await Promise.all(
			notes.map(async ({ id, kind, detail, visit_id, created_at, language }) => ({
				id,
				kind,
				lineEnded: kind === 'help_choosing' && detail === LINE_ENDED,
				talking: visit_id !== null && talking.has(visit_id),
				number: visit_id === null ? null : await currentNumber(db.read, visit_id),
				language: kind === 'help_choosing' ? language : null,
				since: created_at
			}))
		)
	};
}
