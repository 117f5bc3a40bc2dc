import { fail } from '@sveltejs/kit';
import { readContact } from '#lib/domain/contact.ts';
import { refusalError } from '#lib/i18n/refusal.ts';
import { textIn } from '#lib/server/form.ts';
import { frame, goOn, inProgress } from '../in-progress.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { dropIn, answers } = await inProgress(event, 'contact');
	const { phone, email, safe } = answers.contact;
	const said = answers.given.includes('contact') ? (safe ? 'yes' : 'no') : '';
	return { ...frame(dropIn, answers, 'contact'), phone: phone ?? '', email: email ?? '', safe: said };
};

export const actions: Actions = {
	async default(event) {
		const booking = await inProgress(event, 'contact');
		const form = await event.request.formData();
		const typed = { phone: textIn(form, 'phone'), email: textIn(form, 'email'), safe: textIn(form, 'safe') };
		const read = readContact(typed);
		if (!read.ok) return fail(400, { error: refusalError(read.refusal), ...typed });
		return goOn(event, booking, 'contact', () => ({ contact: read.contact }));
	}
};
