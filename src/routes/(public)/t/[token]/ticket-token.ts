import type { RequestEvent } from '@sveltejs/kit';
import { readToken } from '#lib/domain/reference.ts';
import { heldDraft, residentOf } from '#lib/server/auth/resident.ts';
import { ownTicket } from '#lib/server/operations/ticket/own.ts';
import { ticketView } from '#lib/server/operations/ticket/view.ts';

type TicketEvent = RequestEvent<{ token: string }>;

/** The token in an address, in capitals. One that cannot be a token opens what an unknown one opens. */
export function tokenIn({ params }: TicketEvent): string {
	return readToken(params.token) ?? '';
}

/** What the ticket shows, and what this browser may do with it. */
export async function ticketFor(event: TicketEvent) {
	const { db, now } = event.locals;
	const token = tokenIn(event);
	const view = await ticketView(db, token, now());
	const own =
		view.state === 'ended'
			? { own: false, code: null }
			: await ownTicket(db, token, heldDraft(event), residentOf(event), now());
	return { token, view, ...own };
}
