import { fail, redirect } from '@sveltejs/kit';
import { refuse } from '#lib/domain/refusal.ts';
import { windowChoices } from '#lib/domain/window.ts';
import { refusalError } from '#lib/i18n/refusal.ts';
import { placesOf } from '#lib/server/db/places.ts';
import { offeredTopics } from '#lib/server/db/topics.ts';
import { textIn } from '#lib/server/form.ts';
import { frame, goOn, hasGone, type InProgress, inProgress, stepHref } from '../in-progress.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const WALK_IN = 'walk-in';

export const load: PageServerLoad = async (event) => {
	const booking = await inProgress(event, 'window');
	const { dropIn, answers } = booking;
	const { startsAt, endsAt, hub } = dropIn;
	return {
		...frame(dropIn, answers, 'window'),
		...(await windowsFor(event, booking)),
		walkIn: WALK_IN,
		startsAt,
		endsAt,
		hub: { name: hub.name, zone: hub.zone },
		chosen: answers.windowId,
		severalTopics: answers.topicIds.length > 1
	};
};

export const actions: Actions = {
	async default(event) {
		const booking = await inProgress(event, 'window');
		const wanted = textIn(await event.request.formData(), 'window');
		if (wanted === WALK_IN) redirect(303, stepHref(booking.dropIn.slug, 'just-come'));
		const { windows } = await windowsFor(event, booking);
		const window = windows.find(({ windowId }) => windowId === wanted);
		if (!window) return fail(400, { error: refusalError(refuse('window_missing', { field: 'window' }).refusal) });
		if (!window.available)
			return fail(400, { error: refusalError(refuse('window_full', { field: 'window' }).refusal) });
		return goOn(event, booking, 'window', () => ({ windowId: wanted }));
	}
};

/** The windows, each with a place at every chosen agency or not; never how many (UX8). */
async function windowsFor({ locals: { db, locale, now } }: RequestEvent, { dropIn, answers }: InProgress) {
	const [places, topics] = await Promise.all([
		placesOf(db.read, dropIn.id),
		offeredTopics(db.read, dropIn.id, locale, now())
	]);
	if (hasGone(answers, topics)) redirect(303, stepHref(dropIn.slug, 'topics'));
	const chosen = topics.filter(({ id }) => answers.topicIds.includes(id));
	return {
		windows: windowChoices(
			places,
			chosen.map(({ attendanceId }) => attendanceId),
			now()
		)
	};
}
