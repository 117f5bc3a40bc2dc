import { requireBoard } from '#lib/server/auth/guards.ts';
import { deviceIsPaired } from '#lib/server/db/devices.ts';
import { liveStream } from '#lib/server/live/stream.ts';
import { followedBoard } from '#lib/server/operations/board/followed.ts';
import type { RequestHandler } from './$types';

/** The wall screen hears of calls on the screen, and of nothing else: a person fetched or called by phone moves nothing here. */
export const GET: RequestHandler = (event) => {
	const { id, dropInId } = requireBoard(event);
	const { db, now } = event.locals;
	const seen = followedBoard(db, dropInId);
	return liveStream(db, {
		dropInId,
		everything: true,
		project: async () => ((await deviceIsPaired(db.read, id)) ? seen(now()) : null)
	});
};
