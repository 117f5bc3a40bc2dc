import { error, redirect } from '@sveltejs/kit';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { hubById } from '#lib/server/db/hubs.ts';
import { textIn } from '#lib/server/form.ts';
import { saveHub } from '#lib/server/operations/hub/save.ts';
import { hubFields } from '../../field-words.server.ts';
import { refused } from '../../forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	if (event.params.id === 'new') return { hub: null };
	const hub = await hubById(event.locals.db.read, event.params.id);
	if (!hub) error(404, 'No such hub');
	return { hub };
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const form = await event.request.formData();
		const { id } = event.params;
		const sheet = {
			hubId: id === 'new' ? null : id,
			name: textIn(form, 'name'),
			street: textIn(form, 'street'),
			town: textIn(form, 'town'),
			postcode: textIn(form, 'postcode'),
			access: textIn(form, 'access')
		};
		const result = await saveHub(db, sheet, actor, now());
		if (!result.ok) return refused(form, result.refusal, { fields: hubFields });
		redirect(303, '/admin/hubs?saved');
	}
};
