import { error } from '@sveltejs/kit';
import { requireReps } from '#lib/server/auth/guards.ts';
import { attendancesOnCall } from '#lib/server/db/desks.ts';
import { dropInsOfRep, liveDeskOf } from '#lib/server/db/reps-drop-ins.ts';
import { liveStream } from '#lib/server/live/stream.ts';
import { deskView } from '#lib/server/operations/desk/view.ts';
import type { RequestHandler } from './$types';

/** A rep hears when something on their own desk's page changed; before the desk is open, when their drop-ins do. */
export const GET: RequestHandler = async (event) => {
	const reps = requireReps(event);
	const { db, now, locale } = event.locals;
	const theirs = async () => (await Promise.all(reps.map((rep) => dropInsOfRep(db.read, rep)))).flat();
	const desk = await liveDeskOf(db.read, reps);
	const dropInId = desk?.dropInId ?? (await theirs())[0]?.id;
	if (dropInId === undefined) error(404, 'No drop-in is near');
	return liveStream(db, {
		dropInId,
		async project() {
			const dropIns = await theirs();
			const open = await liveDeskOf(db.read, reps);
			// Whom a rep can ask to their table changes with other agencies' desks.
			const onCall = open ? (await attendancesOnCall(db.read, open.dropInId)).sort() : [];
			return { dropIns, onCall, desk: open ? await deskView(db, { ...open, locale }, open.rep, now()) : 'none' };
		}
	});
};
