import { error, type RequestEvent } from '@sveltejs/kit';
import { type DropIn, dropInBySlug } from '#lib/server/db/drop-ins.ts';

/** The drop-in the address names, in the coordinator's language. @throws 404 when there is none. */
export async function dropInOf({
	locals,
	params
}: Pick<RequestEvent, 'locals'> & { params: { slug: string } }): Promise<DropIn> {
	const dropIn = await dropInBySlug(locals.db.read, params.slug, locals.locale);
	if (!dropIn) error(404, 'No such drop-in');
	return dropIn;
}
