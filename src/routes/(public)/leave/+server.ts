import { redirect } from '@sveltejs/kit';
import { heldDraft, takeDraft } from '#lib/server/auth/resident.ts';
import { leaveDraft } from '#lib/server/operations/booking/leave-draft.ts';
import type { RequestHandler } from './$types';

/** A page that anybody may have looked at. The content security policy allows a form to end there. */
const SOMEWHERE_NEUTRAL = 'https://www.bbc.co.uk/weather';

/** *Exit this page* (UX10): the answers so far are deleted and this browser holds nothing of them. */
export const POST: RequestHandler = async (event) => {
	const secret = heldDraft(event);
	if (secret !== null) await leaveDraft(event.locals.db, secret);
	takeDraft(event);
	redirect(303, SOMEWHERE_NEUTRAL);
};
