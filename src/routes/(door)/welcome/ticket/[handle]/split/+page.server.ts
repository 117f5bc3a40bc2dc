import { fail, redirect } from '@sveltejs/kit';
import { readHowToCall } from '#lib/domain/answers.ts';
import { asciiDigits } from '#lib/domain/reference.ts';
import { requireWelcomer } from '#lib/server/auth/guards.ts';
import { choicesIn, textIn } from '#lib/server/form.ts';
import { ticketAtDoor, whoAtDoor } from '#lib/server/operations/door/person.ts';
import { split } from '#lib/server/operations/visit/split.ts';
import { arrivalHandle, arrivalIn, atTheDoor, ticketIn, ticketPage } from '../../../at-the-door.ts';
import { doorError } from '../../../door-words.ts';
import { samePage } from '../../../said.ts';
import { topicsToTick } from '../../../topics.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireWelcomer(event);
	const dropIn = await atTheDoor(event);
	const { visitId } = ticketIn(event, dropIn, actor);
	const ticket = await ticketAtDoor(event.locals.db, dropIn.id, visitId);
	if (!ticket) redirect(303, '/welcome?ended');
	if (ticket.state === 'left' || ticket.party.size < 2) redirect(303, samePage(event, null));
	return {
		most: ticket.party.size - 1,
		topics: await topicsToTick(event, dropIn),
		fresh: arrivalHandle(event, dropIn, actor, null),
		back: samePage(event, null),
		who: await whoAtDoor(event.locals.db, visitId)
	};
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const { visitId } = ticketIn(event, dropIn, actor);
		const form = await event.request.formData();
		const typed = {
			size: textIn(form, 'size').slice(0, 20),
			topics: choicesIn(form, 'topics').slice(0, 60),
			call: textIn(form, 'call').slice(0, 20)
		};
		// The ids and the new code are made with the page, so that a double tap draws one number.
		const { commandId, claim, visitId: newVisitId } = arrivalIn(event, dropIn, actor, textIn(form, 'fresh'));
		const { db, now, locale } = event.locals;
		const call = readHowToCall(typed.call);
		if (!call.ok) return fail(400, { ...typed, errors: [doorError(call.refusal, locale)] });
		const size = Number(asciiDigits(typed.size).trim() || NaN);
		const wanted = { dropInId: dropIn.id, visitId, size, topicIds: typed.topics, howToCall: call.howToCall };
		const result = await split(db, { ...wanted, commandId, newVisitId, claim }, actor, now());
		if (!result.ok) return fail(400, { ...typed, errors: [doorError(result.refusal, locale)] });
		redirect(303, `${ticketPage(event, dropIn, actor, newVisitId, claim)}?said=split`);
	}
};
