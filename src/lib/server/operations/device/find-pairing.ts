import type { DeviceKind, Pairing } from '../../../domain/device.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { Database } from '../../db/change.ts';
import { asPaired, findDevice } from '../../db/devices.ts';
import { pairingCode } from './pairing-code.ts';

/** How a browser stands as a kiosk or board; null when it should ask (nobody knows it, its code ran out, it is of the other kind). */
export async function findPairing(
	db: Database,
	{ kind, secret }: { kind: DeviceKind; secret: string | null },
	now: Instant
): Promise<Pairing | null> {
	if (secret === null) return null;
	const device = await findDevice(db.read, db.codes.lookup('device', secret));
	if (device?.kind !== kind) return null;
	if (device.state === 'revoked') return { state: 'revoked' };
	const paired = asPaired(device);
	if (paired) return { state: 'paired', device: paired };
	if (device.askedUntil === null || device.askedUntil <= now) return null;
	return { state: 'asking', code: pairingCode(secret, device.askedUntil), until: device.askedUntil };
}
