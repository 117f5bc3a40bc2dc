import { fail, redirect } from '@sveltejs/kit';
import { refusalError } from '#lib/i18n/refusal.ts';
import { rememberedResident } from '#lib/server/auth/resident.ts';
import { placesOf } from '#lib/server/db/places.ts';
import { offeredTopics } from '#lib/server/db/topics.ts';
import { book } from '#lib/server/operations/booking/book.ts';
import { saveAnswers } from '#lib/server/operations/booking/save-answers.ts';
import { frame, hasGone, inProgress, stepHref, whereToMend } from '../in-progress.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { db, locale, now } = event.locals;
	const { dropIn, answers } = await inProgress(event, 'check');
	const topics = await offeredTopics(db.read, dropIn.id, locale, now());
	if (hasGone(answers, topics)) redirect(303, stepHref(dropIn.slug, 'topics'));
	const window = (await placesOf(db.read, dropIn.id)).find(({ windowId }) => windowId === answers.windowId);
	const { hub } = dropIn;
	return {
		...frame(dropIn, answers, 'check'),
		hub: { name: hub.name, street: hub.street, postcode: hub.postcode, zone: hub.zone },
		window: window ? { startsAt: window.startsAt, endsAt: window.endsAt } : null,
		topics: topics
			.filter(({ id }) => answers.topicIds.includes(id))
			.map(({ id, label, meet }) => ({ id, label, meet })),
		party: answers.party,
		contact: answers.contact,
		changing: answers.replaces !== null,
		deleteOn: dropIn.deleteOn
	};
};

export const actions: Actions = {
	async default(event) {
		const { db, locale, now, clientKey } = event.locals;
		const { dropIn, secret } = await inProgress(event, 'check');
		// Whoever changed the language on the way is spoken to in the one they ended with.
		await saveAnswers(db, secret, (before) => ({ ...before, party: { ...before.party, language: locale } }), now());
		const booked = await book(db, { secret, from: clientKey }, rememberedResident(event), now());
		if (booked.ok) redirect(303, `/t/${booked.token}`);
		if (booked.refusal.reason === 'draft_gone') redirect(303, stepHref(dropIn.slug, 'gone'));
		if (booked.refusal.reason === 'window_full') redirect(303, `${stepHref(dropIn.slug, 'window')}?full`);
		const mend = whereToMend(booked.refusal);
		if (mend) redirect(303, stepHref(dropIn.slug, mend));
		const isTooMany = booked.refusal.reason === 'too_many_from_here';
		return fail(isTooMany ? 429 : 400, { error: refusalError(booked.refusal) });
	}
};
