import { fail, redirect } from '@sveltejs/kit';
import { requireWelcomer } from '#lib/server/auth/guards.ts';
import { textIn } from '#lib/server/form.ts';
import { bookingAtDoor } from '#lib/server/operations/door/person.ts';
import { checkInBooking } from '#lib/server/operations/visit/check-in.ts';
import { arrivalIn, atTheDoor, ticketPage } from '../../at-the-door.ts';
import { doorError } from '../../door-words.ts';
import { lastCheckIn } from '../../last-check-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireWelcomer(event);
	const dropIn = await atTheDoor(event);
	const { bookingId } = arrivalIn(event, dropIn, actor, event.params.handle);
	const booking = await bookingAtDoor(event.locals.db, dropIn.id, bookingId ?? '');
	if (!booking) redirect(303, '/welcome?ended');
	if (booking.visitId !== null) redirect(303, `${ticketPage(event, dropIn, actor, booking.visitId)}?said=again`);
	const last = lastCheckIn(event, dropIn, booking.windows.at(-1)?.endsAt);
	return { party: booking.party, windows: booking.windows, last };
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireWelcomer(event);
		const dropIn = await atTheDoor(event);
		const { commandId, visitId, claim, bookingId } = arrivalIn(event, dropIn, actor, event.params.handle);
		const { db, now, locale } = event.locals;
		const arrival = {
			commandId,
			visitId,
			claim,
			number: null,
			dropInId: dropIn.id,
			bookingId: bookingId ?? '',
			arrivedAt: now(),
			late: textIn(await event.request.formData(), 'late') === 'yes'
		};
		const result = await checkInBooking(db, arrival, actor, now());
		if (!result.ok) return fail(400, { errors: [besideTick(doorError(result.refusal, locale))] });
		const page = ticketPage(event, dropIn, actor, result.visitId, result.visitId === visitId ? claim : null);
		redirect(303, result.helpChoosing ? `${page}?said=choose` : page);
	}
};

/** The tick to let somebody in is the page's only field. */
function besideTick({ field, text }: ReturnType<typeof doorError>) {
	return field === 'late' ? { field, text } : { text };
}
