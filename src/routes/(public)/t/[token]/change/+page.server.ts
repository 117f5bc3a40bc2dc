import { redirect } from '@sveltejs/kit';
import { giveDraft, residentOf } from '#lib/server/auth/resident.ts';
import { dropInById } from '#lib/server/db/drop-ins.ts';
import { startChange } from '#lib/server/operations/booking/start-change.ts';
import { managing, refused } from '../managing.ts';
import { ticketFor } from '../ticket-token.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { token, view, own } = await ticketFor(event);
	if (view.state !== 'booked') redirect(303, `/t/${token}`);
	return { token, own, back: `/t/${token}` };
};

export const actions: Actions = {
	async default(event) {
		const { db, now, locale } = event.locals;
		const { token, typed } = await managing(event);
		const started = await startChange(db, { token, word: typed }, residentOf(event), now());
		if (!started.ok) return refused(token, started.refusal, typed);
		const dropIn = await dropInById(db.read, started.dropInId, locale);
		giveDraft(event, started.secret);
		redirect(303, `/d/${dropIn?.slug}/book/topics`);
	}
};
