import { isAfterLastAdmission, isBookable, MAX_CALLS } from '#lib/domain/drop-in.ts';
import { attendingAgencies } from '#lib/server/db/attending.ts';
import { offeredTopics } from '#lib/server/db/topics.ts';
import { publicDropIn } from './public-drop-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { db, now, locale } = event.locals;
	const dropIn = await publicDropIn(event);
	const { slug, title, audience, elsewhere, startsAt, endsAt, headStart, priorityRate, hub } = dropIn;
	const { deleteOn, purgedAt, lastAdmissionAt } = dropIn;
	// Before it starts nobody has gone home yet; afterwards the page still says who was there.
	const [topics, agencies] = await Promise.all([
		offeredTopics(db.read, dropIn.id, locale, startsAt),
		attendingAgencies(db.read, dropIn.id)
	]);
	return {
		dropIn: {
			slug,
			title,
			audience,
			elsewhere,
			startsAt,
			endsAt,
			lastAdmissionAt,
			deleteOn,
			purgedAt,
			headStart,
			priorityRate,
			calls: MAX_CALLS
		},
		hub: {
			name: hub.name,
			street: hub.street,
			town: hub.town,
			postcode: hub.postcode,
			zone: hub.zone,
			access: hub.access
		},
		state:
			dropIn.state === 'cancelled'
				? ('cancelled' as const)
				: isBookable(dropIn, now())
					? ('bookable' as const)
					: over(dropIn, now()),
		/** After the last check-in: only those who booked come in. */
		full: isAfterLastAdmission(lastAdmissionAt, now()),
		topics: topics.map(({ id, label, meet, insteadOfId, startsAt: from, endsAt: until }) => ({
			id,
			instead: insteadOfId !== null,
			label,
			meet,
			hours: from === startsAt && until === endsAt ? null : { from, until }
		})),
		agencies: agencies.filter(({ gone }) => gone === null).map(({ id, name }) => ({ id, name }))
	};
};

function over({ state, endsAt }: { state: string; endsAt: string }, now: string): 'over' | 'closing' {
	return state === 'closed' || endsAt <= now ? 'over' : 'closing';
}
