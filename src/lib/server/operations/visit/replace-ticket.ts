import type { Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { drawNumber, type TicketNumber } from '../../../domain/ticket.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { applyOnce, keepAnswer } from '../../db/commands.ts';
import { endClaims, endLinks, makeLink } from '../../db/links.ts';
import { givenNumbers, issueTicket, lapseTickets } from '../../db/tickets.ts';
import { visitHere } from './visit-here.ts';

interface NewPaper {
	dropInId: string;
	visitId: string;
	/** Token of the QR to print. */
	claim: string;
}

export interface ReplaceTicket extends NewPaper {
	commandId: string;
}

/**
 * Replaces a lost ticket: the old number lapses and nobody gets it again today, its links end, and a new number and QR take its place.
 * The place in every line stays. The same command again draws no second number. Refuses a visit that is over, and when no number is left.
 */
export async function replaceTicket(
	db: Database,
	input: ReplaceTicket,
	actor: Welcomer,
	now: Instant
): Promise<Result<{ number: TicketNumber }>> {
	const { commandId, visitId } = input;
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const before = await applyOnce<{ number: TicketNumber }>(
			trx,
			{ id: commandId, dropInId: dropIn.id, kind: 'replace-ticket' },
			actor,
			now
		);
		if (before) return before.answer === null ? refuse('not_allowed') : done(before.answer);
		const here = await visitHere(trx, visitId, dropIn);
		if (!here.ok) return here;
		const number = drawNumber(await givenNumbers(trx, dropIn.id), db.codes.below);
		if (number === null) return refuse('numbers_used_up');
		await lapseTickets(trx, visitId, now);
		await issueTicket(trx, { dropInId: dropIn.id, number, visitId }, now);
		await endLinks(trx, { visitId, bookingId: here.visit.booking_id }, now);
		await makeLink(trx, db.codes, { token: input.claim, dropInId: dropIn.id, purpose: 'claim', visitId }, now);
		await keepAnswer(trx, commandId, { number });
		return done({ number });
	});
}

/** A ticket to print again, with a fresh code for one phone; a code that no phone has used yet ends. Refuses a visit that is over. */
export async function reprintTicket(db: Database, input: NewPaper, _actor: Welcomer, now: Instant): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const here = await visitHere(trx, input.visitId, dropIn);
		if (!here.ok) return here;
		await endClaims(trx, input.visitId, now);
		await makeLink(
			trx,
			db.codes,
			{ token: input.claim, dropInId: dropIn.id, purpose: 'claim', visitId: input.visitId },
			now
		);
		return done();
	});
}
