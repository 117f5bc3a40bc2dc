import { redirect } from '@sveltejs/kit';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { everyHub } from '#lib/server/db/hubs.ts';
import { textIn } from '#lib/server/form.ts';
import { scheduleDropIn } from '#lib/server/operations/drop-in/schedule.ts';
import { scheduleFields } from '../../field-words.server.ts';
import { refused } from '../../forms.server.ts';
import { scheduleIn } from '../typed-schedule.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	const hubs = await everyHub(event.locals.db.read);
	return { hubs: hubs.map(({ id, name, town }) => ({ value: id, label: `${name}, ${town}` })) };
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const form = await event.request.formData();
		const plan = { ...scheduleIn(form), hubId: textIn(form, 'hubId'), slug: textIn(form, 'slug') };
		const result = await scheduleDropIn(db, plan, actor, now());
		if (!result.ok) return refused(form, result.refusal, { fields: scheduleFields });
		redirect(303, `/admin/drop-ins/${result.slug}`);
	}
};
