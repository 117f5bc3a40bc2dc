import { redirect, type RequestEvent } from '@sveltejs/kit';
import { homeOf } from '../../domain/staff.ts';
import { rolesOf } from '../db/staff.ts';
import { setCookie } from './cookies.ts';
import { safeNext } from './guards.ts';

/**
 * Gives the browser its login and sends it on: to where it was going, or to where this person's work is.
 * @throws the redirect.
 */
export async function welcome(
	event: RequestEvent,
	login: { secret: string; staffId: string },
	next: string | null
): Promise<never> {
	setCookie(event, 'login', login.secret);
	const roles = await rolesOf(event.locals.db.read, login.staffId);
	redirect(303, safeNext(next, homeOf({ roles })));
}
