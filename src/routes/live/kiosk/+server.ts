import { requireKiosk } from '#lib/server/auth/guards.ts';
import { deviceIsPaired } from '#lib/server/db/devices.ts';
import { dropInById } from '#lib/server/db/drop-ins.ts';
import { offeredTopics } from '#lib/server/db/topics.ts';
import { liveStream } from '#lib/server/live/stream.ts';
import type { RequestHandler } from './$types';

/** A tablet hears when it is revoked, when the doors open or close, and when an agency comes or goes. */
export const GET: RequestHandler = (event) => {
	const { deviceId, dropInId } = requireKiosk(event);
	const { db, now } = event.locals;
	return liveStream(db, {
		dropInId,
		everything: true,
		async project() {
			if (!(await deviceIsPaired(db.read, deviceId))) return null;
			const dropIn = await dropInById(db.read, dropInId, 'en');
			const topics = await offeredTopics(db.read, dropInId, 'en', now());
			return { dropIn, topics };
		}
	});
};
