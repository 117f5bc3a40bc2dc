import { redirect } from '@sveltejs/kit';
import { drawQr } from '#lib/kiosk/qr.ts';
import { afterClosing } from './after-closing.ts';
import { ticketFor } from './ticket-token.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { token, view, code } = await ticketFor(event);
	const { db, locale, now } = event.locals;
	// The kiosk's QR is for one phone; what makes it this one's has a page of its own.
	if (view.state === 'claim') redirect(303, `/c/${token}`);
	return {
		token,
		view,
		code,
		qr: view.state === 'booked' ? drawQr(token) : null,
		afterClosing: view.state === 'closed' ? await afterClosing(db.read, view.occasion.slug, locale, now()) : null,
		deleted: event.url.searchParams.has('deleted')
	};
};
