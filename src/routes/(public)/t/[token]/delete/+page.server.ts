import { redirect } from '@sveltejs/kit';
import { residentOf, takeDraft } from '#lib/server/auth/resident.ts';
import { deleteNow } from '#lib/server/operations/booking/delete-now.ts';
import { managing, refused } from '../managing.ts';
import { ticketFor } from '../ticket-token.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { token, view, own } = await ticketFor(event);
	if (view.state === 'ended' || view.state === 'claim') redirect(303, `/t/${token}`);
	return { token, own, state: view.state, back: `/t/${token}` };
};

export const actions: Actions = {
	async default(event) {
		const { db, now } = event.locals;
		const { token, typed } = await managing(event);
		const deleted = await deleteNow(db, { token, word: typed }, residentOf(event), now());
		if (!deleted.ok) return refused(token, deleted.refusal, typed);
		takeDraft(event);
		redirect(303, deleted.left === 'nothing' ? '/deleted' : `/t/${token}?deleted`);
	}
};
