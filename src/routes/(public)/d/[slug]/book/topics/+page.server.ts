import { fail, redirect } from '@sveltejs/kit';
import { type Answers, nextStep, withAnswer } from '#lib/domain/booking.ts';
import { refuse, type Result } from '#lib/domain/refusal.ts';
import { comesAt } from '#lib/domain/topic.ts';
import { windowChoices } from '#lib/domain/window.ts';
import { refusalError } from '#lib/i18n/refusal.ts';
import { giveDraft } from '#lib/server/auth/resident.ts';
import { limit } from '#lib/server/auth/throttle.ts';
import { placesOf } from '#lib/server/db/places.ts';
import { type OfferedTopic, offeredTopics } from '#lib/server/db/topics.ts';
import { choicesIn } from '#lib/server/form.ts';
import { saveAnswers } from '#lib/server/operations/booking/save-answers.ts';
import { startDraft } from '#lib/server/operations/booking/start-draft.ts';
import { whomToMeet } from '#lib/ui/whom-to-meet.ts';
import { frame, hasGone, maybeInProgress, mustBeBookable, stepHref } from '../in-progress.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const UNSURE = 'unsure';

export const load: PageServerLoad = async (event) => {
	const { db, locale, now } = event.locals;
	const { dropIn, answers } = await maybeInProgress(event);
	mustBeBookable(event, dropIn);
	const topics = await offeredTopics(db.read, dropIn.id, locale, now());
	return {
		...frame(dropIn, answers, 'topics'),
		unsure: UNSURE,
		topics: topics.map(({ id, label, meet, startsAt }) => ({
			...{ id, label },
			whom: whomToMeet({ meet, from: comesAt({ startsAt }, dropIn.startsAt, now()) }, dropIn.hub.zone, locale)
		})),
		/** Said at once to somebody who comes back to choose again. */
		error: hasGone(answers, topics) ? refusalError(refuse('topic_unknown', { field: 'topics' }).refusal) : null,
		chosen: answers?.topicIds ?? [],
		elsewhere: dropIn.elsewhere
	};
};

export const actions: Actions = {
	async default(event) {
		const { db, locale, now } = event.locals;
		const { dropIn, secret } = await maybeInProgress(event);
		mustBeBookable(event, dropIn);
		const ticked = choicesIn(await event.request.formData(), 'topics');
		const chosen = chosenFrom(ticked, await offeredTopics(db.read, dropIn.id, locale, now()));
		if (!chosen.ok) return fail(400, { error: refusalError(chosen.refusal), chosen: ticked });
		if (chosen.topics.length === 0) redirect(303, stepHref(dropIn.slug, 'just-come'));

		const begun = secret === null ? await begin(event, dropIn.id) : { ok: true as const, secret };
		if (!begun.ok) return fail(429, { error: refusalError(begun.refusal), chosen: ticked });
		const places = await placesOf(db.read, dropIn.id);
		const attendanceIds = chosen.topics.map((topic) => topic.attendanceId);
		const stillFits = ({ windowId }: Answers) =>
			windowChoices(places, attendanceIds, now()).some((window) => window.windowId === windowId && window.available);
		const saved = await saveAnswers(
			db,
			begun.secret,
			(before) => {
				const answers = withAnswer(before, 'topics', { topicIds: chosen.topics.map(({ id }) => id) });
				return stillFits(before)
					? answers
					: { ...answers, windowId: null, given: answers.given.filter((step) => step !== 'window') };
			},
			now()
		);
		redirect(303, stepHref(dropIn.slug, saved.ok ? nextStep(saved.answers) : 'gone'));
	}
};

/** The topics ticked; none for "not sure". */
function chosenFrom(ticked: readonly string[], offered: readonly OfferedTopic[]): Result<{ topics: OfferedTopic[] }> {
	const field = 'topics';
	const unsure = ticked.includes(UNSURE);
	if (ticked.length === 0) return refuse('topics_missing', { field });
	if (unsure && ticked.length > 1) return refuse('topics_or_unsure', { field });
	if (unsure) return { ok: true, topics: [] };
	const topics = offered.filter((topic) => ticked.includes(topic.id));
	return topics.length === ticked.length ? { ok: true, topics } : refuse('topic_unknown', { field });
}

/** Refuses when too many were begun from one address, or the drop-in has just closed. */
async function begin(event: RequestEvent, dropInId: string): Promise<Result<{ secret: string }>> {
	const { db, locale, now, clientKey } = event.locals;
	const allowed = await limit(db, [['drafts-from', clientKey]], now());
	if (!allowed.ok) return allowed;
	const started = await startDraft(db, { dropInId, language: locale }, now());
	if (started.ok) giveDraft(event, started.secret);
	return started;
}
