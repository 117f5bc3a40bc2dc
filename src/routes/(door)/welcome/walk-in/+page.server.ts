import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Welcomer } from '#lib/domain/actor.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { requireWelcomer } from '#lib/server/auth/guards.ts';
import type { DropIn } from '#lib/server/db/drop-ins.ts';
import { textIn } from '#lib/server/form.ts';
import { openHandle } from '#lib/server/operations/door/handle.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { arrivalHandle, atTheDoor, ticketPage } from '../at-the-door.ts';
import { cardIn, sealCard } from '../card-in-hand.ts';
import { doorError } from '../door-words.ts';
import { lastCheckIn } from '../last-check-in.ts';
import { entriesIn, type Entries, partyOf } from '../entries.ts';
import { topicsToTick } from '../topics.ts';
import { UNSURE } from '../unsure.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireWelcomer(event);
	const dropIn = await atTheDoor(event);
	return {
		topics: await topicsToTick(event, dropIn),
		arrival: arrivalHandle(event, dropIn, actor, null),
		last: lastCheckIn(event, dropIn)
	};
};

export const actions: Actions = {
	add: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const form = await event.request.formData();
		const { db, now, locale } = event.locals;
		const { entries, card, cardEnded } = everythingIn(event, dropIn, actor, form);
		const sealed = textIn(form, 'arrival');
		const ids = openHandle(db.codes, sealed, { kind: 'arrival', dropInId: dropIn.id, staffId: actor.staffId }, now());
		const arrival = ids ? sealed : arrivalHandle(event, dropIn, actor, null);
		const { party, refusals } = partyOf(entries, locale);
		const errors = [
			...(cardEnded ? [{ text: m.door_card_ended() }] : []),
			...refusals.map((refusal) => doorError(refusal, locale)),
			...(ids ? [] : [{ text: m.door_press_again() }])
		];
		if (!party || !ids || cardEnded) return fail(400, { ...shown(entries, card), arrival, errors });
		const { commandId, visitId, claim } = ids;
		const input = {
			commandId,
			visitId,
			claim,
			number: null,
			dropInId: dropIn.id,
			topicIds: entries.topics.filter((topic) => topic !== UNSURE),
			party,
			priorityAsked: entries.sooner,
			late: entries.late
		};
		const result = await walkIn(db, { ...input, arrivedAt: now() }, actor, now());
		if (!result.ok) return fail(400, { ...shown(entries, card), arrival, errors: [doorError(result.refusal, locale)] });
		const page = ticketPage(event, dropIn, actor, result.visitId, claim);
		redirect(303, result.helpChoosing ? `${page}?said=choose` : page);
	},
	/** Back from the picture card: what was chosen stays sealed, so that nobody reads it over a shoulder. */
	card: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const form = await event.request.formData();
		const kept = cardIn(event, dropIn, actor, textIn(form, 'kept')) ?? entriesIn(form, event.locals.locale);
		const { topics, language } = entriesIn(form, kept.language);
		const entries = { ...kept, topics, language };
		const card = topics.length > 0 ? sealCard(event, dropIn, actor, entries) : null;
		return { ...shown(entries, card), arrival: textIn(form, 'arrival'), errors: [] };
	}
};

/** What was typed, with the topics of the card if it was used. */
function everythingIn(event: RequestEvent, dropIn: DropIn, actor: Welcomer, form: FormData) {
	const typed = entriesIn(form, event.locals.locale);
	const card = textIn(form, 'card');
	const chosen = card === '' ? null : cardIn(event, dropIn, actor, card);
	if (!chosen) return { entries: typed, card: null, cardEnded: card !== '' };
	return { entries: { ...typed, topics: chosen.topics }, card, cardEnded: false };
}

/** The form again. Topics chosen on the card are not in it. */
function shown(entries: Entries, card: string | null) {
	return { entries: card === null ? entries : { ...entries, topics: [] }, card };
}
