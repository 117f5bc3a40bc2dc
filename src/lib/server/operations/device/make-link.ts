import type { DeviceKind } from '../../../domain/device.ts';
import { addMinutes, type Instant } from '../../../domain/instant.ts';
import { done, type Result } from '../../../domain/refusal.ts';
import { writeDown } from '../../db/audit.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { addDevice } from '../../db/devices.ts';
import { newId } from '../../ids.ts';

interface Wanted {
	kind: DeviceKind;
	dropInId: string;
	name: string;
	/** How long the link is good, in minutes. */
	minutes: number;
}

/** A link that pairs the browser it is opened in, for where nobody can read a code off a screen. `approvedBy` is null in the demo. */
export async function makeLink(
	db: Database,
	{ kind, dropInId, name, minutes }: Wanted,
	approvedBy: string | null,
	now: Instant
): Promise<Result<{ token: string; deviceId: string }>> {
	const token = db.codes.token();
	const deviceId = newId();
	return changeDropIn(db, dropInId, async (trx) => {
		await addDevice(trx, {
			id: deviceId,
			created_at: now,
			kind,
			drop_in_id: dropInId,
			name,
			state: 'asking',
			code_lookup: db.codes.lookup('pairing', token),
			// Nobody holds it: the browser that opens the link brings its own.
			secret_lookup: db.codes.lookup('device', db.codes.token()),
			asked_until: addMinutes(now, minutes),
			approved_by: approvedBy,
			approved_at: null,
			revoked_at: null,
			seen_at: null
		});
		if (approvedBy !== null)
			await writeDown(
				trx,
				{ action: 'link_made', detail: name, dropInId },
				{ kind: 'coordinator', staffId: approvedBy },
				now
			);
		return done({ token, deviceId });
	});
}
