import type { RequestEvent } from '@sveltejs/kit';
import type { DeviceKind, Pairing } from '../../domain/device.ts';
import { readToken } from '../../domain/reference.ts';
import { findPairing } from '../operations/device/find-pairing.ts';
import { askPairing } from '../operations/device/ask-pairing.ts';
import { dropCookie, readCookie, setCookie } from './cookies.ts';
import { limit } from './throttle.ts';

/**
 * How this browser stands as a kiosk or board, for the page's `load`. A browser nobody knows gets a secret
 * and a short code to show; the coordinator types that code. Load it again to see whether it was approved.
 */
export async function pairingFor(event: RequestEvent, kind: DeviceKind): Promise<Pairing> {
	const { db, now, clientKey } = event.locals;
	const known = await findPairing(db, { kind, secret: event.locals.deviceSecret }, now());
	if (known) return known;
	const allowed = await limit(db, [['pairing-from', clientKey]], now());
	if (!allowed.ok) return { state: 'refused' };
	const secret = freshDeviceSecret(event);
	const asked = await askPairing(db, { kind, secret }, now());
	return asked.ok ? { state: 'asking', code: asked.code, until: asked.until } : { state: 'refused' };
}

/** What this browser holds of its own; made and kept when it holds nothing yet. */
export function deviceSecretOf(event: RequestEvent): string {
	return event.locals.deviceSecret ?? freshDeviceSecret(event);
}

/** A new secret: the browser is a stranger again, and may ask anew. */
export function freshDeviceSecret(event: RequestEvent, secret = event.locals.db.codes.token()): string {
	setCookie(event, 'device', secret);
	event.locals.deviceSecret = secret;
	event.locals.device = null;
	return secret;
}

/** For a revoked device that shall be paired again: it shows a new code at the next load. */
export function forgetPairing(event: RequestEvent): void {
	dropCookie(event, 'device');
	event.locals.deviceSecret = null;
	event.locals.device = null;
}

export function readDeviceSecret(event: RequestEvent): string | null {
	const held = readCookie(event, 'device');
	return held === null ? null : readToken(held);
}
