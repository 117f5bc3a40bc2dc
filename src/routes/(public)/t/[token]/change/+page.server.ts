import { fail, redirect } from '@sveltejs/kit';
import type { Refusal } from '#lib/domain/refusal.ts';
import { refusalError } from '#lib/i18n/refusal.ts';
import { giveDraft, residentOf } from '#lib/server/auth/resident.ts';
import { textIn } from '#lib/server/form.ts';
import { dropInById } from '#lib/server/db/drop-ins.ts';
import { cancel } from '#lib/server/operations/booking/cancel.ts';
import { startChange } from '#lib/server/operations/booking/start-change.ts';
import { ticketFor, tokenIn } from '../ticket-token.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { token, view, own } = await ticketFor(event);
	if (view.state !== 'booked') redirect(303, `/t/${token}`);
	return { token, own };
};

export const actions: Actions = {
	async change(event) {
		const { db, now, locale } = event.locals;
		const { token, typed } = await managing(event);
		const started = await startChange(db, { token, word: typed }, residentOf(event), now());
		if (!started.ok) return refused(token, started.refusal, typed);
		const dropIn = await dropInById(db.read, started.dropInId, locale);
		giveDraft(event, started.secret);
		redirect(303, `/d/${dropIn?.slug}/book/topics`);
	},

	async cancel(event) {
		const { db, now } = event.locals;
		const { token, typed } = await managing(event);
		const cancelled = await cancel(db, { token, word: typed }, residentOf(event), now());
		if (!cancelled.ok) return refused(token, cancelled.refusal, typed);
		redirect(303, `/t/${token}`);
	}
};

async function managing(event: RequestEvent): Promise<{ token: string; typed: string }> {
	return { token: tokenIn(event), typed: textIn(await event.request.formData(), 'word') };
}

/** What is wrong with the change code is said beside it; anything else the ticket itself says. */
function refused(token: string, refusal: Refusal, typed: string) {
	if (refusal.reason === 'link_ended' || refusal.reason === 'booking_checked_in') redirect(303, `/t/${token}`);
	return fail(400, { error: refusalError(refusal), typed });
}
