import type { Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { change, type Database, type Trx } from '../../db/change.ts';
import { recordLookUp } from '../../db/look-ups.ts';
import type { BookingRow, VisitRow } from '../../db/schema.ts';
import { tryOnce } from '../../db/throttles.ts';

export interface Looked {
	bookings: BookingRow[];
	visits: VisitRow[];
}

/** A busy door looks up a person every half minute; trying numbers through takes hours, and shows in the record. */
const GENTLE = { limit: 40, minutes: 0.25 };

/** Looks somebody up, leaving a trace whether or not anybody is found. Refuses somebody who tries too many. */
export async function lookUp(
	db: Database,
	input: { dropInId: string; by: 'reference' | 'name' | 'number' },
	actor: Welcomer,
	now: Instant,
	find: (trx: Trx) => Promise<Looked>
): Promise<Result<Looked>> {
	const bucket = db.codes.lookup('throttle', `door ${actor.staffId}`);
	return change(db, async (trx) => {
		if (!(await tryOnce(trx, bucket, GENTLE, now))) return refuse('too_many_tries');
		const found = await find(trx);
		const { dropInId, by } = input;
		await recordLookUp(trx, { dropInId, by, found: found.bookings.length + found.visits.length }, actor, now);
		return done(found);
	});
}
