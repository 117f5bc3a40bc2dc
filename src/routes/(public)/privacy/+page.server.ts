import { cookieMaxAge, cookieName } from '#lib/i18n/paraglide/runtime.js';
import { cookiesOfOurs } from '#lib/server/auth/cookies.ts';
import type { PageServerLoad } from './$types';

/** Every cookie there is, by the name it has here and with its life in seconds. */
export const load: PageServerLoad = (event) => ({
	cookies: [{ kind: 'language' as const, name: cookieName, seconds: cookieMaxAge }, ...cookiesOfOurs(event)]
});
