import type { Instant } from './instant.ts';
import type { RefusalReason } from './refusal.ts';
import { isPastKeeping } from './retention.ts';

export type DropInState = 'draft' | 'published' | 'open' | 'closing' | 'closed' | 'cancelled';

/** How an agency came to be away during its hours. */
export type GoneHow = 'left' | 'not_coming';

/** The published numbers of the queue (DESIGN 5), per drop-in. */
export interface QueueRules {
	/** Minutes of credit a booking is worth. */
	headStart: number;
	/** Credit a minute for a person with a confirmed priority need. */
	priorityRate: number;
}

/** Three calls without an answer, then it is a no-show. */
export const MAX_CALLS = 3;

const next: Record<DropInState, DropInState[]> = {
	draft: ['published', 'cancelled'],
	published: ['open', 'draft', 'cancelled'],
	open: ['closing', 'closed'],
	closing: ['closed', 'open'],
	closed: ['open'],
	cancelled: []
};

/** Whether a coordinator may take a drop-in from one state to another. */
export function mayBecome(state: DropInState, wanted: DropInState): boolean {
	return next[state].includes(wanted);
}

/** Places can be booked until the drop-in ends, unless it is over or called off. */
export function isBookable(dropIn: { state: DropInState; endsAt: Instant }, now: Instant): boolean {
	return (dropIn.state === 'published' || dropIn.state === 'open') && now < dropIn.endsAt;
}

/** Why nobody new is let in at the door; null when people are. */
export function whyShut(dropIn: { state: DropInState; deleteOn: string }, now: Instant): RefusalReason | null {
	if (isPastKeeping(dropIn.deleteOn, now)) return 'drop_in_over';
	if (dropIn.state === 'open') return null;
	if (dropIn.state === 'closing') return 'nobody_new';
	return dropIn.state === 'published' ? 'drop_in_not_open' : 'drop_in_over';
}

/**
 * Whether somebody who came at `arrivedAt` came after the last check-in; those who booked may come until their time is over.
 * @param bookedUntil the end of their last arrival time; null for a walk-in
 */
export function isAfterLastAdmission(
	lastAdmissionAt: Instant | null,
	arrivedAt: Instant,
	bookedUntil: Instant | null = null
): boolean {
	if (lastAdmissionAt === null || arrivedAt < lastAdmissionAt) return false;
	return bookedUntil === null || arrivedAt >= bookedUntil;
}
