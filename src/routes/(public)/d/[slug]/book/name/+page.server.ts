import { fail } from '@sveltejs/kit';
import { readName } from '#lib/domain/answers.ts';
import { refusalError } from '#lib/i18n/refusal.ts';
import { textIn } from '#lib/server/form.ts';
import { frame, goOn, inProgress } from '../in-progress.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { dropIn, answers } = await inProgress(event, 'name');
	return { ...frame(dropIn, answers, 'name'), name: answers.party.name ?? '' };
};

export const actions: Actions = {
	async default(event) {
		const booking = await inProgress(event, 'name');
		const typed = textIn(await event.request.formData(), 'name');
		const read = readName(typed);
		if (!read.ok) return fail(400, { error: refusalError(read.refusal), name: typed });
		return goOn(event, booking, 'name', ({ party }) => ({ party: { ...party, name: read.name } }));
	}
};
