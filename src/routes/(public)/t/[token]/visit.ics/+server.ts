import { error } from '@sveltejs/kit';
import { m } from '#lib/i18n/paraglide/messages.js';
import { calendarOf } from '#lib/server/calendar.ts';
import { ticketFor } from '../ticket-token.ts';
import type { RequestHandler } from './$types';

/** One appointment for the reader's calendar: where and when, and nothing else (UX I2). */
export const GET: RequestHandler = async (event) => {
	const { db, now, locale } = event.locals;
	const { token, view } = await ticketFor(event);
	if (view.state !== 'booked') error(404, 'No such appointment');
	const { name, street, town, postcode, zone } = view.occasion.hub;
	const appointment = {
		// Not the token: calendars are shared and synchronised.
		uid: `${db.codes.lookup('token', `calendar ${token}`)}@one-roof`,
		stamp: now(),
		startsAt: view.window.startsAt,
		endsAt: view.window.endsAt,
		summary: m.public_calendar_summary({ hub: name }, { locale }),
		location: [name, street, town, postcode].join(', ')
	};
	return new Response(calendarOf([appointment], zone), {
		headers: {
			'content-type': 'text/calendar; charset=utf-8',
			'content-disposition': 'attachment; filename="appointment.ics"'
		}
	});
};
