import type { Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { readReference, readToken } from '../../../domain/reference.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { foldName } from '../../../domain/visit.ts';
import type { Hours } from '../../../domain/window.ts';
import type { Codes } from '../../codes.ts';
import { windowsOfBooking } from '../../db/booked-windows.ts';
import { bookingById, bookingByReference, bookingsByName } from '../../db/bookings.ts';
import type { Database, Reader } from '../../db/change.ts';
import { dayOfDropIn } from '../../db/drop-ins.ts';
import { linkByToken } from '../../db/links.ts';
import type { BookingRow, VisitRow } from '../../db/schema.ts';
import { visitById, visitOfBooking, walkInsByName } from '../../db/visits.ts';
import { type Looked, lookUp } from './look-up.ts';

/** Somebody found: a booking that may check in, or a visit that is under way. Only times are said of them. */
export type Found =
	| { kind: 'booked'; bookingId: string; windows: Hours[] }
	| { kind: 'here'; visitId: string; since: Instant; windows: Hours[] };

const field = 'who';
/** The longest name anybody can have given. */
const LONGEST = 100;

/**
 * Finds a party by its reference, however typed, by a scanned code, or by exactly the full name it gave. No part of a name finds anybody.
 * Several under one name are all given, to be told apart by their times. The look-up is logged and throttled.
 * Refuses: nothing typed, nobody found, another day, cancelled, gone home.
 */
export async function findBooking(
	db: Database,
	input: { dropInId: string; typed: string },
	actor: Welcomer,
	now: Instant
): Promise<Result<{ found: Found[] }>> {
	const typed = input.typed.trim();
	if (typed === '') return refuse('field_missing', { field });
	if (typed.length > LONGEST) return refuse('nobody_found', { field });
	const code = { token: readToken(typed), reference: readReference(typed) };
	const looked = await lookUp(db, input, actor, now, async (trx) => {
		const found = await byCode(db.codes, trx, code);
		if (found.bookings.length + found.visits.length > 0) return found;
		const named = await byName(db.codes, trx, input.dropInId, typed);
		// A name may look like a reference: nobody found by either was looked for by both.
		const isEither = (code.reference ?? code.token) !== null && named.bookings.length + named.visits.length === 0;
		return isEither ? { ...named, by: 'reference_or_name' } : named;
	});
	return looked.ok ? asFound(db.read, input.dropInId, looked.bookings, looked.visits) : looked;
}

async function byCode(
	codes: Codes,
	db: Reader,
	code: { token: string | null; reference: string | null }
): Promise<Looked> {
	const link = code.token === null ? null : await linkByToken(db, codes, code.token);
	const open = link?.ended_at === null ? link : null;
	const booking = open?.booking_id ? await bookingById(db, open.booking_id) : null;
	const visit = open?.visit_id ? await visitById(db, open.visit_id) : null;
	const read = code.reference === null ? null : await bookingByReference(db, codes.lookup('reference', code.reference));
	return {
		by: code.token === null ? 'reference' : 'code',
		bookings: [booking, read].filter((one) => one !== null),
		visits: visit === null ? [] : [visit]
	};
}

async function byName(codes: Codes, db: Reader, dropInId: string, typed: string): Promise<Looked> {
	const name = codes.lookup('name', foldName(typed) ?? '');
	return {
		by: 'name',
		bookings: await bookingsByName(db, dropInId, name),
		visits: await walkInsByName(db, dropInId, name)
	};
}

async function asFound(
	db: Reader,
	dropInId: string,
	bookings: BookingRow[],
	walkIns: VisitRow[]
): Promise<Result<{ found: Found[] }>> {
	const elsewhere = [...bookings, ...walkIns].find((one) => one.drop_in_id !== dropInId);
	if (elsewhere) return refuse('wrong_day', { field, values: { date: await dayOfDropIn(db, elsewhere.drop_in_id) } });
	const live = bookings.filter((booking) => booking.state === 'booked');
	const all = await Promise.all(live.map((booking) => standing(db, booking)));
	const here = walkIns.filter((visit) => visit.state === 'here').map(hereSince);
	const found = [...all.filter((one) => one !== 'gone'), ...here];
	if (found.length > 0) return done({ found });
	if (all.length + walkIns.length > 0) return refuse('visit_left', { field });
	return refuse(bookings.length > 0 ? 'booking_cancelled' : 'nobody_found', { field });
}

async function standing(db: Reader, booking: BookingRow): Promise<Found | 'gone'> {
	const windows = await windowsOfBooking(db, booking.id);
	const visit = await visitOfBooking(db, booking.id);
	if (visit === null) return { kind: 'booked', bookingId: booking.id, windows };
	return visit.state === 'left' ? 'gone' : { ...hereSince(visit), windows };
}

function hereSince(visit: VisitRow): Found {
	return { kind: 'here', visitId: visit.id, since: visit.arrived_at, windows: [] };
}
