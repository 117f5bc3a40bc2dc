import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result } from '../../../domain/refusal.ts';
import { change, type Database } from '../../db/change.ts';
import { revokeDevice } from '../../db/devices.ts';

/** Ends a device's pairing: its next request is refused. */
export async function revoke(db: Database, { deviceId }: { deviceId: string }, _actor: Coordinator, now: Instant): Promise<Result> {
	return change(db, async (trx) => ((await revokeDevice(trx, deviceId, now)) ? done() : refuse('device_unknown')));
}
