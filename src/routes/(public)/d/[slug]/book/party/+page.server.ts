import { fail } from '@sveltejs/kit';
import { readSize } from '#lib/domain/answers.ts';
import { refusalError } from '#lib/i18n/refusal.ts';
import { textIn } from '#lib/server/form.ts';
import { frame, goOn, inProgress } from '../in-progress.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { dropIn, answers } = await inProgress(event, 'party');
	return { ...frame(dropIn, answers, 'party'), size: String(answers.party.size) };
};

export const actions: Actions = {
	async default(event) {
		const booking = await inProgress(event, 'party');
		const typed = textIn(await event.request.formData(), 'party');
		const read = readSize(typed);
		if (!read.ok) return fail(400, { error: refusalError(read.refusal), size: typed });
		return goOn(event, booking, 'party', ({ party }) => ({ party: { ...party, size: read.size } }));
	}
};
