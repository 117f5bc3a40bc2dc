import { fail, redirect } from '@sveltejs/kit';
import { requireWelcomer } from '#lib/server/auth/guards.ts';
import { ticketAtDoor } from '#lib/server/operations/door/person.ts';
import { markLeft } from '#lib/server/operations/visit/mark-left.ts';
import { atTheDoor, ticketIn } from '../../../at-the-door.ts';
import { doorError } from '../../../door-words.ts';
import { samePage } from '../../../said.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireWelcomer(event);
	const dropIn = await atTheDoor(event);
	const { visitId } = ticketIn(event, dropIn, actor);
	const ticket = await ticketAtDoor(event.locals.db, dropIn.id, visitId);
	if (!ticket) redirect(303, '/welcome?ended');
	return { number: ticket.number, back: samePage(event, null) };
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const { visitId } = ticketIn(event, dropIn, actor);
		const { db, now, locale } = event.locals;
		const result = await markLeft(db, { dropInId: dropIn.id, visitId }, actor, now());
		if (!result.ok) return fail(400, { errors: [doorError(result.refusal, locale)] });
		redirect(303, samePage(event, 'left'));
	}
};
