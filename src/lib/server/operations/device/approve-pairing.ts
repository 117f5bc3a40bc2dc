import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { readReference } from '../../../domain/reference.ts';
import { done, refuse, type Result, together } from '../../../domain/refusal.ts';
import { readLine } from '../../../domain/words.ts';
import { writeDown } from '../../db/audit.ts';
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
	{ code, name: typed, dropInId }: Approval,
	actor: Coordinator,
	now: Instant
): Promise<Result<{ deviceId: string; kind: 'kiosk' | 'board' }>> {
	const read = readReference(code);
	const checked = together({
		code: read === null ? refuse('pairing_code_unknown', { field: 'code' }) : done({ read }),
		name: readLine(typed, { field: 'name', longest: 60 })
	});
	if (!checked.ok) return checked;
	const name = checked.read.name.text;
	const lookup = db.codes.lookup('pairing', checked.read.code.read);
	return changeDropIn(db, dropInId, async (trx) => {
		const device = await approveAsking(trx, lookup, { name, dropInId, approvedBy: actor.staffId }, now);
		if (!device) return refuse('pairing_code_unknown', { field: 'code' });
		await writeDown(trx, { action: 'device_approved', detail: name, dropInId }, actor, now);
		return done({ deviceId: device.id, kind: device.kind });
	});
}
