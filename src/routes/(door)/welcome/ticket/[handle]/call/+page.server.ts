import { fail, redirect } from '@sveltejs/kit';
import { isHowToCall } from '#lib/domain/visit.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { requireWelcomer } from '#lib/server/auth/guards.ts';
import { textIn } from '#lib/server/form.ts';
import { ticketAtDoor, whoAtDoor } from '#lib/server/operations/door/person.ts';
import { setHowToCall } from '#lib/server/operations/visit/set-how-to-call.ts';
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
	return { call: ticket.party.howToCall, back: samePage(event, null), who: await whoAtDoor(event.locals.db, visitId) };
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const { visitId } = ticketIn(event, dropIn, actor);
		const call = textIn(await event.request.formData(), 'call');
		const { db, now, locale } = event.locals;
		const result = isHowToCall(call)
			? await setHowToCall(db, { dropInId: dropIn.id, visitId, howToCall: call }, actor, now())
			: refuse('field_missing', { field: 'call' });
		if (!result.ok) return fail(400, { errors: [doorError(result.refusal, locale)] });
		redirect(303, samePage(event, 'call'));
	}
};
