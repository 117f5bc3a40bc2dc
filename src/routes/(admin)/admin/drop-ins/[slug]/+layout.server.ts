import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { dropInOf } from '../../drop-in.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
	requireCoordinator(event);
	return { dropIn: await dropInOf(event), now: event.locals.now() };
};
