import { fail } from '@sveltejs/kit';
import { readNeeds } from '#lib/domain/answers.ts';
import { spokenLanguages } from '#lib/domain/interpreting.ts';
import { needKinds } from '#lib/domain/visit.ts';
import { refusalError } from '#lib/i18n/refusal.ts';
import { textIn, choicesIn } from '#lib/server/form.ts';
import { frame, goOn, inProgress } from '../in-progress.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { dropIn, answers } = await inProgress(event, 'needs');
	const { needs, needsOther, interpreter } = answers.party;
	return {
		...frame(dropIn, answers, 'needs'),
		kinds: needKinds.filter((kind) => kind !== 'other'),
		languages: spokenLanguages,
		needs: [...needs] as string[],
		other: needsOther,
		interpreter: interpreter ?? ''
	};
};

export const actions: Actions = {
	async default(event) {
		const booking = await inProgress(event, 'needs');
		const form = await event.request.formData();
		const typed = {
			needs: choicesIn(form, 'needs'),
			other: textIn(form, 'other'),
			interpreter: textIn(form, 'interpreter')
		};
		const read = readNeeds(typed);
		if (!read.ok) return fail(400, { error: refusalError(read.refusal), ...typed });
		const { needs, needsOther, interpreter } = read;
		return goOn(event, booking, 'needs', ({ party }) => ({ party: { ...party, needs, needsOther, interpreter } }));
	}
};
