import { type Instant, minutesBetween } from '../../../domain/instant.ts';
import { done } from '../../../domain/refusal.ts';
import { change, type Database } from '../../db/change.ts';
import { type Device, markSeen } from '../../db/devices.ts';

/** Writes down, once a minute at most, that a paired device is there: the coordinator sees which tablet has gone quiet. */
export async function heardOf(
	db: Database,
	{ id, seenAt }: Pick<Device, 'id' | 'seenAt'>,
	now: Instant
): Promise<void> {
	if (seenAt !== null && minutesBetween(seenAt, now) < 1) return;
	await change(db, async (trx) => {
		await markSeen(trx, id, now);
		return done();
	});
}
