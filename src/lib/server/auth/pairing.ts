import type { RequestEvent } from '@sveltejs/kit';
import type { DeviceKind, PairedDevice, Pairing } from '../../domain/device.ts';
import { readToken } from '../../domain/reference.ts';
import { asPaired, findDevice } from '../db/devices.ts';
import { findPairing } from '../operations/device/find-pairing.ts';
import { askPairing } from '../operations/device/ask-pairing.ts';
import { heardOf } from '../operations/device/heard-of.ts';
import { dropCookie, readCookie, setCookie } from './cookies.ts';
import { limit } from './throttle.ts';

/**
 * How this browser stands as a kiosk or board, for the page's `load`. A browser nobody knows gets a secret
 * and a short code to show; the coordinator types that code. Load it again to see whether it was approved.
 */
export async function pairingFor(event: RequestEvent, kind: DeviceKind): Promise<Pairing> {
	const { db, now, clientKey } = event.locals;
	const known = await findPairing(db, { kind, secret: readSecret(event, kind) }, now());
	if (known) return known;
	const allowed = await limit(db, [['pairing-from', clientKey]], now());
	if (!allowed.ok) return { state: 'refused' };
	const secret = db.codes.token();
	holdPairing(event, kind, secret);
	const asked = await askPairing(db, { kind, secret }, now());
	return asked.ok ? { state: 'asking', code: asked.code, until: asked.until } : { state: 'refused' };
}

/** The paired kiosk or board this request comes from, if it is for one of their pages. */
export async function pairedDevice(event: RequestEvent): Promise<PairedDevice | null> {
	const { db, now } = event.locals;
	const kind = kindOf(event.url.pathname);
	const secret = kind === null ? null : readSecret(event, kind);
	const device = secret === null ? null : await findDevice(db.read, db.codes.lookup('device', secret));
	const paired = asPaired(device);
	if (device && paired) await heardOf(db, device, now());
	return paired;
}

/** Makes this browser the holder of a pairing. */
export function holdPairing(event: RequestEvent, kind: DeviceKind, secret: string): void {
	setCookie(event, kind, secret);
	event.locals.device = null;
}

/** For a revoked device that shall be paired again: it shows a new code at the next load. */
export function forgetPairing(event: RequestEvent, kind: DeviceKind): void {
	dropCookie(event, kind);
	event.locals.device = null;
}

/** What this browser holds of its own, for its bookings and a day card; made and kept when it holds nothing yet. */
export function deviceSecretOf(event: RequestEvent): string {
	const { locals } = event;
	if (locals.deviceSecret !== null) return locals.deviceSecret;
	const secret = locals.db.codes.token();
	setCookie(event, 'device', secret);
	locals.deviceSecret = secret;
	return secret;
}

/** What this browser holds under one of these names, if it can be one of our secrets. */
export function readSecret(event: RequestEvent, name: DeviceKind | 'device'): string | null {
	const held = readCookie(event, name);
	return held === null ? null : readToken(held);
}

/** Whose page a path is: the kiosk's, the board's (their streams too), or nobody's. */
function kindOf(path: string): DeviceKind | null {
	const [first, second] = path.split('/').filter((part) => part !== '');
	const name = first === 'live' ? second : first;
	return name === 'kiosk' || name === 'board' ? name : null;
}
