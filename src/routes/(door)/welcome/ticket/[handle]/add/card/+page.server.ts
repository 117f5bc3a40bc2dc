import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { isLanguageCode, languageOf, languages } from '#lib/i18n/languages.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { requireWelcomer } from '#lib/server/auth/guards.ts';
import type { DropIn } from '#lib/server/db/drop-ins.ts';
import { choicesIn, textIn } from '#lib/server/form.ts';
import { ticketAtDoor } from '#lib/server/operations/door/person.ts';
import { addTopics } from '#lib/server/operations/visit/add-topics.ts';
import { atTheDoor, ticketIn } from '../../../../at-the-door.ts';
import { doorError } from '../../../../door-words.ts';
import { samePage } from '../../../../said.ts';
import { topicsToTick } from '../../../../topics.ts';
import type { Actions, PageServerLoad } from './$types';

/** The card for somebody who has a ticket, in the language they came in. */
export const load: PageServerLoad = async (event) => {
	const actor = requireWelcomer(event);
	const dropIn = await atTheDoor(event);
	const { visitId } = ticketIn(event, dropIn, actor);
	const ticket = await ticketAtDoor(event.locals.db, dropIn.id, visitId);
	if (!ticket) redirect(303, '/welcome?ended');
	return { locale: event.locals.locale, card: await cardOf(event, dropIn, ticket.party.language, []) };
};

export const actions: Actions = {
	show: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		ticketIn(event, dropIn, actor);
		const form = await event.request.formData();
		return { card: await cardOf(event, dropIn, textIn(form, 'to'), ticked(form)), error: undefined };
	},
	/** What they chose goes straight into the lines: the welcomer need not see it. */
	add: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const { visitId } = ticketIn(event, dropIn, actor);
		const form = await event.request.formData();
		const topicIds = ticked(form);
		const { db, now } = event.locals;
		const result = await addTopics(db, { dropInId: dropIn.id, visitId, topicIds }, actor, now());
		if (result.ok) redirect(303, samePage(event, 'add'));
		const card = await cardOf(event, dropIn, textIn(form, 'language'), topicIds);
		const missing = m.door_topics_missing({}, { locale: card.language });
		const { reason } = result.refusal;
		const error = reason === 'topics_missing' ? missing : doorError(result.refusal, event.locals.locale).text;
		return fail(400, { card, error });
	}
};

function ticked(form: FormData): string[] {
	return choicesIn(form, 'topics').slice(0, 60);
}

async function cardOf(event: RequestEvent, dropIn: DropIn, wanted: string, chosen: string[]) {
	const language = isLanguageCode(wanted) ? wanted : event.locals.locale;
	return {
		language,
		dir: languageOf(language).dir,
		languages: languages.map(({ code, name }) => ({ code, name })),
		topics: await topicsToTick(event, dropIn, language),
		chosen
	};
}
