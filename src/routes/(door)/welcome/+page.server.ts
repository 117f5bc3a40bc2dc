import { redirect } from '@sveltejs/kit';
import { requireWelcomer } from '#lib/server/auth/guards.ts';
import { textIn } from '#lib/server/form.ts';
import { openNote } from '#lib/server/operations/door/open-note.ts';
import { settleNote } from '#lib/server/operations/door/settle-note.ts';
import { atTheDoor, chooseDoor, doorsOf, ticketPage } from './at-the-door.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireWelcomer(event);
	return { ended: event.url.searchParams.has('ended') };
};

export const actions: Actions = {
	choose: async (event) => {
		requireWelcomer(event);
		const slug = textIn(await event.request.formData(), 'drop-in');
		if ((await doorsOf(event)).some((door) => door.slug === slug)) chooseDoor(event, slug);
		redirect(303, '/welcome');
	},
	done: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const form = await event.request.formData();
		const answer = textIn(form, 'sooner');
		const note = { dropInId: dropIn.id, noteId: noteIn(form), sooner: answer === '' ? null : answer === 'yes' };
		await settleNote(event.locals.db, note, actor, event.locals.now());
		redirect(303, '/welcome');
	},
	help: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const note = { dropInId: dropIn.id, noteId: noteIn(await event.request.formData()) };
		const opened = await openNote(event.locals.db, note, actor, event.locals.now());
		redirect(303, opened.ok ? `${ticketPage(event, dropIn, actor, opened.visitId)}/add` : '/welcome');
	}
};

/** A note's id as it can be one: PostgreSQL takes no NUL in a text. */
function noteIn(form: FormData): string {
	const id = textIn(form, 'note');
	return /^[\w-]{1,64}$/.test(id) ? id : '';
}
