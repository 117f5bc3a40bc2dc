import { redirect } from '@sveltejs/kit';
import { heldDraft, takeDraft } from '#lib/server/auth/resident.ts';
import { bookingById } from '#lib/server/db/bookings.ts';
import { draftBySecret } from '#lib/server/db/drafts.ts';
import { publicDropIn } from '../public-drop-in.ts';
import { mustBeBookable, stepHref } from './in-progress.ts';
import type { Actions, PageServerLoad } from './$types';

/** Begins, or asks first when something was booked from here a moment ago. */
export const load: PageServerLoad = async (event) => {
	const { db, now } = event.locals;
	const dropIn = await publicDropIn(event);
	mustBeBookable(event, dropIn);
	const secret = heldDraft(event);
	const draft = secret === null ? null : await draftBySecret(db.read, db.codes, secret, now());
	if (draft?.dropInId !== dropIn.id || draft.bookingId === null) redirect(303, stepHref(dropIn.slug, 'topics'));
	const booking = await bookingById(db.read, draft.bookingId);
	if (booking?.state !== 'booked') {
		takeDraft(event);
		redirect(303, stepHref(dropIn.slug, 'topics'));
	}
	return { back: `/d/${dropIn.slug}`, ticket: `/t/${secret}` };
};

export const actions: Actions = {
	async default(event) {
		takeDraft(event);
		redirect(303, stepHref(event.params.slug, 'topics'));
	}
};
