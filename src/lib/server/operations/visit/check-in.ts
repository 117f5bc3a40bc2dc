import type { Kiosk, Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { readReference, readToken } from '../../../domain/reference.ts';
import { clampArrival } from '../../../domain/visit.ts';
import type { Codes } from '../../codes.ts';
import { bookedTopics, bookingById, bookingByReference, heldPlaces } from '../../db/bookings.ts';
import { changeDropIn, type Database, type Trx } from '../../db/change.ts';
import { applyOnce, keepAnswer } from '../../db/commands.ts';
import { answeredTopics } from '../../db/attendances.ts';
import { dayOfDropIn, rulesOf } from '../../db/drop-ins.ts';
import { linkByToken } from '../../db/links.ts';
import { toParty } from '../../db/parties.ts';
import type { BookingRow, DropInRow } from '../../db/schema.ts';
import { currentNumber } from '../../db/tickets.ts';
import { visitOfBooking } from '../../db/visits.ts';
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
export function checkIn(db: Database, input: CheckIn, actor: Kiosk | Welcomer, now: Instant): Promise<Result<CheckedIn>> {
	return arrive(db, input, actor, now, (trx, dropIn) => findBooking(trx, db.codes, input.code, dropIn));
}

/** The same for a welcomer who has found the booking, by its reference or by an exact full name. */
export function checkInBooking(
	db: Database,
	input: BookedArrival & { bookingId: string },
	actor: Welcomer,
	now: Instant
): Promise<Result<CheckedIn>> {
	return arrive(db, input, actor, now, async (trx, dropIn) => usable(trx, await bookingById(trx, input.bookingId), dropIn));
}

type Find = (trx: Trx, dropIn: DropInRow) => Promise<Result<{ booking: BookingRow }>>;

function arrive(db: Database, input: BookedArrival, actor: Kiosk | Welcomer, now: Instant, find: Find): Promise<Result<CheckedIn>> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const before = await applyOnce<CheckedIn>(trx, { id: input.commandId, dropInId: dropIn.id, kind: 'check-in' }, actor, now);
		if (before) return before.answer === null ? refuse('not_allowed') : done({ ...before.answer, again: true });
		const found = await find(trx, dropIn);
		if (!found.ok) return found;
		const { booking } = found;

		const known = await visitOfBooking(trx, booking.id);
		if (known) {
			const number = await currentNumber(trx, known.id);
			if (known.state === 'left' || number === null) return refuse('visit_left', { field: 'code' });
			return done({ visitId: known.id, number, howToCall: known.how_to_call, again: true, helpChoosing: false });
		}
		if (dropIn.state !== 'open') return refuse(dropIn.state === 'published' ? 'drop_in_not_open' : 'drop_in_over');

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

/** The booking behind a code, if it can check in here today. */
export async function findBooking(trx: Trx, codes: Codes, code: string, dropIn: DropInRow): Promise<Result<{ booking: BookingRow }>> {
	const field = 'code';
	const token = readToken(code);
	const reference = token === null ? readReference(code) : null;
	if (token === null && reference === null) return refuse('reference_malformed', { field });
	const booking = token === null ? await bookingByReference(trx, codes.lookup('reference', reference ?? '')) : await bookingByToken(trx, codes, token);
	return usable(trx, booking, dropIn);
}

async function usable(trx: Trx, booking: BookingRow | null, dropIn: DropInRow): Promise<Result<{ booking: BookingRow }>> {
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
			topicIds: answered.filter((row) => row.attendanceId === place.attendanceId && topics.includes(row.topicId)).map((row) => row.topicId)
		}));
}
