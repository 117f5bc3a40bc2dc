import type { Resident } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { readReference } from '../../../domain/reference.ts';
import { change, type Database } from '../../db/change.ts';
import type { BookingRow } from '../../db/schema.ts';
import { tryOnce } from '../../db/throttles.ts';

/** Tries at a booking's word: five at once, then one every ten minutes. */
const WORD_TRIES = { limit: 5, minutes: 10 };

/** Whether this browser made the booking. */
export function isOwnDevice(booking: Pick<BookingRow, 'device_lookup'>, actor: Resident): boolean {
	return booking.device_lookup !== null && booking.device_lookup === actor.deviceLookup;
}

/**
 * Whether somebody may cancel, change or delete a booking: whoever has the link alone may not (DESIGN 3.12).
 * The device that booked may; another needs the booking's second secret, whose tries are counted.
 */
export async function mayManage(
	db: Database,
	booking: BookingRow,
	actor: Resident,
	typed: string | null,
	now: Instant
): Promise<Result> {
	if (isOwnDevice(booking, actor)) return done();
	if (typed === null || typed.trim() === '') return refuse('not_this_device', { field: 'word' });
	const word = readReference(typed);
	// What cannot be a code is a slip, and tells nobody anything.
	if (word === null) return refuse('secret_wrong', { field: 'word' });
	const counted = await countTry(db, booking.id, now);
	if (!counted.ok) return counted;
	const right = db.codes.lookup('secret', word) === booking.secret_lookup;
	return right ? done() : refuse('secret_wrong', { field: 'word' });
}

async function countTry(db: Database, bookingId: string, now: Instant): Promise<Result> {
	return change(db, async (trx) => {
		const free = await tryOnce(trx, db.codes.lookup('throttle', `booking-word ${bookingId}`), WORD_TRIES, now);
		return free ? done() : refuse('too_many_tries', { field: 'word' });
	});
}
