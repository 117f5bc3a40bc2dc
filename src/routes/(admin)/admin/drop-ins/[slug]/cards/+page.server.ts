import { redirect } from '@sveltejs/kit';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { attendingAgencies } from '#lib/server/db/attending.ts';
import { dayCardsOf } from '#lib/server/db/day-cards.ts';
import { textIn } from '#lib/server/form.ts';
import { approve } from '#lib/server/operations/day-card/approve.ts';
import { checkLetters } from '#lib/server/operations/day-card/held-by.ts';
import { issue } from '#lib/server/operations/day-card/issue.ts';
import { revoke } from '#lib/server/operations/day-card/revoke.ts';
import { dropInOf } from '../../../drop-in.server.ts';
import { cardFields } from '../../../field-words.server.ts';
import { refused } from '../../../forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	const { db } = event.locals;
	const { id } = await dropInOf(event);
	const [attending, cards] = await Promise.all([attendingAgencies(db.read, id), dayCardsOf(db.read, id)]);
	return {
		agencies: attending.map(({ agencyId: value, name: label }) => ({ value, label })),
		cards: cards.map((card) => ({
			id: card.id,
			label: card.label,
			state: card.state,
			agency: attending.find(({ agencyId }) => agencyId === card.agencyId)?.name ?? '',
			letters: card.state === 'claimed' ? checkLetters(card) : null
		})),
		saved: event.url.searchParams.has('saved')
	};
};

export const actions: Actions = {
	issue: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const { id: dropInId, slug } = await dropInOf(event);
		const form = await event.request.formData();
		const agencyId = textIn(form, 'agency');
		const result = await issue(db, { dropInId, agencyId, label: textIn(form, 'label') }, actor, now());
		if (!result.ok) return refused(form, result.refusal, { which: 'issue', fields: cardFields });
		redirect(303, `/admin/drop-ins/${slug}/cards/${result.dayCardId}`);
	},
	approve: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const { id: dropInId, slug } = await dropInOf(event);
		const form = await event.request.formData();
		const result = await approve(db, { dayCardId: textIn(form, 'cardId'), dropInId }, actor, now());
		if (!result.ok) return refused(form, result.refusal, { which: 'card' });
		redirect(303, `/admin/drop-ins/${slug}/cards?saved`);
	},
	revoke: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const { slug } = await dropInOf(event);
		const form = await event.request.formData();
		const result = await revoke(db, { dayCardId: textIn(form, 'cardId') }, actor, now());
		if (!result.ok) return refused(form, result.refusal, { which: 'card' });
		redirect(303, `/admin/drop-ins/${slug}/cards?saved`);
	}
};
