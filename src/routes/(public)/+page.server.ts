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
			state:
				state === 'cancelled'
					? ('cancelled' as const)
					: startsAt <= now() && state === 'open'
						? ('now' as const)
						: ('later' as const),
			hub: { name: hub.name, street: hub.street, town: hub.town, postcode: hub.postcode, zone: hub.zone }
		}))
	};
};
