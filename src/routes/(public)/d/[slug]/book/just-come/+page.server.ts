import { heldDraft } from '#lib/server/auth/resident.ts';
import { draftBySecret } from '#lib/server/db/drafts.ts';
import { publicDropIn } from '../../public-drop-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { db, now } = event.locals;
	const { slug, startsAt, endsAt, hub } = await publicDropIn(event);
	const secret = heldDraft(event);
	const draft = secret === null ? null : await draftBySecret(db.read, db.codes, secret, now());
	const { name, street, town, postcode, zone } = hub;
	const kept = draft !== null && draft.bookingId === null;
	return { back: `/d/${slug}/book/topics`, kept, startsAt, endsAt, hub: { name, street, town, postcode, zone } };
};
