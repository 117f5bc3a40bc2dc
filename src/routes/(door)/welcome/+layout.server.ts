import { requireWelcomer } from '#lib/server/auth/guards.ts';
import { askedWhileShut } from '#lib/server/operations/door/asked-while-shut.ts';
import { doorView } from '#lib/server/operations/door/view.ts';
import { chosenDoor, doorsOf } from './at-the-door.ts';
import { lastCheckIn } from './last-check-in.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
	const { staffId } = requireWelcomer(event);
	event.depends('door:view');
	const { db, now, locale, staff } = event.locals;
	const doors = await doorsOf(event);
	const dropIn = chosenDoor(event, doors);
	const asked = await askedWhileShut(db, { roles: staff?.roles ?? [] }, now());
	return {
		locale,
		asked: asked.map(({ id, hub, zone, since }) => ({ id, hub, zone, since })),
		doors: doors.map(({ slug, title, hub }) => ({ slug, title, hub: hub.name })),
		dropIn: dropIn && {
			slug: dropIn.slug,
			title: dropIn.title,
			hub: dropIn.hub.name,
			zone: dropIn.hub.zone,
			/** Nobody new is let in any more. */
			isClosing: dropIn.state === 'closing',
			last: lastCheckIn(event, dropIn),
			elsewhere: dropIn.elsewhere
		},
		view: dropIn ? await doorView(db, dropIn.id, staffId) : { fetch: [], notes: [] }
	};
};
