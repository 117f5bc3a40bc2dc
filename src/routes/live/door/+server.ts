import { error } from '@sveltejs/kit';
import { mayWelcomeAt } from '#lib/domain/staff.ts';
import { requireWelcomer } from '#lib/server/auth/guards.ts';
import { dropInAtHand } from '#lib/server/db/drop-ins.ts';
import { openDropIns } from '#lib/server/db/open-drop-ins.ts';
import { liveStream } from '#lib/server/live/stream.ts';
import { askedWhileShut } from '#lib/server/operations/door/asked-while-shut.ts';
import { doorView } from '#lib/server/operations/door/view.ts';
import type { RequestHandler } from './$types';

/**
 * The welcomers hear when there is somebody to fetch or something to see to at the drop-in they are for; and, at one or
 * none, when a drop-in opens or closes, and when somebody asks at the tablet of one that is shut.
 */
export const GET: RequestHandler = async (event) => {
	const { staffId } = requireWelcomer(event);
	const { db, now, locale, staff } = event.locals;
	const roles = staff?.roles ?? [];
	const slug = event.url.searchParams.get('drop-in');
	const dropIn = slug === null ? null : await dropInAtHand(db.read, slug);
	if (slug !== null && !dropIn) error(404, 'No drop-in is open');
	if (dropIn) requireWelcomer(event, { dropInId: dropIn.id });
	return liveStream(db, {
		dropInId: dropIn?.id ?? '',
		// Everything: without a wall screen there are more to fetch.
		everything: true,
		async project() {
			const open = await openDropIns(db.read, locale);
			return {
				doors: open.filter(({ id }) => mayWelcomeAt({ roles }, id)).map(({ id }) => id),
				asked: await askedWhileShut(db, { roles }, now()),
				view: dropIn && (await doorView(db, dropIn.id, staffId))
			};
		}
	});
};
