import { error } from '@sveltejs/kit';
import { requireWelcomer } from '#lib/server/auth/guards.ts';
import { dropInAtHand } from '#lib/server/db/drop-ins.ts';
import { liveStream } from '#lib/server/live/stream.ts';
import { doorView } from '#lib/server/operations/door/view.ts';
import type { RequestHandler } from './$types';

/** The welcomers hear when there is somebody to fetch or something to see to, at the drop-in they are for. */
export const GET: RequestHandler = async (event) => {
	requireWelcomer(event);
	const { db } = event.locals;
	const dropIn = await dropInAtHand(db.read, event.url.searchParams.get('drop-in'));
	if (!dropIn) error(404, 'No drop-in is open');
	requireWelcomer(event, { dropInId: dropIn.id });
	// Everything: without a wall screen there are more to fetch.
	return liveStream(db, { dropInId: dropIn.id, everything: true, project: () => doorView(db, dropIn.id) });
};
