import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { readLine } from '#lib/domain/words.ts';
import { done, everyRefusal, refuse, together } from '#lib/domain/refusal.ts';
import { refusalError } from '#lib/i18n/refusal.ts';
import { accept } from '#lib/server/auth/accept.ts';
import { checkPassword } from '#lib/server/auth/password-rules.ts';
import { limit } from '#lib/server/auth/throttle.ts';
import { welcome } from '#lib/server/auth/welcome.ts';
import { findInvitation } from '#lib/server/db/invitations.ts';
import { tidyEmail } from '#lib/server/db/staff.ts';
import { textIn } from '#lib/server/form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const invitation = await invitationOf(event);
	if (!invitation) return { kind: 'ended' as const };
	const { staffId, name, email } = invitation;
	return staffId === null ? { kind: 'first' as const } : { kind: 'invited' as const, name, email };
};

export const actions: Actions = {
	default: async (event) => {
		const { db, now, clientKey } = event.locals;
		const form = await event.request.formData();
		const invitation = await invitationOf(event);
		const typed = { name: textIn(form, 'name').slice(0, 200), email: textIn(form, 'email').slice(0, 254) };
		if (!invitation) return fail(400, { ...typed, errors: [refusalError({ reason: 'invitation_ended' })] });
		const counted = await limit(db, [['codes-from', clientKey]], now());
		if (!counted.ok) return fail(429, { ...typed, errors: [refusalError(counted.refusal)] });
		const password = textIn(form, 'password');
		const checked = together({
			who: invitation.staffId === null ? whoIs(typed) : done({ name: invitation.name, email: invitation.email }),
			password: checkPassword(password, typed)
		});
		if (!checked.ok) return fail(400, { ...typed, errors: everyRefusal(checked.refusal).map(refusalError) });
		const { name, email } = checked.read.who;
		const chosen = { token: event.params.token, name, email, password };
		const result = await accept(db, chosen, now);
		if (!result.ok) return fail(400, { ...typed, errors: [refusalError(result.refusal)] });
		return welcome(event, result, null);
	}
};

function invitationOf({ locals: { db, now }, params }: RequestEvent | Parameters<PageServerLoad>[0]) {
	return findInvitation(db.read, db.codes.lookup('invitation', params.token), now());
}

function whoIs(typed: { name: string; email: string }) {
	const line = readLine(typed.name, { field: 'name', longest: 80 });
	const email = tidyEmail(typed.email);
	const checked = together({
		name: !line.ok && line.refusal.reason === 'field_missing' ? refuse('name_missing', { field: 'name' }) : line,
		email: v.is(v.pipe(v.string(), v.email()), email) ? done() : refuse('email_invalid', { field: 'email' })
	});
	return checked.ok ? done({ name: checked.read.name.text, email }) : checked;
}
