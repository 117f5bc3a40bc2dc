import { fail, redirect } from '@sveltejs/kit';
import { refusalError } from '#lib/i18n/refusal.ts';
import { residentOf, takeDraft } from '#lib/server/auth/resident.ts';
import { textIn } from '#lib/server/form.ts';
import { deleteNow } from '#lib/server/operations/booking/delete-now.ts';
import { ticketFor, tokenIn } from '../ticket-token.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { token, view, own } = await ticketFor(event);
	if (view.state === 'ended' || view.state === 'claim') redirect(303, `/t/${token}`);
	return { token, own, state: view.state };
};

export const actions: Actions = {
	async default(event) {
		const { db, now } = event.locals;
		const token = tokenIn(event);
		const typed = textIn(await event.request.formData(), 'word');
		const deleted = await deleteNow(db, { token, word: typed }, residentOf(event), now());
		if (!deleted.ok && deleted.refusal.reason === 'link_ended') redirect(303, `/t/${token}`);
		if (!deleted.ok) return fail(400, { error: refusalError(deleted.refusal), typed });
		takeDraft(event);
		redirect(303, deleted.left === 'nothing' ? '/deleted' : `/t/${token}?deleted`);
	}
};
