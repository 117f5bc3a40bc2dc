import { wholeMinutes } from '../../../domain/coming.ts';
import type { Instant } from '../../../domain/instant.ts';
import { type Place, type Reason, reasonFor } from '../../../domain/queue.ts';
import type { TicketNumber } from '../../../domain/ticket.ts';
import type { Party } from '../../../domain/visit.ts';
import type { Database } from '../../db/change.ts';
import { personAt, topicsOfStop } from '../../db/desk-view.ts';
import { isBeingFetched } from '../../db/fetching.ts';
import { toParty } from '../../db/parties.ts';
import { stopRow } from '../../db/stops.ts';
import { currentNumber } from '../../db/tickets.ts';
import { type Company, companyOf } from './company.ts';
import { howCalled } from './how-called.ts';

/** Who is called to a desk or sits there: what helps at the table, and this agency's own business with them only. */
export interface PersonAtDesk {
	number: TicketNumber | null;
	/** Name to use, size, language, needs and how they are called. */
	party: Party;
	/** What they came to this agency for. */
	topics: string[];
	/** Whole minutes from joining this line to the first call. */
	waited: number;
	/** Why they were next, as it stood at the call. */
	reason: Reason | null;
	table: number;
	calls: number;
	/** The first call: what a press on the page is meant for. */
	seen: Instant;
	/** The last call. */
	calledAt: Instant;
	/** A welcomer is on the way to them: never who. */
	fetched: boolean;
	startedAt: Instant | null;
	/** The rep said that this conversation will be a long one. */
	longTalk: boolean;
	/** What they agreed to share between agencies. */
	company: Company;
}

/** The person at a desk, if there is one. `line` is the agency's own. */
export async function describePerson(
	db: Database,
	{ deskId, locale }: { deskId: string; locale: string },
	line: readonly Place[]
): Promise<PersonAtDesk | null> {
	const found = await personAt(db.read, deskId);
	const stop = found && (await stopRow(db.read, found.stopId));
	if (found === null || stop === null) return null;
	const { firstCalledAt: seen, calls, calledAt, startedAt, table, longTalk } = found;
	const place = line.find(({ stopId }) => stopId === found.stopId);
	return {
		number: await currentNumber(db.read, found.visit.id),
		party: { ...toParty(db.codes, found.visit), howToCall: await howCalled(db.read, found.visit) },
		topics: await topicsOfStop(db.read, found.stopId, locale),
		// Whoever a rep joined at a colleague's table was never called, and was not next.
		waited: place && calls > 0 ? wholeMinutes(place.arrivedAt, seen) : 0,
		reason: place && calls > 0 ? reasonFor(place, seen) : null,
		table,
		calls,
		seen,
		calledAt,
		fetched: startedAt === null && (await isBeingFetched(db.read, { stopId: found.stopId, firstCalledAt: seen })),
		startedAt,
		longTalk,
		company: await companyOf(db, stop)
	};
}
