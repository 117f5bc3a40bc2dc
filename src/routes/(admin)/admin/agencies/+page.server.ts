import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { everyAgency } from '#lib/server/db/agencies.ts';
import { everyTopic } from '#lib/server/db/topic-texts.ts';
import { topicLines } from '../topics/lines.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	const { db, locale } = event.locals;
	const [agencies, topics] = await Promise.all([everyAgency(db.read), everyTopic(db.read)]);
	const lines = topicLines(topics, locale);
	return {
		agencies: agencies.map((agency) => ({ ...agency, topics: lines.filter(({ agencyId }) => agencyId === agency.id) })),
		saved: event.url.searchParams.has('saved')
	};
};
