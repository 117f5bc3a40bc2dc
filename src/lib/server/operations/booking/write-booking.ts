import type { Resident } from '../../../domain/actor.ts';
import type { Answers } from '../../../domain/booking.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { foldName } from '../../../domain/visit.ts';
import type { Codes } from '../../codes.ts';
import { bookingById, insertBooking, updateBooking } from '../../db/bookings.ts';
import type { Trx } from '../../db/change.ts';
import { partyColumns } from '../../db/parties.ts';
import { freePlaces } from '../../db/places.ts';
import { visitOfBooking } from '../../db/visits.ts';
import { newId } from '../../ids.ts';

interface Wanted {
	codes: Codes;
	dropInId: string;
	answers: Answers;
	actor: Resident;
}

/** A new booking under a reference nobody has. */
export async function newBooking(trx: Trx, wanted: Wanted, now: Instant): Promise<Result<{ bookingId: string }>> {
	const { codes, dropInId, actor } = wanted;
	const bookingId = newId();
	const word = codes.reference();
	for (;;) {
		const reference = codes.reference();
		const fresh = await insertBooking(trx, {
			id: bookingId,
			created_at: now,
			drop_in_id: dropInId,
			state: 'booked',
			reference_lookup: codes.lookup('reference', reference),
			reference_sealed: codes.seal('reference', reference),
			secret_lookup: codes.lookup('secret', word),
			secret_sealed: codes.seal('secret', word),
			device_lookup: actor.deviceLookup,
			cancelled_at: null,
			...columnsOf(wanted)
		});
		if (fresh) return done({ bookingId });
	}
}

/** The booking that is being changed, with the new answers and without its old places. */
export async function renewBooking(
	trx: Trx,
	wanted: Wanted,
	bookingId: string
): Promise<Result<{ bookingId: string }>> {
	const booking = await bookingById(trx, bookingId);
	if (booking?.drop_in_id !== wanted.dropInId) return refuse('booking_unknown');
	if (booking.state === 'cancelled') return refuse('booking_cancelled');
	if (await visitOfBooking(trx, bookingId)) return refuse('booking_checked_in');
	await freePlaces(trx, bookingId);
	await updateBooking(trx, bookingId, columnsOf(wanted));
	return done({ bookingId });
}

function columnsOf({ codes, answers: { party, contact } }: Wanted) {
	return {
		...partyColumns(codes, party, party.name === null ? null : foldName(party.name)),
		phone_sealed: contact.phone === null ? null : codes.seal('contact', contact.phone),
		email_sealed: contact.email === null ? null : codes.seal('contact', contact.email),
		contact_safe: contact.safe ? (1 as const) : (0 as const)
	};
}
