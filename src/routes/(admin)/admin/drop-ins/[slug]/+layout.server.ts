import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { helpInRoom } from '#lib/server/operations/desk/help.ts';
import { dropInOf } from '../../drop-in.server.ts';
import type { LayoutServerLoad } from './$types';
import { HELP } from './help.ts';

export const load: LayoutServerLoad = async (event) => {
	const { staffId } = requireCoordinator(event);
	event.depends(HELP);
	const dropIn = await dropInOf(event);
	// Wherever the coordinator is just then, somebody at a desk needs them (UX P6).
	const helpWanted = await helpInRoom(event.locals.db.read, dropIn.id, staffId);
	return { dropIn, helpWanted, now: event.locals.now() };
};
