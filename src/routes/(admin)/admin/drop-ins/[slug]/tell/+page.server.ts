import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { countContacts } from '#lib/server/db/contacts.ts';
import { textIn } from '#lib/server/form.ts';
import { revealContacts } from '#lib/server/operations/drop-in/reveal-contacts.ts';
import { dropInOf } from '../../../drop-in.server.ts';
import { tellFields } from '../../../field-words.server.ts';
import { refused } from '../../../forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	const { id } = await dropInOf(event);
	return { count: await countContacts(event.locals.db.read, id) };
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const { id: dropInId } = await dropInOf(event);
		const form = await event.request.formData();
		const result = await revealContacts(db, { dropInId, reason: textIn(form, 'reason') }, actor, now());
		return result.ok ? { contacts: result.contacts } : refused(form, result.refusal, { fields: tellFields });
	}
};
