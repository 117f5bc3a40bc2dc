import { redirect } from '@sveltejs/kit';
import { textIn } from '#lib/server/form.ts';
import { newId } from '#lib/server/ids.ts';
import { leave } from '#lib/server/operations/ticket/leave.ts';
import { byHolder } from '../by-holder.ts';
import { refused } from '../managing.ts';
import { ticketFor, tokenIn } from '../ticket-token.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { token, view, own } = await ticketFor(event);
	if (view.state !== 'here') redirect(303, `/t/${token}`);
	const mayPark = view.parksLeft !== null && view.parksLeft > 0;
	return { token, own, mayPark, commandId: newId(), back: `/t/${token}` };
};

export const actions: Actions = {
	async default(event) {
		const token = tokenIn(event);
		const form = await event.request.formData();
		const word = textIn(form, 'word');
		const left = await byHolder(event, form, (db, input, ...rest) => leave(db, { ...input, word }, ...rest));
		if (!left.ok) return refused(token, left.refusal, word);
		redirect(303, `/t/${token}`);
	}
};
