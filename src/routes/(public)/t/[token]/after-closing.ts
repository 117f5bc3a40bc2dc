import type { LanguageCode } from '#lib/i18n/languages.ts';
import type { Reader } from '#lib/server/db/change.ts';
import { type DropIn, dropInBySlug, upcomingDropIns } from '#lib/server/db/drop-ins.ts';

/** Where whoever was not seen can turn: the same for everybody who was there. */
export interface AfterClosing {
	/** Where else one can talk, as the coordinator wrote it. */
	elsewhere: string;
	/** The next drop-in one can go to, when one is planned. */
	next: (Pick<DropIn, 'slug' | 'title' | 'startsAt' | 'endsAt'> & { hub: { name: string; zone: string } }) | null;
}

/** What somebody is told whose drop-in, of that slug, closed before they were seen. */
export async function afterClosing(db: Reader, slug: string, locale: LanguageCode, now: string): Promise<AfterClosing> {
	const closed = await dropInBySlug(db, slug, locale);
	const coming = await upcomingDropIns(db, now, locale);
	const next = coming.find((one) => one.slug !== slug && (one.state === 'published' || one.state === 'open'));
	return { elsewhere: closed?.elsewhere ?? '', next: next === undefined ? null : shown(next) };
}

function shown({ slug, title, startsAt, endsAt, hub }: DropIn): AfterClosing['next'] {
	return { slug, title, startsAt, endsAt, hub: { name: hub.name, zone: hub.zone } };
}
