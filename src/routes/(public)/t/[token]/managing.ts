import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Refusal } from '#lib/domain/refusal.ts';
import { refusalError } from '#lib/i18n/refusal.ts';
import { textIn } from '#lib/server/form.ts';
import { tokenIn } from './ticket-token.ts';

/** Whose ticket it is, and the change code where one was typed. */
export async function managing(event: RequestEvent<{ token: string }>): Promise<{ token: string; typed: string }> {
	return { token: tokenIn(event), typed: textIn(await event.request.formData(), 'word') };
}

/** What is wrong with the change code is said beside it; anything else the ticket itself says. @throws a redirect to it */
export function refused(token: string, refusal: Refusal, typed: string) {
	if (refusal.reason === 'link_ended' || refusal.reason === 'booking_checked_in') redirect(303, `/t/${token}`);
	return fail(400, { error: refusalError(refusal), typed });
}
