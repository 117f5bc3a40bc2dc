import { error } from '@sveltejs/kit';
import { readToken } from '#lib/domain/reference.ts';
import { linkByToken } from '#lib/server/db/links.ts';
import { ticketPulses } from '#lib/server/db/pulses.ts';
import { outlookOf } from '#lib/server/live/outlook.ts';
import { liveStream } from '#lib/server/live/stream.ts';
import { watcherOf } from '#lib/server/live/watch.ts';
import type { RequestHandler } from './$types';

/**
 * A ticket hears its own calls at once, and what others' doings mean for its wait in steps of half a minute; of nobody
 * else anything. The token is the right to follow.
 */
export const GET: RequestHandler = async ({ locals: { db, now }, params }) => {
	const token = readToken(params.token);
	const link = token === null ? null : await linkByToken(db.read, db.codes, token);
	const followed = link?.visit_id ?? link?.booking_id;
	if (token === null || !link || !followed || link.purpose !== 'ticket' || link.ended_at !== null)
		error(404, 'No such ticket');
	return liveStream(db, {
		dropInId: link.drop_in_id,
		delay: () => 0,
		async project() {
			const fresh = await linkByToken(db.read, db.codes, token);
			if (!fresh || fresh.ended_at !== null) return null;
			const pulses = await watcherOf(db).share(link.drop_in_id, 'tickets', () =>
				ticketPulses(db.read, link.drop_in_id, now())
			);
			return pulses.get(followed) ?? null;
		},
		others: { look: () => outlookOf(db, link, now()) }
	});
};
