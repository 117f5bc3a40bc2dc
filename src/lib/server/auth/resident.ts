import type { RequestEvent } from '@sveltejs/kit';
import type { Resident } from '../../domain/actor.ts';
import { readToken } from '../../domain/reference.ts';
import { dropCookie, readCookie, setCookie } from './cookies.ts';
import { deviceSecretOf } from './pairing.ts';

/** Whoever this browser belongs to, known by what it holds alone. */
export function residentOf(event: RequestEvent): Resident {
	const { db, deviceSecret } = event.locals;
	// A look-up of its own: nobody can tell from the database that a booking's phone is a paired tablet or a rep's.
	return {
		kind: 'resident',
		deviceLookup: deviceSecret === null ? null : db.codes.lookup('device', `booking ${deviceSecret}`)
	};
}

/** The same, and from now on this browser is known again: it may cancel what it books. */
export function rememberedResident(event: RequestEvent): Resident {
	deviceSecretOf(event);
	return residentOf(event);
}

/** The secret of the booking in progress that this browser holds. */
export function heldDraft(event: RequestEvent): string | null {
	const held = readCookie(event, 'draft');
	return held === null ? null : readToken(held);
}

export function giveDraft(event: RequestEvent, secret: string): void {
	setCookie(event, 'draft', secret);
}

export function takeDraft(event: RequestEvent): void {
	dropCookie(event, 'draft');
}
