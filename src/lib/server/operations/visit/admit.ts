import type { QueueRules } from '../../../domain/drop-in.ts';
import type { Instant } from '../../../domain/instant.ts';
import { rateFor, startCredit } from '../../../domain/queue.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { drawNumber, type TicketNumber } from '../../../domain/ticket.ts';
import { foldName, type Party, type Priority } from '../../../domain/visit.ts';
import type { Codes } from '../../codes.ts';
import type { Trx } from '../../db/change.ts';
import { makeLink } from '../../db/links.ts';
import { partyColumns } from '../../db/parties.ts';
import { insertStop } from '../../db/stops.ts';
import { givenNumbers, isLeasedTo, issueTicket } from '../../db/tickets.ts';
import { insertVisit } from '../../db/visits.ts';

/** One agency a person is in line for. */
export interface LineWanted {
	attendanceId: string;
	topicIds: string[];
	windowId: string | null;
}

/** What a paired tablet makes itself, so that an answer lost on the way changes nothing; made here for a welcomer. */
export interface ArrivalIds {
	visitId: string;
	/** A number leased to the tablet; null to have one drawn. */
	number: TicketNumber | null;
	/** Token of the QR to follow the ticket on one's own phone; null for none. */
	claim: string | null;
}

export interface Arrival extends ArrivalIds {
	dropInId: string;
	bookingId: string | null;
	deviceId: string | null;
	party: Party;
	priority: Priority;
	arrivedAt: Instant;
	lines: LineWanted[];
}

/** Lets a party in: their visit, a number nobody has had today, and a place in every line they want, all at once. */
export async function admit(
	trx: Trx,
	codes: Codes,
	arrival: Arrival,
	rules: QueueRules,
	now: Instant
): Promise<Result<{ number: TicketNumber }>> {
	const { visitId, dropInId } = arrival;
	const fresh = await insertVisit(trx, {
		id: visitId,
		created_at: now,
		drop_in_id: dropInId,
		state: 'here',
		booking_id: arrival.bookingId,
		split_from: null,
		...partyColumns(codes, arrival.party, arrival.party.name === null ? null : foldName(arrival.party.name)),
		priority: arrival.priority,
		arrived_at: arrival.arrivedAt,
		received_at: now,
		left_at: null,
		left_how: null,
		device_id: arrival.deviceId
	});
	if (!fresh) return refuse('not_allowed');
	const number = await giveNumber(trx, codes, arrival, now);
	if (number === null) return refuse('numbers_used_up');
	if (arrival.claim !== null)
		await makeLink(trx, codes, { token: arrival.claim, dropInId, purpose: 'claim', visitId }, now);
	for (const line of arrival.lines) await joinLine(trx, arrival, line, rules, now);
	return done({ number });
}

/** Puts a visit in line at one more agency, earning from `arrivedAt`. */
export async function joinLine(
	trx: Trx,
	visit: Pick<Arrival, 'visitId' | 'dropInId' | 'arrivedAt' | 'priority'>,
	line: LineWanted,
	rules: QueueRules,
	now: Instant
): Promise<string> {
	const { credit, asOf, rate } = startCredit(visit.arrivedAt, rateFor(visit.priority, rules));
	const stop = {
		drop_in_id: visit.dropInId,
		visit_id: visit.visitId,
		attendance_id: line.attendanceId,
		window_id: line.windowId,
		credit,
		as_of: asOf,
		rate,
		arrived_at: visit.arrivedAt
	};
	return insertStop(trx, stop, line.topicIds, now);
}

async function giveNumber(trx: Trx, codes: Codes, arrival: Arrival, now: Instant): Promise<TicketNumber | null> {
	const { dropInId, visitId, deviceId, number } = arrival;
	if (number !== null && deviceId !== null && (await isLeasedTo(trx, dropInId, number, deviceId)))
		if (await issueTicket(trx, { dropInId, number, visitId }, now)) return number;
	const drawn = drawNumber(await givenNumbers(trx, dropInId), codes.below);
	if (drawn === null) return null;
	await issueTicket(trx, { dropInId, number: drawn, visitId }, now);
	return drawn;
}
