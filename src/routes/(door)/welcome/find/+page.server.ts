import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Welcomer } from '#lib/domain/actor.ts';
import { requireWelcomer } from '#lib/server/auth/guards.ts';
import type { DropIn } from '#lib/server/db/drop-ins.ts';
import { textIn } from '#lib/server/form.ts';
import { findBooking, type Found } from '#lib/server/operations/door/find-booking.ts';
import { openHandle } from '#lib/server/operations/door/handle.ts';
import { arrivalHandle, atTheDoor, ticketPage } from '../at-the-door.ts';
import { doorError } from '../door-words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireWelcomer(event);
	await atTheDoor(event);
};

export const actions: Actions = {
	find: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const typed = textIn(await event.request.formData(), 'who');
		const { db, now, locale } = event.locals;
		const result = await findBooking(db, { dropInId: dropIn.id, typed }, actor, now());
		if (!result.ok)
			return fail(400, { who: typed.slice(0, 200), errors: [doorError(result.refusal, locale)], several: [] });
		const [only, ...others] = result.found;
		if (only && others.length === 0) redirect(303, pageOf(event, dropIn, actor, only));
		// Times only: several of one name are told apart by nothing else.
		return { who: '', errors: [], several: result.found.map((found) => timesOf(event, dropIn, actor, found)) };
	},
	choose: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const which = textIn(await event.request.formData(), 'which');
		const { db, now } = event.locals;
		const wanted = { dropInId: dropIn.id, staffId: actor.staffId };
		if (openHandle(db.codes, which, { kind: 'arrival', ...wanted }, now())) redirect(303, `/welcome/booking/${which}`);
		if (openHandle(db.codes, which, { kind: 'ticket', ...wanted }, now())) redirect(303, `/welcome/ticket/${which}`);
		redirect(303, '/welcome?ended');
	}
};

function pageOf(event: RequestEvent, dropIn: DropIn, actor: Welcomer, found: Found): string {
	if (found.kind === 'here') return ticketPage(event, dropIn, actor, found.visitId);
	return `/welcome/booking/${arrivalHandle(event, dropIn, actor, found.bookingId)}`;
}

function timesOf(event: RequestEvent, dropIn: DropIn, actor: Welcomer, found: Found) {
	const handle = pageOf(event, dropIn, actor, found).split('/').at(-1) ?? '';
	const [first] = found.windows;
	return {
		handle,
		startsAt: first?.startsAt ?? null,
		endsAt: first?.endsAt ?? null,
		since: found.kind === 'here' ? found.since : null
	};
}
