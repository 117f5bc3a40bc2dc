import { error, redirect } from '@sveltejs/kit';
import { agencyKinds } from '#lib/domain/stop.ts';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { agencyById } from '#lib/server/db/agencies.ts';
import { textIn } from '#lib/server/form.ts';
import { saveAgency } from '#lib/server/operations/agency/save.ts';
import { agencyFields } from '../../field-words.server.ts';
import { numberIn, refused } from '../../forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	if (event.params.id === 'new') return { agency: null };
	const agency = await agencyById(event.locals.db.read, event.params.id);
	if (!agency) error(404, 'No such agency');
	return { agency };
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const form = await event.request.formData();
		const { id } = event.params;
		const kind = agencyKinds.find((one) => one === textIn(form, 'kind'));
		if (!kind) return refused(form, { reason: 'field_missing', field: 'kind' });
		const typicalMinutes = numberIn(form, 'typicalMinutes');
		const sheet = { agencyId: id === 'new' ? null : id, name: textIn(form, 'name'), kind, typicalMinutes };
		const result = await saveAgency(db, sheet, actor, now());
		if (!result.ok) return refused(form, result.refusal, { fields: agencyFields });
		redirect(303, '/admin/agencies?saved');
	}
};
