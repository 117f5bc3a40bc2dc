import { hasCoordinator } from '#lib/server/db/staff.ts';
import type { RequestHandler } from './$types';

/** For whoever watches over the server: 200 while it can read its database. Says nothing else. */
export const GET: RequestHandler = async ({ locals }) => {
	await hasCoordinator(locals.db.read);
	return new Response('ok');
};
