import type { Welcomer } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { change, type Database, type Trx } from '../../db/change.ts';
import { type LookedBy, recordLookUp } from '../../db/look-ups.ts';
import type { BookingRow, VisitRow } from '../../db/schema.ts';
import { tryOnce } from '../../db/throttles.ts';

export interface Looked {
	/** By what they were found, or by what they were looked for when nobody was. */
	by: LookedBy;
	bookings: BookingRow[];
	visits: VisitRow[];
}

/** A busy door looks up a person every half minute; trying numbers through takes hours, and shows in the record. */
const GENTLE = { limit: 40, minutes: 0.25 };

/** Looks somebody up, leaving a trace whether or not anybody is found. Refuses somebody who tries too many. */
export async function lookUp(
	db: Database,
	input: { dropInId: string },
	actor: Welcomer,
	now: Instant,
	find: (trx: Trx) => Promise<Looked>
): Promise<Result<Looked>> {
	const bucket = db.codes.lookup('throttle', `door ${actor.staffId}`);
	return change(db, async (trx) => {
		if (!(await tryOnce(trx, bucket, GENTLE, now))) return refuse('too_many_tries');
		const found = await find(trx);
		const count = found.bookings.length + found.visits.length;
		await recordLookUp(trx, { dropInId: input.dropInId, by: found.by, found: count }, actor, now);
		return done(found);
	});
}
