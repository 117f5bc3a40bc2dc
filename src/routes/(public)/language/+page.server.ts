import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { isLanguageCode, languages } from '#lib/i18n/languages.ts';
import { cookieMaxAge, cookieName } from '#lib/i18n/paraglide/runtime.js';
import { safeNext } from '#lib/server/auth/guards.ts';
import { textIn } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => ({
	back: cameFrom(event),
	languages: languages.map(({ code, name, dir, reviewed }) => ({ code, name, dir, reviewed }))
});

export const actions: Actions = {
	async default(event) {
		const form = await event.request.formData();
		const code = textIn(form, 'language');
		const back = safeNext(textIn(form, 'back'), '/');
		if (!isLanguageCode(code)) return fail(400, { back });
		// The name is paraglide's own. It says a language and nothing else, and no script reads it here.
		event.cookies.set(cookieName, code, {
			path: '/',
			maxAge: cookieMaxAge,
			sameSite: 'lax',
			httpOnly: false,
			secure: event.url.protocol === 'https:'
		});
		redirect(303, back);
	}
};

/** The page with the language link, by the referrer: an address in a query would put a ticket's token into logs and histories. */
function cameFrom({ request, url }: RequestEvent): string {
	const referer = request.headers.get('referer');
	if (referer === null || !URL.canParse(referer)) return '/';
	const from = new URL(referer);
	if (from.origin !== url.origin || from.pathname === url.pathname) return '/';
	return from.search.startsWith('?/') ? from.pathname : from.pathname + from.search;
}
