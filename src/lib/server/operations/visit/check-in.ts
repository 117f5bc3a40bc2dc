import type { Kiosk, Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { clampArrival } from '../../../domain/visit.ts';
import { windowsOfBooking } from '../../db/booked-windows.ts';
import { bookingById } from '../../db/bookings.ts';
import { changeDropIn, type Database, type Trx } from '../../db/change.ts';
import { applyOnce, keepAnswer } from '../../db/commands.ts';
import { leaveDoorNote, leaveLineEnded } from '../../db/door-notes.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import { toParty } from '../../db/parties.ts';
import type { DropInRow, VisitRow } from '../../db/schema.ts';
import { ownStops } from '../../db/ticket-pages.ts';
import { currentNumber } from '../../db/tickets.ts';
import { visitOfBooking } from '../../db/visits.ts';
import { howTold } from '../desk/how-called.ts';
import { admit, type ArrivalIds } from './admit.ts';
import { linesOf } from './booked-lines.ts';
import type { CheckedIn } from './checked-in.ts';
import { type Arriving, findArrival, usableBooking } from './find-arrival.ts';
import { mayComeIn } from './may-come-in.ts';
import { returnVisit } from './park.ts';
import { reactivateAll } from './reactivate.ts';

interface BookedArrival extends ArrivalIds {
	commandId: string;
	dropInId: string;
	arrivedAt: Instant;
	/** A welcomer lets them in after the last check-in all the same. */
	late?: boolean;
}

export interface CheckIn extends BookedArrival {
	/** What was typed or scanned: a reference, a token, or an address that ends in one. */
	code: string;
}

/**
 * Checks a booking in, in every line it is booked for, at once. A repeat, by the same command or a second scan, says the same again.
 * Refuses: a code that is none or unknown, cancelled, for another day, already left, or of a ticket that was lost and replaced;
 * a drop-in that is not open or takes nobody new, unless their time is not over yet.
 */
export function checkIn(
	db: Database,
	input: CheckIn,
	actor: Kiosk | Welcomer,
	now: Instant
): Promise<Result<CheckedIn>> {
	return arrive(db, input, actor, now, (trx, dropIn) => findArrival(trx, db.codes, input.code, dropIn));
}

/** The same for a welcomer who has found the booking, by its reference or by an exact full name. */
export function checkInBooking(
	db: Database,
	input: BookedArrival & { bookingId: string },
	actor: Welcomer,
	now: Instant
): Promise<Result<CheckedIn>> {
	return arrive(db, input, actor, now, async (trx, dropIn) =>
		usableBooking(trx, await bookingById(trx, input.bookingId), dropIn)
	);
}

type Find = (trx: Trx, dropIn: DropInRow) => Promise<Result<Arriving>>;

function arrive(
	db: Database,
	input: BookedArrival,
	actor: Kiosk | Welcomer,
	now: Instant,
	find: Find
): Promise<Result<CheckedIn>> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const before = await applyOnce<CheckedIn>(
			trx,
			{ id: input.commandId, dropInId: dropIn.id, kind: 'check-in' },
			actor,
			now
		);
		if (before) return before.answer === null ? refuse('not_allowed') : done({ ...before.answer, again: true });
		const found = await find(trx, dropIn);
		if (!found.ok) return found;
		if ('visit' in found) return sayAgain(trx, found.visit, dropIn, input.commandId, actor, now);
		const { booking } = found;
		const known = await visitOfBooking(trx, booking.id);
		if (known) return sayAgain(trx, known, dropIn, input.commandId, actor, now);
		const arrivedAt = clampArrival(input.arrivedAt, dropIn.opened_at ?? dropIn.starts_at, now);
		const bookedUntil = (await windowsOfBooking(trx, booking.id)).at(-1)?.endsAt;
		const may = await mayComeIn(trx, dropIn, { arrivedAt, bookedUntil, late: input.late }, actor, now);
		if (!may.ok) return may;

		const { lines, missed } = await linesOf(trx, booking, now);
		const helpChoosing = lines.length === 0 || missed;
		const party = toParty(db.codes, booking);
		const admitted = await admit(
			trx,
			db.codes,
			{
				visitId: input.visitId,
				number: input.number,
				claim: input.claim,
				dropInId: dropIn.id,
				bookingId: booking.id,
				deviceId: actor.kind === 'kiosk' ? actor.deviceId : null,
				party,
				priority: 'none',
				arrivedAt,
				lines
			},
			rulesOf(dropIn),
			now
		);
		if (!admitted.ok) return admitted;
		const help = { dropInId: dropIn.id, visitId: input.visitId };
		if (missed) await leaveLineEnded(trx, help, now);
		else if (helpChoosing) await leaveDoorNote(trx, { ...help, kind: 'help_choosing' }, now);
		const answer: CheckedIn = {
			visitId: input.visitId,
			number: admitted.number,
			howToCall: await howTold(trx, dropIn.id, party.howToCall),
			again: false,
			helpChoosing
		};
		await keepAnswer(trx, input.commandId, answer);
		return done(answer);
	});
}

/**
 * "472. Take a seat", or where to go for somebody who did not see their call. Whoever missed it altogether, or
 * asked for five more minutes, is evidently here and goes on waiting (DESIGN 5). A visit that is over is not checked in once more.
 */
async function sayAgain(
	trx: Trx,
	visit: VisitRow,
	dropIn: DropInRow,
	commandId: string,
	actor: Kiosk | Welcomer,
	now: Instant
): Promise<Result<CheckedIn>> {
	const number = await currentNumber(trx, visit.id);
	if (visit.state === 'left' || number === null) return refuse('visit_left', { field: 'code' });
	await returnVisit(trx, visit, actor, rulesOf(dropIn), now);
	await reactivateAll(trx, visit, rulesOf(dropIn), actor, now);
	const howToCall = await howTold(trx, visit.drop_in_id, visit.how_to_call);
	const table = howToCall === 'screen' ? await calledTo(trx, visit.id) : null;
	const answer = {
		visitId: visit.id,
		number,
		howToCall,
		again: true,
		helpChoosing: false,
		...(table !== null && { table })
	};
	await keepAnswer(trx, commandId, answer);
	return done(answer);
}

async function calledTo(trx: Trx, visitId: string): Promise<number | null> {
	return (await ownStops(trx, { visitId })).find(({ state }) => state === 'called')?.table ?? null;
}
