import { redirect } from '@sveltejs/kit';
import { dropCookie, readCookie } from '#lib/server/auth/cookies.ts';
import { endLoginBy } from '#lib/server/auth/logins.ts';
import type { RequestHandler } from './$types';

/** Ends this browser's login, whoever's it is; a button in every staff header posts here. */
export const POST: RequestHandler = async (event) => {
	const secret = readCookie(event, 'login');
	if (secret !== null) await endLoginBy(event.locals.db, secret, event.locals.now);
	dropCookie(event, 'login');
	redirect(303, '/sign-in?out');
};
