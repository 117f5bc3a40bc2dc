import { error } from '@sveltejs/kit';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { dropInAtHand } from '#lib/server/db/drop-ins.ts';
import { liveStream } from '#lib/server/live/stream.ts';
import { roomView } from '#lib/server/operations/drop-in/room.ts';
import type { RequestHandler } from './$types';

/** The coordinator hears when any count in the room changed, and of pairings that wait. */
export const GET: RequestHandler = async (event) => {
	requireCoordinator(event);
	const { db, now } = event.locals;
	const dropIn = await dropInAtHand(db.read, event.url.searchParams.get('drop-in'));
	if (!dropIn) error(404, 'No drop-in is open');
	return liveStream(db, { dropInId: dropIn.id, everything: true, project: () => roomView(db, dropIn.id, now()) });
};
