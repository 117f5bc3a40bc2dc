import type { Kiosk } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { drawBlock, shuffled, type TicketNumber } from '../../../domain/ticket.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { addLeases } from '../../db/number-leases.ts';
import { givenNumbers, unusedLease } from '../../db/tickets.ts';

/** How many numbers a tablet holds when it has just been given some. */
export const BLOCK = 40;

/**
 * Fills a tablet's block up and answers all of it, in random order: the tablet gives numbers out itself, so that an
 * answer lost on the way changes nothing. Asking again gives the same numbers, not more. Fewer when fewer are left.
 * Refuses: a drop-in that is not to come, and not on.
 */
export async function leaseNumbers(
	db: Database,
	actor: Kiosk,
	now: Instant
): Promise<Result<{ numbers: TicketNumber[] }>> {
	const { deviceId, dropInId } = actor;
	return changeDropIn(db, dropInId, async (trx, dropIn) => {
		if (dropIn.state !== 'published' && dropIn.state !== 'open') return refuse('drop_in_over');
		const held = await unusedLease(trx, dropInId, deviceId);
		const more = drawBlock(await givenNumbers(trx, dropInId), BLOCK - held.length, db.codes.below);
		await addLeases(trx, { dropInId, deviceId, numbers: more }, now);
		return done({ numbers: shuffled([...held, ...more], db.codes.below) });
	});
}
