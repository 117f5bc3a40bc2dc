import type { Welcomer } from '../../../domain/actor.ts';
import type { QueueRules } from '../../../domain/drop-in.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result } from '../../../domain/refusal.ts';
import { isLive } from '../../../domain/stop.ts';
import { drawNumber, type TicketNumber } from '../../../domain/ticket.ts';
import { type HowToCall, joinNeeds } from '../../../domain/visit.ts';
import { isWithin } from '../../../domain/words.ts';
import { changeDropIn, type Database, type Trx } from '../../db/change.ts';
import { applyOnce, keepAnswer } from '../../db/commands.ts';
import { leaveDoorNote } from '../../db/door-notes.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import { makeLink } from '../../db/links.ts';
import type { VisitRow } from '../../db/schema.ts';
import { insertStop } from '../../db/stops.ts';
import { stopsOfVisit } from '../../db/stops-of-visit.ts';
import { givenNumbers, issueTicket } from '../../db/tickets.ts';
import { insertVisit, updateVisit } from '../../db/visits.ts';
import { joinLine, type LineWanted } from './admit.ts';
import { visitHere } from './visit-here.ts';
import { linesFor } from './walk-in.ts';

export interface Split {
	commandId: string;
	dropInId: string;
	/** The party that splits. */
	visitId: string;
	/** The id of the visit it makes, and the token of the QR to print for it. */
	newVisitId: string;
	claim: string;
	/** How many go on by themselves. */
	size: number;
	topicIds: string[];
	howToCall: HowToCall;
}

/**
 * Some of a party go on by themselves, with a number and paper of their own. They waited together: in a line where the
 * party stands the new place holds what the party's does, and is left to the same colleagues; elsewhere it earns from now.
 * The booking stays with the party.
 * Write-only: the answer is the same whatever lines the party stands in. The same command again draws no second number.
 * Refuses: a party of one, a number that leaves nobody behind, no topic or one that nobody here answers, a visit or
 * drop-in that is over, and when no number is left.
 */
export async function split(
	db: Database,
	input: Split,
	actor: Welcomer,
	now: Instant
): Promise<Result<{ number: TicketNumber }>> {
	if (input.topicIds.length === 0) return refuse('topics_missing', { field: 'topics' });
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const command = { id: input.commandId, dropInId: dropIn.id, kind: 'split' };
		const before = await applyOnce<{ number: TicketNumber }>(trx, command, actor, now);
		if (before) return before.answer === null ? refuse('not_allowed') : done(before.answer);
		const here = await visitHere(trx, input.visitId, dropIn);
		if (!here.ok) return here;
		if (dropIn.state !== 'open') return refuse('drop_in_over');
		const most = here.visit.party - 1;
		if (most < 1) return refuse('party_of_one', { field: 'size' });
		if (!isWithin(input.size, 1, most)) return refuse('split_invalid', { field: 'size', values: { most } });
		const lines = await linesFor(trx, dropIn.id, input.topicIds, now);
		if (lines === null) return refuse('topic_unknown', { field: 'topics' });
		const number = drawNumber(await givenNumbers(trx, dropIn.id), db.codes.below);
		if (number === null) return refuse('numbers_used_up');

		const visit = splitFrom(here.visit, input, now);
		if (!(await insertVisit(trx, visit))) return refuse('not_allowed');
		await updateVisit(trx, here.visit.id, { party: here.visit.party - input.size });
		await issueTicket(trx, { dropInId: dropIn.id, number, visitId: visit.id }, now);
		const link = { token: input.claim, dropInId: dropIn.id, purpose: 'claim' as const, visitId: visit.id };
		await makeLink(trx, db.codes, link, now);
		await standWith(trx, { party: here.visit, visit }, lines, rulesOf(dropIn), now);
		// They said that they cannot wait long before they went two ways: each is asked.
		const asked = { dropInId: dropIn.id, visitId: visit.id, kind: 'priority_asked' as const };
		if (visit.priority === 'asked') await leaveDoorNote(trx, asked, now);
		await keepAnswer(trx, input.commandId, { number });
		return done({ number });
	});
}

/** The new visit: when they came, how soon, and in which language they are spoken with, as the party; no name, no other need. */
function splitFrom(party: VisitRow, { newVisitId, size, howToCall }: Split, now: Instant): VisitRow {
	return {
		...party,
		id: newVisitId,
		created_at: now,
		booking_id: null,
		split_from: party.id,
		name_sealed: null,
		name_lookup: null,
		party: size,
		needs: joinNeeds(party.interpreter === null ? [] : ['interpreter']),
		needs_other: '',
		how_to_call: howToCall,
		device_id: null
	};
}

async function standWith(
	trx: Trx,
	{ party, visit }: { party: VisitRow; visit: VisitRow },
	lines: readonly LineWanted[],
	rules: QueueRules,
	now: Instant
): Promise<void> {
	const live = (await stopsOfVisit(trx, party.id, rules)).filter(({ row }) => isLive(row.state));
	const { id: visitId, drop_in_id, priority } = visit;
	for (const line of lines) {
		const together = live.find(({ row }) => row.attendance_id === line.attendanceId)?.row;
		if (together) {
			const { attendance_id, window_id, credit, as_of, rate, arrived_at, kept_from } = together;
			const held = { attendance_id, window_id, credit, as_of, rate, arrived_at, kept_from };
			await insertStop(trx, { ...held, drop_in_id, visit_id: visitId }, line.topicIds, now);
		} else await joinLine(trx, { visitId, dropInId: drop_in_id, arrivedAt: now, priority }, line, rules, now);
	}
}
