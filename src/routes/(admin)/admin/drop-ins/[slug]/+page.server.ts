import { redirect } from '@sveltejs/kit';
import type { Coordinator } from '#lib/domain/actor.ts';
import { mayBecome } from '#lib/domain/drop-in.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Result } from '#lib/domain/refusal.ts';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { attendingAgencies } from '#lib/server/db/attending.ts';
import type { Database } from '#lib/server/db/change.ts';
import { devicesOf } from '#lib/server/db/devices.ts';
import { tablesOf } from '#lib/server/db/tables.ts';
import { topicsInUse } from '#lib/server/db/topic-texts.ts';
import { placeCounts } from '#lib/server/db/windows.ts';
import { closeDropIn } from '#lib/server/operations/drop-in/close.ts';
import { openDropIn, stopCheckIn } from '#lib/server/operations/drop-in/open.ts';
import { cancelDropIn, publishDropIn, unpublishDropIn } from '#lib/server/operations/drop-in/publish.ts';
import { roomView } from '#lib/server/operations/drop-in/room.ts';
import { dropInOf } from '../../drop-in.server.ts';
import { refused } from '../../forms.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	const { db, now } = event.locals;
	const { id, state } = await dropInOf(event);
	const [attending, tables, places, devices, room] = await Promise.all([
		attendingAgencies(db.read, id),
		tablesOf(db.read, id),
		placeCounts(db.read, id),
		devicesOf(db.read, id),
		roomView(db, id, now())
	]);
	return {
		counts: {
			agencies: attending.length,
			topics: await topicsInUse(
				db.read,
				attending.map(({ agencyId }) => agencyId)
			),
			tables: tables.filter(({ outOfUse }) => !outOfUse).length,
			places: places.reduce((sum, { capacity }) => sum + capacity, 0),
			booked: places.reduce((sum, { taken }) => sum + taken, 0),
			devices: devices.filter((device) => device.state === 'paired').length
		},
		here: room.people,
		may: {
			publish: state === 'draft',
			unpublish: state === 'published',
			open: state !== 'draft' && mayBecome(state, 'open'),
			stop: mayBecome(state, 'closing'),
			close: mayBecome(state, 'closed'),
			cancel: mayBecome(state, 'cancelled')
		},
		done: event.url.searchParams.get('done')
	};
};

export const actions: Actions = {
	publish: async (event) => turned(event, requireCoordinator(event), 'publish', publishDropIn),
	unpublish: async (event) => turned(event, requireCoordinator(event), 'unpublish', unpublishDropIn),
	open: async (event) => turned(event, requireCoordinator(event), 'open', openDropIn),
	stop: async (event) => turned(event, requireCoordinator(event), 'stop', stopCheckIn),
	close: async (event) => turned(event, requireCoordinator(event), 'close', closeDropIn),
	cancel: async (event) => turned(event, requireCoordinator(event), 'cancel', cancelDropIn)
};

type Turn = (db: Database, input: { dropInId: string }, actor: Coordinator, now: Instant) => Promise<Result>;

async function turned(event: RequestEvent, actor: Coordinator, which: string, turn: Turn) {
	const { db, now } = event.locals;
	const { id, slug } = await dropInOf(event);
	const form = await event.request.formData();
	const result = await turn(db, { dropInId: id }, actor, now());
	if (!result.ok) return refused(form, result.refusal, which);
	redirect(303, `/admin/drop-ins/${slug}?done=${which}`);
}
