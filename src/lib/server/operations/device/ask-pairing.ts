import { type DeviceKind, PAIRING_MINUTES } from '../../../domain/device.ts';
import { addMinutes, type Instant } from '../../../domain/instant.ts';
import { done, type Result } from '../../../domain/refusal.ts';
import { change, type Database } from '../../db/change.ts';
import { addDevice } from '../../db/devices.ts';
import { newId } from '../../ids.ts';
import { pairingCode } from './pairing-code.ts';

/** A browser asks to be a kiosk or board. `secret` is new, and only that browser holds it. */
export async function askPairing(
	db: Database,
	{ kind, secret }: { kind: DeviceKind; secret: string },
	now: Instant
): Promise<Result<{ code: string; until: Instant }>> {
	const until = addMinutes(now, PAIRING_MINUTES);
	const code = pairingCode(secret, until);
	return change(db, async (trx) => {
		await addDevice(trx, {
			id: newId(),
			created_at: now,
			kind,
			drop_in_id: null,
			name: '',
			state: 'asking',
			code_lookup: db.codes.lookup('pairing', code),
			secret_lookup: db.codes.lookup('device', secret),
			asked_until: until,
			approved_by: null,
			approved_at: null,
			revoked_at: null,
			seen_at: null
		});
		return done({ code, until });
	});
}
