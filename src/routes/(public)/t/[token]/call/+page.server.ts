import { fail, redirect } from '@sveltejs/kit';
import { refusalError } from '#lib/i18n/refusal.ts';
import { boardIsPaired } from '#lib/server/db/devices.ts';
import { dropInBySlug } from '#lib/server/db/drop-ins.ts';
import { textIn } from '#lib/server/form.ts';
import { newId } from '#lib/server/ids.ts';
import { changeCall } from '#lib/server/operations/ticket/change-call.ts';
import { byHolder } from '../by-holder.ts';
import { ticketFor, tokenIn } from '../ticket-token.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { token, view } = await ticketFor(event);
	if (view.state !== 'here') redirect(303, `/t/${token}`);
	const { db, locale } = event.locals;
	const dropIn = await dropInBySlug(db.read, view.occasion.slug, locale);
	const hasScreen = dropIn !== null && (await boardIsPaired(db.read, dropIn.id));
	return { token, hasScreen, call: view.howToCall, commandId: newId(), back: `/t/${token}` };
};

export const actions: Actions = {
	async default(event) {
		const token = tokenIn(event);
		const form = await event.request.formData();
		const howToCall = textIn(form, 'call');
		const changed = await byHolder(event, form, (db, input, ...rest) =>
			changeCall(db, { ...input, howToCall }, ...rest)
		);
		const gone = !changed.ok && ['link_ended', 'visit_left'].includes(changed.refusal.reason);
		if (changed.ok || gone) redirect(303, `/t/${token}`);
		return fail(400, { error: refusalError(changed.refusal) });
	}
};
