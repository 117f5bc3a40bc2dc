import { troubles } from '#lib/domain/room.ts';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { roomView } from '#lib/server/operations/drop-in/room.ts';
import { dropInOf } from '../../../drop-in.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	const { db, now } = event.locals;
	const { id } = await dropInOf(event);
	const at = now();
	const room = await roomView(db, id, at);
	return { room, troubles: troubles(room, at), now: at };
};
