import { requireWelcomer } from '#lib/server/auth/guards.ts';
import { doorView } from '#lib/server/operations/door/view.ts';
import { chosenDoor, doorsOf } from './at-the-door.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
	requireWelcomer(event);
	event.depends('door:view');
	const { db, locale } = event.locals;
	const doors = await doorsOf(event);
	const dropIn = chosenDoor(event, doors);
	return {
		locale,
		doors: doors.map(({ slug, title, hub }) => ({ slug, title, hub: hub.name })),
		dropIn: dropIn && { slug: dropIn.slug, title: dropIn.title, hub: dropIn.hub.name, zone: dropIn.hub.zone },
		view: dropIn ? await doorView(db, dropIn.id) : { fetch: [], notes: [] }
	};
};
