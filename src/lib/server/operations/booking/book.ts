import type { Resident } from '../../../domain/actor.ts';
import { type Answers, BOOKINGS_FROM_ONE_NETWORK, MAX_BOOKINGS } from '../../../domain/booking.ts';
import { isBookable } from '../../../domain/drop-in.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import type { Codes } from '../../codes.ts';
import { answeredTopics } from '../../db/attendances.ts';
import { countBookingsOfDevice, type HeldPlace, setBookedTopics } from '../../db/bookings.ts';
import { changeDropIn, type Database, type Trx } from '../../db/change.ts';
import { applyOnce } from '../../db/commands.ts';
import { draftBySecret, settleDraft } from '../../db/drafts.ts';
import { makeLink } from '../../db/links.ts';
import { holdPlaces, takePlace } from '../../db/places.ts';
import type { DropInRow } from '../../db/schema.ts';
import { tryOnce } from '../../db/throttles.ts';
import { newBooking, renewBooking } from './write-booking.ts';

export interface Booked {
	bookingId: string;
	/** Opens the ticket page: the draft's own secret. */
	token: string;
}

/**
 * Turns a draft into a booking: a place at every chosen agency in the chosen window, all or none. A double tap is given the
 * same booking. A changed booking keeps its reference, its QR and its links, and lets its old places go in the same breath.
 * Refuses: a draft that has gone, topics or a window missing or (meanwhile) not to be had, too many bookings of one device
 * or, in a short time, of one network; the draft and its answers are kept then.
 * @param input `from`: the network it is sent from, under an HMAC; none is not limited
 */
export async function book(
	db: Database,
	input: { secret: string; from?: string },
	actor: Resident,
	now: Instant
): Promise<Result<Booked>> {
	const token = input.secret;
	const begun = await draftBySecret(db.read, db.codes, token, now);
	if (!begun) return refuse('draft_gone');
	return changeDropIn(db, begun.dropInId, async (trx, dropIn) => {
		const draft = await draftBySecret(trx, db.codes, token, now);
		if (!draft) return refuse('draft_gone');
		if (draft.bookingId !== null) return done({ bookingId: draft.bookingId, token });
		if (!draft.answers || (await applyOnce(trx, { id: draft.id, dropInId: dropIn.id, kind: 'book' }, actor, now)))
			return refuse('draft_gone');
		const { answers } = draft;
		if (!isBookable({ state: dropIn.state, endsAt: dropIn.ends_at }, now)) return refuse('drop_in_not_bookable');
		const places = await placesWanted(trx, dropIn, answers, now);
		if (!places.ok) return places;
		if (answers.replaces === null) {
			if (await hasEnough(trx, dropIn, actor)) return refuse('too_many_bookings', { values: { most: MAX_BOOKINGS } });
			if (input.from !== undefined && !(await isRoomFor(trx, db.codes, dropIn, input.from, now)))
				return refuse('too_many_from_here');
		}

		const party = { codes: db.codes, dropInId: dropIn.id, answers, actor };
		const written =
			answers.replaces === null ? await newBooking(trx, party, now) : await renewBooking(trx, party, answers.replaces);
		if (!written.ok) return written;
		for (const place of places.places)
			if (!(await takePlace(trx, dropIn.id, place, now))) return refuse('window_full', { field: 'window' });
		await holdPlaces(trx, { bookingId: written.bookingId, dropInId: dropIn.id }, places.places);
		await setBookedTopics(trx, written.bookingId, answers.topicIds);
		await makeLink(trx, db.codes, { token, dropInId: dropIn.id, purpose: 'ticket', bookingId: written.bookingId }, now);
		await settleDraft(trx, draft.id, written.bookingId);
		return done({ bookingId: written.bookingId, token });
	});
}

/** One place at each agency the topics lead to, in the order every booking takes them. */
async function placesWanted(
	trx: Trx,
	dropIn: DropInRow,
	answers: Answers,
	now: Instant
): Promise<Result<{ places: HeldPlace[] }>> {
	const { topicIds, windowId } = answers;
	if (topicIds.length === 0) return refuse('topics_missing', { field: 'topics' });
	if (windowId === null) return refuse('window_missing', { field: 'window' });
	const wanted = (await answeredTopics(trx, dropIn.id, now)).filter((row) => topicIds.includes(row.topicId));
	if (new Set(wanted.map((row) => row.topicId)).size !== new Set(topicIds).size)
		return refuse('topic_unknown', { field: 'topics' });
	const attendanceIds = [...new Set(wanted.map((row) => row.attendanceId))].sort();
	return done({ places: attendanceIds.map((attendanceId) => ({ attendanceId, windowId })) });
}

/** Counts one booking more from a network. A refusal later on takes it back, with everything else. */
function isRoomFor(trx: Trx, codes: Codes, dropIn: DropInRow, from: string, now: Instant): Promise<boolean> {
	return tryOnce(trx, codes.lookup('throttle', `bookings-from ${dropIn.id} ${from}`), BOOKINGS_FROM_ONE_NETWORK, now);
}

async function hasEnough(trx: Trx, dropIn: DropInRow, actor: Resident): Promise<boolean> {
	return (
		actor.deviceLookup !== null && (await countBookingsOfDevice(trx, dropIn.id, actor.deviceLookup)) >= MAX_BOOKINGS
	);
}
