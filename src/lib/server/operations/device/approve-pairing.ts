import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { readReference } from '../../../domain/reference.ts';
import { done, refuse, type Result } from '../../../domain/refusal.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { approveAsking } from '../../db/devices.ts';

interface Approval {
	/** As the coordinator typed it. */
	code: string;
	name: string;
	dropInId: string;
}

/** Makes the device that shows this code a kiosk or board of a drop-in. */
export async function approvePairing(
	db: Database,
	{ code, name, dropInId }: Approval,
	actor: Coordinator,
	now: Instant
): Promise<Result<{ deviceId: string; kind: 'kiosk' | 'board' }>> {
	const read = readReference(code);
	if (read === null) return refuse('pairing_code_unknown', { field: 'code' });
	const lookup = db.codes.lookup('pairing', read);
	return changeDropIn(db, dropInId, async (trx) => {
		const device = await approveAsking(trx, lookup, { name, dropInId, approvedBy: actor.staffId }, now);
		return device ? done({ deviceId: device.id, kind: device.kind }) : refuse('pairing_code_unknown', { field: 'code' });
	});
}
