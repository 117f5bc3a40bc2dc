import { redirect } from '@sveltejs/kit';
import { residentOf } from '#lib/server/auth/resident.ts';
import { cancel } from '#lib/server/operations/booking/cancel.ts';
import { managing, refused } from '../managing.ts';
import { ticketFor } from '../ticket-token.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { token, view, own } = await ticketFor(event);
	if (view.state !== 'booked') redirect(303, `/t/${token}`);
	const { occasion, window } = view;
	return { token, own, window, hub: { name: occasion.hub.name, zone: occasion.hub.zone }, back: `/t/${token}/change` };
};

export const actions: Actions = {
	async default(event) {
		const { db, now } = event.locals;
		const { token, typed } = await managing(event);
		const cancelled = await cancel(db, { token, word: typed }, residentOf(event), now());
		if (!cancelled.ok) return refused(token, cancelled.refusal, typed);
		redirect(303, `/t/${token}`);
	}
};
