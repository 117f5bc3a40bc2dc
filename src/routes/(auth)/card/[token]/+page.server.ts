import { fail, redirect } from '@sveltejs/kit';
import { readToken } from '#lib/domain/reference.ts';
import { refusalError } from '#lib/i18n/refusal.ts';
import { setCookie } from '#lib/server/auth/cookies.ts';
import { lookAtCard, takeUpCard } from '#lib/server/auth/day-card.ts';
import { deviceSecretOf } from '#lib/server/auth/pairing.ts';
import { limit } from '#lib/server/auth/throttle.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { db, deviceSecret }, params }) =>
	lookAtCard(db, readToken(params.token) ?? '', deviceSecret);

export const actions: Actions = {
	default: async (event) => {
		const { db, now, clientKey } = event.locals;
		const counted = await limit(db, [['codes-from', clientKey]], now());
		if (!counted.ok) return fail(429, { errors: [refusalError(counted.refusal)] });
		const card = { token: readToken(event.params.token) ?? '', secret: deviceSecretOf(event) };
		const result = await takeUpCard(db, card, now);
		if (!result.ok) return fail(400, { errors: [refusalError(result.refusal)] });
		// Not approved yet: the page shows three letters for the coordinator.
		if (result.login === null) redirect(303, event.url.pathname);
		setCookie(event, 'login', result.login);
		redirect(303, '/desk');
	}
};
