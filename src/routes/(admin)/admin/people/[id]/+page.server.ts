import { error, redirect } from '@sveltejs/kit';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { everyAgency } from '#lib/server/db/agencies.ts';
import { findStaff } from '#lib/server/db/staff.ts';
import { textIn } from '#lib/server/form.ts';
import { changeRoles } from '#lib/server/operations/staff/change-roles.ts';
import { invite, inviteAgain } from '#lib/server/operations/staff/invite.ts';
import { leave } from '#lib/server/operations/staff/leave.ts';
import { personFields } from '../../field-words.server.ts';
import { refused } from '../../forms.server.ts';
import { aboutRoles, roleChoices, rolesIn, roleValue } from '../roles.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	const { db, locale } = event.locals;
	const about = await aboutRoles(db.read, locale);
	if (event.params.id === 'new') return { person: null, choices: roleChoices(about, []) };
	const person = await findStaff(db.read, event.params.id);
	if (!person || person.email === null) error(404, 'No such person');
	const { name, email, leftAt, canSignIn, roles } = person;
	const shown = { name, email, left: leftAt !== null, canSignIn, roles: roles.map(roleValue) };
	return { person: shown, choices: roleChoices(about, roles) };
};

export const actions: Actions = {
	invite: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const form = await event.request.formData();
		const roles = rolesIn(form, await everyAgency(db.read), []);
		const name = textIn(form, 'name');
		const result = await invite(db, { name, email: textIn(form, 'email'), roles }, actor, now());
		if (!result.ok) return refused(form, result.refusal, { which: 'invite', fields: personFields });
		// The link is in this answer and nowhere else: only its look-up is kept.
		return { link: linkTo(event.url, result.token), name };
	},
	again: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const form = await event.request.formData();
		const result = await inviteAgain(db, { staffId: event.params.id }, actor, now());
		if (!result.ok) return refused(form, result.refusal, { which: 'again' });
		const person = await findStaff(db.read, event.params.id);
		return { link: linkTo(event.url, result.token), name: person?.name ?? '' };
	},
	roles: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const form = await event.request.formData();
		const held = (await findStaff(db.read, event.params.id))?.roles ?? [];
		const roles = rolesIn(form, await everyAgency(db.read), held);
		const result = await changeRoles(db, { staffId: event.params.id, roles }, actor, now());
		if (!result.ok) return refused(form, result.refusal, { which: 'roles' });
		redirect(303, '/admin/people?saved');
	},
	remove: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const form = await event.request.formData();
		const result = await leave(db, { staffId: event.params.id }, actor, now());
		if (!result.ok) return refused(form, result.refusal, { which: 'remove' });
		redirect(303, '/admin/people?saved');
	}
};

function linkTo(url: URL, token: string): string {
	return `${url.origin}/welcome-in/${token}`;
}
