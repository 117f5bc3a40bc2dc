import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result } from '../../../domain/refusal.ts';
import { writeDown } from '../../db/audit.ts';
import { change, type Database } from '../../db/change.ts';
import { nameOfDevice, revokeDevice } from '../../db/devices.ts';

/** Ends a device's pairing: its next request is refused. */
export async function revoke(
	db: Database,
	{ deviceId }: { deviceId: string },
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	return change(db, async (trx) => {
		if (!(await revokeDevice(trx, deviceId, now))) return refuse('device_unknown');
		await writeDown(trx, { action: 'device_revoked', detail: await nameOfDevice(trx, deviceId) }, actor, now);
		return done();
	});
}
