import type { Party } from './visit.ts';

/** The questions of a booking, in the order they are asked, one a page (UX2). */
export const bookingSteps = ['topics', 'window', 'name', 'party', 'needs', 'call', 'contact'] as const;
export type BookingStep = (typeof bookingSteps)[number];

/** Live bookings one device may hold at one drop-in (UX8): a household, not a hoard. */
export const MAX_BOOKINGS = 3;

/**
 * New bookings from one network at one drop-in: so many at once, and one more for every `minutes` that pass. Wide enough for
 * a hall, a hostel or a whole street behind one address (UX P9); far fewer than the places, which a script would else take.
 * One comes free before the answers lapse, so whoever was refused may press again.
 */
export const BOOKINGS_FROM_ONE_NETWORK = { limit: 30, minutes: 20 };

/** Minutes after the last answer that a booking in progress is kept. */
export const DRAFT_MINUTES = 30;

export interface Contact {
	phone: string | null;
	email: string | null;
	/** Whether the person said it is safe to write to them (UX6); never without a number or an address. */
	safe: boolean;
}

/** What has been answered so far. */
export interface Answers {
	topicIds: string[];
	windowId: string | null;
	party: Party;
	contact: Contact;
	/** The questions that have been answered, if only with "nothing": none is asked twice (WCAG 3.3.7). */
	given: BookingStep[];
	/** The booking that is being changed. */
	replaces: string | null;
}

export function noAnswers(language: string): Answers {
	const party: Party = {
		name: null,
		size: 1,
		language,
		needs: [],
		needsOther: '',
		interpreter: null,
		howToCall: 'screen'
	};
	return {
		topicIds: [],
		windowId: null,
		party,
		contact: { phone: null, email: null, safe: false },
		given: [],
		replaces: null
	};
}

/** The first question without an answer; `check` when there is none. */
export function nextStep(answers: Pick<Answers, 'given'>): BookingStep | 'check' {
	return bookingSteps.find((step) => !answers.given.includes(step)) ?? 'check';
}

/** These answers with one more step answered. */
export function withAnswer(
	answers: Answers,
	step: BookingStep,
	more: Partial<Pick<Answers, 'topicIds' | 'windowId' | 'party' | 'contact'>>
): Answers {
	return { ...answers, ...more, given: [...answers.given.filter((one) => one !== step), step] };
}
