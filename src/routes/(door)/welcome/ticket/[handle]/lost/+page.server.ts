import { fail, redirect } from '@sveltejs/kit';
import { requireWelcomer } from '#lib/server/auth/guards.ts';
import { ticketAtDoor } from '#lib/server/operations/door/person.ts';
import { textIn } from '#lib/server/form.ts';
import { replaceTicket } from '#lib/server/operations/visit/replace-ticket.ts';
import { arrivalHandle, arrivalIn, atTheDoor, ticketIn, ticketPage } from '../../../at-the-door.ts';
import { doorError } from '../../../door-words.ts';
import { samePage } from '../../../said.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireWelcomer(event);
	const dropIn = await atTheDoor(event);
	const { visitId } = ticketIn(event, dropIn, actor);
	const ticket = await ticketAtDoor(event.locals.db, dropIn.id, visitId);
	if (!ticket) redirect(303, '/welcome?ended');
	return { number: ticket.number, fresh: arrivalHandle(event, dropIn, actor, null), back: samePage(event, null) };
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const { visitId } = ticketIn(event, dropIn, actor);
		// The command and the new code are made with the page, so that a double tap draws one number.
		const { commandId, claim } = arrivalIn(event, dropIn, actor, textIn(await event.request.formData(), 'fresh'));
		const { db, now, locale } = event.locals;
		const result = await replaceTicket(db, { commandId, dropInId: dropIn.id, visitId, claim }, actor, now());
		if (!result.ok) return fail(400, { errors: [doorError(result.refusal, locale)] });
		redirect(303, `${ticketPage(event, dropIn, actor, visitId, claim)}?said=lost`);
	}
};
