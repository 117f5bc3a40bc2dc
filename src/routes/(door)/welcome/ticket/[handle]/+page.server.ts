import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { claimAddress, drawQr } from '#lib/kiosk/qr.ts';
import type { Welcomer } from '#lib/domain/actor.ts';
import { requireWelcomer } from '#lib/server/auth/guards.ts';
import { awayUntil } from '#lib/server/db/ticket-pages.ts';
import { idIn } from '#lib/server/form.ts';
import { newId } from '#lib/server/ids.ts';
import { isClaimLive, ticketAtDoor } from '#lib/server/operations/door/person.ts';
import { backInLine } from '#lib/server/operations/visit/back-in-line.ts';
import { backFromPark, parkAtDoor } from '#lib/server/operations/visit/park-at-door.ts';
import { reprintTicket } from '#lib/server/operations/visit/replace-ticket.ts';
import { setPriority } from '#lib/server/operations/visit/set-priority.ts';
import { atTheDoor, ticketIn, ticketPage } from '../../at-the-door.ts';
import { doorError } from '../../door-words.ts';
import { isSaid, type Said, samePage } from '../../said.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireWelcomer(event);
	// With the bar above: what it says of somebody to fetch is said here too.
	event.depends('door:view');
	const dropIn = await atTheDoor(event);
	const { visitId, claim } = ticketIn(event, dropIn, actor);
	const { db, now } = event.locals;
	const ticket = await ticketAtDoor(db, dropIn.id, visitId);
	if (!ticket) redirect(303, '/welcome?ended');
	const isScannable = claim !== null && ticket.state === 'here' && (await isClaimLive(db, claim));
	const said = event.url.searchParams.get('said') ?? '';
	return {
		ticket,
		/** Makes one press of *Put them back in line* count once. */
		commandId: newId(),
		away: ticket.state === 'here' ? await awayUntil(db.read, visitId, now()) : null,
		handle: event.params.handle,
		now: now(),
		qr: isScannable ? drawQr(claimAddress(event.url.origin, claim)) : null,
		said: isSaid(said) ? said : null
	};
};

export const actions: Actions = {
	back: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const { visitId } = ticketIn(event, dropIn, actor);
		const commandId = idIn(await event.request.formData(), 'command') || newId();
		const { db, now } = event.locals;
		const result = await backInLine(db, { commandId, dropInId: dropIn.id, visitId }, actor, now());
		redirect(303, samePage(event, result.ok ? 'back' : null));
	},
	fiveMinutes: (event) => onVisit(event, requireWelcomer(event), 'away', parkAtDoor),
	returned: (event) => onVisit(event, requireWelcomer(event), 'returned', backFromPark),
	sooner: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const { visitId } = ticketIn(event, dropIn, actor);
		const result = await setPriority(
			event.locals.db,
			{ dropInId: dropIn.id, visitId, sooner: true },
			actor,
			event.locals.now()
		);
		redirect(303, samePage(event, result.ok ? 'sooner' : null));
	},
	wait: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const { visitId } = ticketIn(event, dropIn, actor);
		const result = await setPriority(
			event.locals.db,
			{ dropInId: dropIn.id, visitId, sooner: false },
			actor,
			event.locals.now()
		);
		redirect(303, samePage(event, result.ok ? 'as_others' : null));
	},
	print: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const { visitId } = ticketIn(event, dropIn, actor);
		const { db, now } = event.locals;
		const claim = db.codes.token();
		const result = await reprintTicket(db, { dropInId: dropIn.id, visitId, claim }, actor, now());
		redirect(303, result.ok ? `${ticketPage(event, dropIn, actor, visitId, claim)}?said=print` : samePage(event, null));
	}
};

/** Does what was pressed, or says beside the buttons why not. */
async function onVisit(event: RequestEvent, actor: Welcomer, said: Said, verb: typeof parkAtDoor) {
	const dropIn = await atTheDoor(event);
	const { visitId } = ticketIn(event, dropIn, actor);
	const { db, now, locale } = event.locals;
	const result = await verb(db, { dropInId: dropIn.id, visitId }, actor, now());
	if (!result.ok) return fail(400, { refused: doorError(result.refusal, locale).text });
	redirect(303, samePage(event, said));
}
