import type { RequestEvent } from '@sveltejs/kit';
import type { Instant } from '#lib/domain/instant.ts';
import { comesAt } from '#lib/domain/topic.ts';
import type { LanguageCode } from '#lib/i18n/languages.ts';
import type { DropIn } from '#lib/server/db/drop-ins.ts';
import { type OfferedTopic, offeredTopics, topicsInLine } from '#lib/server/db/topics.ts';
import { whomToMeet } from '#lib/ui/whom-to-meet.ts';

/** Everything the drop-in offers, the same for everybody: to tick, never to read who ticked it. */
export async function topicsToTick({ locals }: RequestEvent, dropIn: DropIn, locale: LanguageCode = locals.locale) {
	const now = locals.now();
	return shown(await offeredTopics(locals.db.read, dropIn.id, locale, now), dropIn, locale, now);
}

/** What somebody may be in line for, the same for everybody: also at an agency that has gone since. */
export async function topicsToTakeOff({ locals }: RequestEvent, dropIn: DropIn) {
	const { db, locale, now } = locals;
	return shown(await topicsInLine(db.read, dropIn.id, locale), dropIn, locale, now());
}

function shown(topics: readonly OfferedTopic[], dropIn: DropIn, locale: LanguageCode, now: Instant) {
	return topics.map(({ id, icon, label, meet, startsAt }) => ({
		...{ id, icon, label },
		whom: whomToMeet({ meet, from: comesAt({ startsAt }, dropIn.startsAt, now) }, dropIn.hub.zone, locale)
	}));
}
