import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Result } from '#lib/domain/refusal.ts';
import { refusalError } from '#lib/i18n/refusal.ts';
import { drawQr } from '#lib/kiosk/qr.ts';
import { outlookByToken } from '#lib/server/live/outlook.ts';
import { newId } from '#lib/server/ids.ts';
import { comeBack } from '#lib/server/operations/ticket/come-back.ts';
import { park } from '#lib/server/operations/ticket/park.ts';
import { afterClosing } from './after-closing.ts';
import { byHolder } from './by-holder.ts';
import { ticketFor, tokenIn } from './ticket-token.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { token, view, code } = await ticketFor(event);
	const { db, locale, now } = event.locals;
	// The kiosk's QR is for one phone; what makes it this one's has a page of its own.
	if (view.state === 'claim') redirect(303, `/c/${token}`);
	return {
		token,
		view,
		code,
		outlook: view.state === 'here' ? await outlookByToken(db, token, now()) : null,
		/** Makes one press count once. */
		commandId: newId(),
		qr: view.state === 'booked' ? drawQr(token) : null,
		afterClosing: view.state === 'closed' ? await afterClosing(db.read, view.occasion.slug, locale, now()) : null,
		deleted: event.url.searchParams.has('deleted')
	};
};

export const actions: Actions = {
	park: (event) => act(event, park),
	back: (event) => act(event, comeBack)
};

/** Does it, and shows the ticket as it is then. Where that has moved on meanwhile, the page itself says so. */
async function act(event: RequestEvent<{ token: string }>, deed: typeof park) {
	const done: Result = await byHolder(event, await event.request.formData(), deed);
	const passed = done.ok || done.refusal.reason === 'link_ended' || done.refusal.reason === 'visit_left';
	if (passed) redirect(303, `/t/${tokenIn(event)}`);
	return fail(400, { error: refusalError(done.refusal) });
}
