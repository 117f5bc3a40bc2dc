import { error } from '@sveltejs/kit';
import { requireRep } from '#lib/server/auth/guards.ts';
import { dropInsOfRep, liveDeskOf } from '#lib/server/db/reps-drop-ins.ts';
import { liveStream } from '#lib/server/live/stream.ts';
import { deskView } from '#lib/server/operations/desk/view.ts';
import type { RequestHandler } from './$types';

/** A rep hears when something on their own desk's page changed; before the desk is open, when their drop-ins do. */
export const GET: RequestHandler = async (event) => {
	const rep = requireRep(event);
	const { db, now, locale } = event.locals;
	const desk = await liveDeskOf(db.read, rep);
	const [first] = await dropInsOfRep(db.read, rep);
	const dropInId = desk?.dropInId ?? first?.id;
	if (dropInId === undefined) error(404, 'No drop-in is near');
	return liveStream(db, {
		dropInId,
		async project() {
			const dropIns = await dropInsOfRep(db.read, rep);
			const open = await liveDeskOf(db.read, rep);
			return { dropIns, desk: open ? await deskView(db, { ...open, locale }, rep, now()) : 'none' };
		}
	});
};
