import { redirect, type RequestEvent } from '@sveltejs/kit';
import { requireWelcomer } from '#lib/server/auth/guards.ts';
import { idIn, textIn } from '#lib/server/form.ts';
import { askedWhileShut } from '#lib/server/operations/door/asked-while-shut.ts';
import { fetchPerson, giveUpFetching } from '#lib/server/operations/door/fetch.ts';
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
		const note = { dropInId: dropIn.id, noteId: idIn(form, 'note'), sooner: answer === '' ? null : answer === 'yes' };
		await settleNote(event.locals.db, note, actor, event.locals.now());
		redirect(303, '/welcome');
	},
	/** Somebody has gone to a tablet whose drop-in is shut. */
	came: async (event) => {
		const actor = requireWelcomer(event);
		const { db, now, staff } = event.locals;
		const noteId = idIn(await event.request.formData(), 'note');
		const asked = await askedWhileShut(db, { roles: staff?.roles ?? [] }, now());
		const note = asked.find(({ id }) => id === noteId);
		if (note) await settleNote(db, { dropInId: note.dropInId, noteId, sooner: null }, actor, now());
		redirect(303, '/welcome');
	},
	/** One of us walks to somebody who was called. If the call is over, the page says so by itself. */
	fetch: async (event) => {
		const actor = requireWelcomer(event);
		const { instead, ...call } = await callIn(event);
		await fetchPerson(event.locals.db, { ...call, instead }, actor, event.locals.now());
		redirect(303, '/welcome');
	},
	giveUp: async (event) => {
		const actor = requireWelcomer(event);
		await giveUpFetching(event.locals.db, await callIn(event), actor);
		redirect(303, '/welcome');
	},
	help: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const note = { dropInId: dropIn.id, noteId: idIn(await event.request.formData(), 'note') };
		const opened = await openNote(event.locals.db, note, actor, event.locals.now());
		redirect(303, opened.ok ? `${ticketPage(event, dropIn, actor, opened.visitId)}/add` : '/welcome');
	}
};

async function callIn(event: RequestEvent) {
	const dropIn = await atTheDoor(event);
	const form = await event.request.formData();
	const [number, seen] = [textIn(form, 'number'), textIn(form, 'seen')];
	return { dropInId: dropIn.id, number, seen, instead: textIn(form, 'instead') === 'yes' };
}
