import { requireCoordinator } from '#lib/server/auth/guards.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = (event) => {
	requireCoordinator(event);
	const { locale, demo } = event.locals;
	return { locale, demo };
};
