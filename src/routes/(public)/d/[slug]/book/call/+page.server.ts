import { fail } from '@sveltejs/kit';
import { readHowToCall } from '#lib/domain/answers.ts';
import { refusalError } from '#lib/i18n/refusal.ts';
import { textIn } from '#lib/server/form.ts';
import { frame, goOn, inProgress } from '../in-progress.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { dropIn, answers } = await inProgress(event, 'call');
	// Nothing is chosen for anybody before they were asked (UX8b).
	return { ...frame(dropIn, answers, 'call'), call: answers.given.includes('call') ? answers.party.howToCall : null };
};

export const actions: Actions = {
	async default(event) {
		const booking = await inProgress(event, 'call');
		const read = readHowToCall(textIn(await event.request.formData(), 'call'));
		if (!read.ok) return fail(400, { error: refusalError(read.refusal) });
		return goOn(event, booking, 'call', ({ party }) => ({ party: { ...party, howToCall: read.howToCall } }));
	}
};
