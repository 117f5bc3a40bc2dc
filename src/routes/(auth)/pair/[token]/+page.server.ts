import { fail, redirect } from '@sveltejs/kit';
import { readToken } from '#lib/domain/reference.ts';
import { refusalError } from '#lib/i18n/refusal.ts';
import { holdPairing } from '#lib/server/auth/pairing.ts';
import { limit } from '#lib/server/auth/throttle.ts';
import { pairedByLink } from '#lib/server/operations/device/paired-by-link.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The demo's links pair at once and again and again; real ones wait for a button, so that no link preview uses them up. */
export const load: PageServerLoad = async (event) => {
	if (!event.locals.demo) return {};
	const result = await pair(event);
	if (!result.ok) return { errors: [refusalError(result.refusal)] };
	redirect(303, `/${result.kind}`);
};

export const actions: Actions = {
	default: async (event) => {
		const result = await pair(event);
		if (!result.ok) return fail(400, { errors: [refusalError(result.refusal)] });
		redirect(303, `/${result.kind}`);
	}
};

async function pair(event: RequestEvent | Parameters<PageServerLoad>[0]) {
	const { db, now, clientKey, demo } = event.locals;
	const counted = await limit(db, [['codes-from', clientKey]], now());
	if (!counted.ok) return counted;
	const token = readToken(event.params.token) ?? '';
	const secret = db.codes.token();
	const result = await pairedByLink(db, { token, secret, reusable: demo }, now());
	if (result.ok) holdPairing(event, result.kind, secret);
	return result;
}
