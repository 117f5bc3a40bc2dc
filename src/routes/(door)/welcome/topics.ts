import type { RequestEvent } from '@sveltejs/kit';
import type { LanguageCode } from '#lib/i18n/languages.ts';
import type { DropIn } from '#lib/server/db/drop-ins.ts';
import { offeredTopics } from '#lib/server/db/topics.ts';

/** Everything the drop-in offers, the same for everybody: to tick, never to read who ticked it. */
export async function topicsToTick({ locals }: RequestEvent, dropIn: DropIn, locale: LanguageCode = locals.locale) {
	const topics = await offeredTopics(locals.db.read, dropIn.id, locale, locals.now());
	return topics.map(({ id, icon, label, meet }) => ({ id, icon, label, meet }));
}
