import { fail, redirect } from '@sveltejs/kit';
import { homeOf } from '#lib/domain/staff.ts';
import { refusalError } from '#lib/i18n/refusal.ts';
import { readCookie, setCookie } from '#lib/server/auth/cookies.ts';
import { safeNext } from '#lib/server/auth/guards.ts';
import { signIn } from '#lib/server/auth/sign-in.ts';
import { welcome } from '#lib/server/auth/welcome.ts';
import { textIn } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	const next = url.searchParams.get('next');
	if (locals.staff) redirect(303, safeNext(next, homeOf(locals.staff)));
	return { again: url.searchParams.has('again'), out: url.searchParams.has('out') };
};

export const actions: Actions = {
	default: async (event) => {
		const { db, now, clientKey } = event.locals;
		const form = await event.request.formData();
		const email = textIn(form, 'email').slice(0, 254);
		const attempt = { email, password: textIn(form, 'password'), clientKey, known: readCookie(event, 'known') };
		const result = await signIn(db, attempt, now);
		if (!result.ok) return fail(400, { email, errors: [{ ...refusalError(result.refusal), field: 'email' }] });
		setCookie(event, 'known', result.known);
		return welcome(event, result, event.url.searchParams.get('next'));
	}
};
