import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { readToken } from '#lib/domain/reference.ts';
import { deviceSecretOf } from '#lib/server/auth/pairing.ts';
import { claim, isClaimable, isClaimedBy } from '#lib/server/operations/visit/claim.ts';
import type { Actions, PageServerLoad } from './$types';
import { ticketToken } from './ticket-token.ts';

/** The QR of the kiosk: the token is the right to look, and one press makes it this phone's. */
export const load: PageServerLoad = async (event) => {
	const wanted = wantedBy(event);
	if (wanted === null) return { claimable: false };
	if (await isClaimedBy(event.locals.db, wanted)) redirect(303, `/t/${wanted.ticket}`);
	return { claimable: await isClaimable(event.locals.db, wanted.token) };
};

export const actions: Actions = {
	default: async (event) => {
		const { db, now } = event.locals;
		const wanted = wantedBy(event);
		const claimed = wanted && (await claim(db, wanted, now()));
		if (!claimed?.ok) return fail(410);
		redirect(303, `/t/${claimed.ticket}`);
	}
};

function wantedBy(event: RequestEvent<{ token: string }>) {
	const token = readToken(event.params.token);
	return token === null ? null : { token, ticket: ticketToken(deviceSecretOf(event), token) };
}
