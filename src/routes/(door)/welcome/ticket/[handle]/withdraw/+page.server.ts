import { fail, redirect } from '@sveltejs/kit';
import { requireWelcomer } from '#lib/server/auth/guards.ts';
import { choicesIn } from '#lib/server/form.ts';
import { whoAtDoor } from '#lib/server/operations/door/person.ts';
import { withdrawTopics } from '#lib/server/operations/visit/withdraw-topics.ts';
import { atTheDoor, ticketIn } from '../../../at-the-door.ts';
import { doorError } from '../../../door-words.ts';
import { samePage } from '../../../said.ts';
import { topicsToTakeOff } from '../../../topics.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireWelcomer(event);
	const dropIn = await atTheDoor(event);
	const { visitId } = ticketIn(event, dropIn, actor);
	return {
		topics: await topicsToTakeOff(event, dropIn),
		back: samePage(event, null),
		who: await whoAtDoor(event.locals.db, visitId)
	};
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const { visitId } = ticketIn(event, dropIn, actor);
		const topicIds = choicesIn(await event.request.formData(), 'topics').slice(0, 60);
		const { db, now, locale } = event.locals;
		const result = await withdrawTopics(db, { dropInId: dropIn.id, visitId, topicIds }, actor, now());
		if (!result.ok) return fail(400, { topics: topicIds, errors: [doorError(result.refusal, locale)] });
		redirect(303, samePage(event, 'withdraw'));
	}
};
