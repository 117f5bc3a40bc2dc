import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { everyAgency } from '#lib/server/db/agencies.ts';
import { everyDropIn } from '#lib/server/db/drop-ins.ts';
import { everyHub } from '#lib/server/db/hubs.ts';
import { listStaff } from '#lib/server/db/staff.ts';
import { everyTopic } from '#lib/server/db/topic-texts.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	const { db, locale, now } = event.locals;
	const all = await everyDropIn(db.read, locale);
	const isOn = all.filter(({ state }) => state === 'open' || state === 'closing');
	const ahead = all
		.filter(({ state, endsAt }) => (state === 'draft' || state === 'published') && endsAt > now())
		.reverse();
	const [hubs, agencies, topics, staff] = await Promise.all([
		everyHub(db.read),
		everyAgency(db.read),
		everyTopic(db.read),
		listStaff(db.read)
	]);
	return {
		isOn,
		ahead,
		past: all.filter((dropIn) => !isOn.includes(dropIn) && !ahead.includes(dropIn)),
		steps: {
			hub: hubs.length > 0,
			agencies: agencies.length > 0 && topics.length > 0,
			dropIn: all.length > 0,
			people: staff.length > 1
		}
	};
};
