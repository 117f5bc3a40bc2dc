import { error } from '@sveltejs/kit';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { dropInAtHand } from '#lib/server/db/drop-ins.ts';
import { liveStream } from '#lib/server/live/stream.ts';
import { helpInRoom } from '#lib/server/operations/desk/help.ts';
import { roomView } from '#lib/server/operations/drop-in/room.ts';
import type { RequestHandler } from './$types';

/** The coordinator hears when any count in the room changed, of pairings that wait, and of a desk that asks for help. */
export const GET: RequestHandler = async (event) => {
	const { staffId } = requireCoordinator(event);
	const { db, now } = event.locals;
	const dropIn = await dropInAtHand(db.read, event.url.searchParams.get('drop-in'));
	if (!dropIn) error(404, 'No drop-in is open');
	return liveStream(db, {
		dropInId: dropIn.id,
		everything: true,
		project: () => Promise.all([roomView(db, dropIn.id, now()), helpInRoom(db.read, dropIn.id, staffId)])
	});
};
