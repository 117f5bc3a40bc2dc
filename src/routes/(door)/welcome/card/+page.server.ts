import type { RequestEvent } from '@sveltejs/kit';
import type { Welcomer } from '#lib/domain/actor.ts';
import { isLanguageCode, type LanguageCode, languageOf, languages } from '#lib/i18n/languages.ts';
import { requireWelcomer } from '#lib/server/auth/guards.ts';
import type { DropIn } from '#lib/server/db/drop-ins.ts';
import { textIn } from '#lib/server/form.ts';
import { arrivalHandle, atTheDoor } from '../at-the-door.ts';
import { cardIn, sealCard } from '../card-in-hand.ts';
import { entriesIn, type Entries } from '../entries.ts';
import { topicsToTick } from '../topics.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireWelcomer(event);
	const dropIn = await atTheDoor(event);
	const entries = entriesIn(new FormData(), event.locals.locale);
	return {
		locale: event.locals.locale,
		card: await cardOf(event, dropIn, actor, entries, arrivalHandle(event, dropIn, actor, null))
	};
};

export const actions: Actions = {
	/** From the walk-in form, with all that was typed there; or in another language, with what was ticked here. */
	show: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const form = await event.request.formData();
		const typed = entriesIn(form, event.locals.locale);
		const kept = cardIn(event, dropIn, actor, textIn(form, 'kept'));
		const before = cardIn(event, dropIn, actor, textIn(form, 'card'));
		const entries = kept ? { ...kept, topics: typed.topics } : { ...typed, topics: before?.topics ?? typed.topics };
		const wanted = textIn(form, 'to');
		const language = isLanguageCode(wanted) ? wanted : entries.language;
		return { card: await cardOf(event, dropIn, actor, { ...entries, language }, textIn(form, 'arrival')) };
	}
};

async function cardOf(event: RequestEvent, dropIn: DropIn, actor: Welcomer, entries: Entries, arrival: string) {
	const language: LanguageCode = isLanguageCode(entries.language) ? entries.language : event.locals.locale;
	return {
		language,
		dir: languageOf(language).dir,
		languages: languages.map(({ code, name }) => ({ code, name })),
		topics: await topicsToTick(event, dropIn, language),
		chosen: entries.topics,
		kept: sealCard(event, dropIn, actor, entries),
		arrival
	};
}
