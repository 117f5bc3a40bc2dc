import { isAfterLastAdmission } from '#lib/domain/drop-in.ts';
import { requireKiosk } from '#lib/server/auth/guards.ts';
import { deviceIsPaired } from '#lib/server/db/devices.ts';
import { dropInById } from '#lib/server/db/drop-ins.ts';
import { offeredLanguages } from '#lib/server/db/offered-languages.ts';
import { offeredTopics } from '#lib/server/db/topics.ts';
import { liveStream } from '#lib/server/live/stream.ts';
import type { RequestHandler } from './$types';

/** A tablet hears when it is revoked, when the doors open or close, after the last check-in, when an agency comes or goes, and of its languages. */
export const GET: RequestHandler = (event) => {
	const { deviceId, dropInId } = requireKiosk(event);
	const { db, now } = event.locals;
	return liveStream(db, {
		dropInId,
		everything: true,
		async project() {
			if (!(await deviceIsPaired(db.read, deviceId))) return null;
			const dropIn = await dropInById(db.read, dropInId, 'en');
			const at = now();
			const offered = await offeredLanguages(db.read, dropInId);
			const topics = await offeredTopics(db.read, dropInId, 'en', at);
			const full = isAfterLastAdmission(dropIn?.lastAdmissionAt ?? null, at);
			return { dropIn, full, offered, topics, toCome: topics.filter(({ startsAt }) => startsAt > at).length };
		}
	});
};
