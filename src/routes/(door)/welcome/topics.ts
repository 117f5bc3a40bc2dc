import type { RequestEvent } from '@sveltejs/kit';
import { comesAt } from '#lib/domain/topic.ts';
import type { LanguageCode } from '#lib/i18n/languages.ts';
import type { DropIn } from '#lib/server/db/drop-ins.ts';
import { offeredTopics } from '#lib/server/db/topics.ts';
import { whomToMeet } from '#lib/ui/whom-to-meet.ts';

/** Everything the drop-in offers, the same for everybody: to tick, never to read who ticked it. */
export async function topicsToTick({ locals }: RequestEvent, dropIn: DropIn, locale: LanguageCode = locals.locale) {
	const now = locals.now();
	const topics = await offeredTopics(locals.db.read, dropIn.id, locale, now);
	return topics.map(({ id, icon, label, meet, startsAt }) => ({
		...{ id, icon, label },
		whom: whomToMeet({ meet, from: comesAt({ startsAt }, dropIn.startsAt, now) }, dropIn.hub.zone, locale)
	}));
}
