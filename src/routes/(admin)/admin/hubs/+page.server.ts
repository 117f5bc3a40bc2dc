import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { everyHub } from '#lib/server/db/hubs.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	return { hubs: await everyHub(event.locals.db.read), saved: event.url.searchParams.has('saved') };
};
