import { fail, redirect } from '@sveltejs/kit';
import { requireWelcomer } from '#lib/server/auth/guards.ts';
import { textIn } from '#lib/server/form.ts';
import { findTicket } from '#lib/server/operations/door/find-ticket.ts';
import { atTheDoor, ticketPage } from '../at-the-door.ts';
import { doorError } from '../door-words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireWelcomer(event);
	await atTheDoor(event);
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const typed = textIn(await event.request.formData(), 'number').slice(0, 40);
		const { db, now, locale } = event.locals;
		const result = await findTicket(db, { dropInId: dropIn.id, typed }, actor, now());
		if (!result.ok) return fail(400, { number: typed, errors: [doorError(result.refusal, locale)] });
		redirect(303, ticketPage(event, dropIn, actor, result.visitId));
	}
};
