import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { type Answers, type BookingStep, bookingSteps, nextStep, withAnswer } from '#lib/domain/booking.ts';
import { isBookable } from '#lib/domain/drop-in.ts';
import type { Refusal } from '#lib/domain/refusal.ts';
import { heldDraft } from '#lib/server/auth/resident.ts';
import { type Draft, draftBySecret } from '#lib/server/db/drafts.ts';
import type { DropIn } from '#lib/server/db/drop-ins.ts';
import { saveAnswers } from '#lib/server/operations/booking/save-answers.ts';
import { publicDropIn } from '../public-drop-in.ts';

type BookEvent = RequestEvent<{ slug: string }>;

/** A booking that waits for answers. */
export interface InProgress {
	dropIn: DropIn;
	secret: string;
	answers: Answers;
}

/** The drop-in, and the booking in progress this browser holds for it. One already booked leads to its ticket: Back after submit, too. */
export async function maybeInProgress(
	event: BookEvent
): Promise<{ dropIn: DropIn; secret: string | null; answers: Answers | null }> {
	const { db, now } = event.locals;
	const dropIn = await publicDropIn(event);
	const secret = heldDraft(event);
	const draft = secret === null ? null : await draftBySecret(db.read, db.codes, secret, now());
	if (secret === null || draft?.dropInId !== dropIn.id) return { dropIn, secret: null, answers: null };
	return { dropIn, secret, answers: answersOf(draft, secret) };
}

/**
 * The booking in progress, with everything asked before `step` answered.
 * @throws a redirect to the ticket, to the first question left out, or to where it says that the answers have gone.
 */
export async function inProgress(event: BookEvent, step: BookingStep | 'check'): Promise<InProgress> {
	const { dropIn, secret, answers } = await maybeInProgress(event);
	if (secret === null || answers === null) redirect(303, stepHref(dropIn.slug, 'gone'));
	const missing = nextStep(answers);
	if (missing !== 'check' && order(missing) < order(step)) redirect(303, stepHref(dropIn.slug, missing));
	return { dropIn, secret, answers };
}

/** Keeps an answer and goes on to the next question that has none, or to the check. @throws that redirect */
export async function goOn(
	event: BookEvent,
	{ dropIn, secret }: Pick<InProgress, 'dropIn' | 'secret'>,
	step: BookingStep,
	change: (before: Answers) => Parameters<typeof withAnswer>[2]
): Promise<never> {
	const saved = await saveAnswers(
		event.locals.db,
		secret,
		(before) => withAnswer(before, step, change(before)),
		event.locals.now()
	);
	redirect(303, stepHref(dropIn.slug, saved.ok ? nextStep(saved.answers) : 'gone'));
}

/** Whether something chosen is not offered any more: its agency has gone since. */
export function hasGone(answers: Answers | null, offered: readonly { id: string }[]): boolean {
	return answers?.topicIds.some((chosen) => !offered.some(({ id }) => id === chosen)) ?? false;
}

/** What every question's page needs: the drop-in's name, where Back leads, and the day. */
export function frame(dropIn: DropIn, answers: Answers | null, step: BookingStep | 'check') {
	return { slug: dropIn.slug, back: backFrom(dropIn.slug, answers, step) };
}

export function stepHref(slug: string, step: BookingStep | 'check' | 'gone' | 'just-come'): string {
	return `/d/${slug}/book/${step}`;
}

/** @throws 303 to the drop-in's page, which says why, when it takes no bookings now. */
export function mustBeBookable(event: BookEvent, dropIn: DropIn): void {
	if (!isBookable(dropIn, event.locals.now())) redirect(303, `/d/${dropIn.slug}`);
}

/** A refusal of the check that belongs to another question: where it can be put right. */
export function whereToMend(refusal: Refusal): BookingStep | null {
	if (refusal.field === 'topics') return 'topics';
	return refusal.field === 'window' ? 'window' : null;
}

function answersOf(draft: Draft, secret: string): Answers {
	if (draft.bookingId !== null) redirect(303, `/t/${secret}`);
	if (!draft.answers) error(410, 'Gone');
	return draft.answers;
}

function backFrom(slug: string, answers: Answers | null, step: BookingStep | 'check'): string {
	if (step !== 'check' && answers && nextStep(answers) === 'check') return stepHref(slug, 'check');
	const before = bookingSteps[order(step) - 1];
	return before === undefined ? `/d/${slug}` : stepHref(slug, before);
}

function order(step: BookingStep | 'check'): number {
	return step === 'check' ? bookingSteps.length : bookingSteps.indexOf(step);
}
