import type { Resident } from '../../../domain/actor.ts';
import { type Answers, noAnswers } from '../../../domain/booking.ts';
import type { Instant } from '../../../domain/instant.ts';
import { type Result, refuse } from '../../../domain/refusal.ts';
import type { Codes } from '../../codes.ts';
import type { Database } from '../../db/change.ts';
import { toParty } from '../../db/parties.ts';
import type { BookingRow } from '../../db/schema.ts';
import { visitOfBooking } from '../../db/visits.ts';
import { mayManage } from './may-manage.ts';
import { bookingOf, type Managing } from './own-booking.ts';
import { startDraft } from './start-draft.ts';

/**
 * Begins to change a booking: a new draft without topics or window, so that nobody can read off it what was booked
 * (DESIGN 3.12). What to call the person, their needs and contact are kept. The booking itself stands until `book`.
 */
export async function startChange(
	db: Database,
	input: Managing,
	actor: Resident,
	now: Instant
): Promise<Result<{ secret: string; dropInId: string }>> {
	const found = await bookingOf(db.read, db.codes, input.token);
	if (!found.ok) return found;
	const { booking } = found;
	const allowed = await mayManage(db, booking, actor, input.word, now);
	if (!allowed.ok) return allowed;
	if (booking.state === 'cancelled') return refuse('booking_cancelled');
	if (await visitOfBooking(db.read, booking.id)) return refuse('booking_checked_in');
	const dropInId = booking.drop_in_id;
	const started = await startDraft(
		db,
		{ dropInId, language: booking.language, answers: answersOf(db.codes, booking) },
		now
	);
	return started.ok ? { ...started, dropInId } : started;
}

function answersOf(codes: Codes, booking: BookingRow): Answers {
	return {
		...noAnswers(booking.language),
		party: toParty(codes, booking),
		contact: {
			phone: booking.phone_sealed === null ? null : codes.unseal('contact', booking.phone_sealed),
			email: booking.email_sealed === null ? null : codes.unseal('contact', booking.email_sealed),
			safe: booking.contact_safe === 1
		},
		given: ['name', 'party', 'needs', 'call', 'contact'],
		replaces: booking.id
	};
}
