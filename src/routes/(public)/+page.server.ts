import type { DropInState } from '#lib/domain/drop-in.ts';
import { upcomingDropIns } from '#lib/server/db/drop-ins.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, locale, now } }) => {
	const dropIns = await upcomingDropIns(db.read, now(), locale);
	return {
		dropIns: dropIns.map(({ slug, state, title, audience, startsAt, endsAt, hub }) => ({
			slug,
			title,
			audience,
			startsAt,
			endsAt,
			state: standing(state, startsAt <= now()),
			hub: { name: hub.name, street: hub.street, town: hub.town, postcode: hub.postcode, zone: hub.zone }
		}))
	};
};

function standing(state: DropInState, begun: boolean): 'cancelled' | 'closing' | 'now' | 'later' {
	if (state === 'cancelled' || state === 'closing') return state;
	return begun && state === 'open' ? 'now' : 'later';
}
