import { error, type RequestEvent } from '@sveltejs/kit';
import { isSlug } from '#lib/domain/words.ts';
import { type DropIn, dropInBySlug } from '#lib/server/db/drop-ins.ts';

/** The drop-in an address names, in the reader's language. @throws 404 for one that is unknown or not published yet. */
export async function publicDropIn({ locals, params }: RequestEvent<{ slug: string }>): Promise<DropIn> {
	const dropIn = isSlug(params.slug) ? await dropInBySlug(locals.db.read, params.slug, locals.locale) : null;
	if (!dropIn || dropIn.state === 'draft') error(404, 'No such drop-in');
	return dropIn;
}
