import type { Kiosk, Welcomer } from '../../../domain/actor.ts';
import { whyShut } from '../../../domain/drop-in.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { readReference, readToken } from '../../../domain/reference.ts';
import { clampArrival } from '../../../domain/visit.ts';
import type { Codes } from '../../codes.ts';
import { bookedTopics, bookingById, bookingByReference, heldPlaces } from '../../db/bookings.ts';
import { changeDropIn, type Database, type Trx } from '../../db/change.ts';
import { applyOnce, keepAnswer } from '../../db/commands.ts';
import { answeredTopics } from '../../db/attendances.ts';
import { leaveDoorNote } from '../../db/door-notes.ts';
import { dayOfDropIn, rulesOf } from '../../db/drop-ins.ts';
import { linkByToken } from '../../db/links.ts';
import { toParty } from '../../db/parties.ts';
import type { BookingRow, DropInRow, VisitRow } from '../../db/schema.ts';
import { currentNumber } from '../../db/tickets.ts';
import { visitById, visitOfBooking } from '../../db/visits.ts';
import { admit, type ArrivalIds, type LineWanted } from './admit.ts';
import type { CheckedIn } from './checked-in.ts';

interface BookedArrival extends ArrivalIds {
	commandId: string;
	dropInId: string;
	arrivedAt: Instant;
}

export interface CheckIn extends BookedArrival {
	/** What was typed or scanned: a reference, a token, or an address that ends in one. */
	code: string;
}

/**
 * Checks a booking in, in every line it is booked for, at once. A repeat, by the same command or a second scan, says the same again.
 * Refuses: a code that is none or unknown, cancelled, for another day, already left, or a drop-in that is not open.
 */
export function checkIn(
	db: Database,
	input: CheckIn,
	actor: Kiosk | Welcomer,
	now: Instant
): Promise<Result<CheckedIn>> {
	return arrive(db, input, actor, now, async (trx, dropIn) => {
		const visit = await visitByTicket(trx, db.codes, input.code, dropIn);
		return visit ? done({ visit }) : findBooking(trx, db.codes, input.code, dropIn);
	});
}

/** The same for a welcomer who has found the booking, by its reference or by an exact full name. */
export function checkInBooking(
	db: Database,
	input: BookedArrival & { bookingId: string },
	actor: Welcomer,
	now: Instant
): Promise<Result<CheckedIn>> {
	return arrive(db, input, actor, now, async (trx, dropIn) =>
		usable(trx, await bookingById(trx, input.bookingId), dropIn)
	);
}

type Find = (trx: Trx, dropIn: DropInRow) => Promise<Result<{ booking: BookingRow } | { visit: VisitRow }>>;

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
		if ('visit' in found) return sayAgain(trx, found.visit, input.commandId);
		const { booking } = found;
		const known = await visitOfBooking(trx, booking.id);
		if (known) return sayAgain(trx, known, input.commandId);
		const shut = whyShut({ state: dropIn.state, deleteOn: dropIn.delete_on }, now);
		if (shut !== null) return refuse(shut);

		const lines = await linesOf(trx, booking, now);
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
				arrivedAt: clampArrival(input.arrivedAt, dropIn.opened_at ?? dropIn.starts_at, now),
				lines
			},
			rulesOf(dropIn),
			now
		);
		if (!admitted.ok) return admitted;
		const help = { dropInId: dropIn.id, visitId: input.visitId, kind: 'help_choosing' as const };
		if (lines.length === 0) await leaveDoorNote(trx, help, now);
		const answer: CheckedIn = {
			visitId: input.visitId,
			number: admitted.number,
			howToCall: party.howToCall,
			again: false,
			helpChoosing: lines.length === 0
		};
		await keepAnswer(trx, input.commandId, answer);
		return done(answer);
	});
}

/** "472. Take a seat." A visit that is over is not checked in once more. */
async function sayAgain(trx: Trx, visit: VisitRow, commandId: string): Promise<Result<CheckedIn>> {
	const number = await currentNumber(trx, visit.id);
	if (visit.state === 'left' || number === null) return refuse('visit_left', { field: 'code' });
	const answer = { visitId: visit.id, number, howToCall: visit.how_to_call, again: true, helpChoosing: false };
	await keepAnswer(trx, commandId, answer);
	return done(answer);
}

/** The visit whose own ticket was scanned, of a walk-in as of a booking. */
async function visitByTicket(trx: Trx, codes: Codes, code: string, dropIn: DropInRow): Promise<VisitRow | null> {
	const token = readToken(code);
	const link = token === null ? null : await linkByToken(trx, codes, token);
	if (!link || link.visit_id === null || link.ended_at !== null || link.drop_in_id !== dropIn.id) return null;
	return visitById(trx, link.visit_id);
}

/** The booking behind a code, if it can check in here today. */
export async function findBooking(
	trx: Trx,
	codes: Codes,
	code: string,
	dropIn: DropInRow
): Promise<Result<{ booking: BookingRow }>> {
	const field = 'code';
	const token = readToken(code);
	const reference = token === null ? readReference(code) : null;
	if (token === null && reference === null) return refuse('reference_malformed', { field });
	const booking =
		token === null
			? await bookingByReference(trx, codes.lookup('reference', reference ?? ''))
			: await bookingByToken(trx, codes, token);
	return usable(trx, booking, dropIn);
}

async function usable(
	trx: Trx,
	booking: BookingRow | null,
	dropIn: DropInRow
): Promise<Result<{ booking: BookingRow }>> {
	const field = 'code';
	if (booking === null) return refuse('reference_unknown', { field });
	if (booking.drop_in_id !== dropIn.id) {
		return refuse('wrong_day', { field, values: { date: await dayOfDropIn(trx, booking.drop_in_id) } });
	}
	if (booking.state === 'cancelled') return refuse('booking_cancelled', { field });
	return done({ booking });
}

async function bookingByToken(trx: Trx, codes: Codes, token: string): Promise<BookingRow | null> {
	const link = await linkByToken(trx, codes, token);
	if (link === null || link.ended_at !== null) return null;
	return link.booking_id === null ? null : bookingById(trx, link.booking_id);
}

/** The lines a booking is for, without agencies that have gone home. */
async function linesOf(trx: Trx, booking: BookingRow, now: Instant): Promise<LineWanted[]> {
	const places = await heldPlaces(trx, booking.id);
	const topics = await bookedTopics(trx, booking.id);
	const answered = await answeredTopics(trx, booking.drop_in_id, now);
	return places
		.filter((place) => answered.some(({ attendanceId }) => attendanceId === place.attendanceId))
		.map((place) => ({
			...place,
			topicIds: answered
				.filter((row) => row.attendanceId === place.attendanceId && topics.includes(row.topicId))
				.map((row) => row.topicId)
		}));
}
