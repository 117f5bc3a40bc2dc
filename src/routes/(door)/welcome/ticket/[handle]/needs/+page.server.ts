import { fail, redirect } from '@sveltejs/kit';
import { requireWelcomer } from '#lib/server/auth/guards.ts';
import { ticketAtDoor } from '#lib/server/operations/door/person.ts';
import { setNeeds } from '#lib/server/operations/visit/set-needs.ts';
import { atTheDoor, ticketIn } from '../../../at-the-door.ts';
import { doorError } from '../../../door-words.ts';
import { entriesIn, partyOf } from '../../../entries.ts';
import { samePage } from '../../../said.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireWelcomer(event);
	const dropIn = await atTheDoor(event);
	const { visitId } = ticketIn(event, dropIn, actor);
	const ticket = await ticketAtDoor(event.locals.db, dropIn.id, visitId);
	if (!ticket) redirect(303, '/welcome?ended');
	const { size, language, needs, needsOther, interpreter } = ticket.party;
	const entries = {
		party: String(size),
		language,
		needs: [...needs] as string[],
		other: needsOther,
		interpreter: interpreter ?? ''
	};
	return { entries, back: samePage(event, null) };
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const { visitId } = ticketIn(event, dropIn, actor);
		const { db, now, locale } = event.locals;
		const entries = entriesIn(await event.request.formData(), locale);
		const { party, refusals } = partyOf(entries, locale);
		if (!party) return fail(400, { entries, errors: refusals.map((refusal) => doorError(refusal, locale)) });
		const result = await setNeeds(db, { ...party, dropInId: dropIn.id, visitId }, actor, now());
		if (!result.ok) return fail(400, { entries, errors: [doorError(result.refusal, locale)] });
		redirect(303, samePage(event, 'needs'));
	}
};
