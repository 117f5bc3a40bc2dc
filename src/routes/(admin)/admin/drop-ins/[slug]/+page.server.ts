import { redirect } from '@sveltejs/kit';
import type { Coordinator } from '#lib/domain/actor.ts';
import { mayBecome } from '#lib/domain/drop-in.ts';
import { lacking } from '#lib/domain/readiness.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Result } from '#lib/domain/refusal.ts';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { attendingAgencies } from '#lib/server/db/attending.ts';
import type { Database } from '#lib/server/db/change.ts';
import { tablesOf } from '#lib/server/db/tables.ts';
import { topicsInUse } from '#lib/server/db/topic-texts.ts';
import { placeCounts } from '#lib/server/db/windows.ts';
import { closeDropIn } from '#lib/server/operations/drop-in/close.ts';
import { openDropIn, stopCheckIn } from '#lib/server/operations/drop-in/open.ts';
import { cancelDropIn, publishDropIn, unpublishDropIn } from '#lib/server/operations/drop-in/publish.ts';
import { roomView } from '#lib/server/operations/drop-in/room.ts';
import { setUpOf } from '#lib/server/operations/drop-in/set-up.ts';
import { dropInOf } from '../../drop-in.server.ts';
import { isTicked, refused } from '../../forms.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	const { db, now } = event.locals;
	const { id, state } = await dropInOf(event);
	const [attending, tables, places, setUp, room] = await Promise.all([
		attendingAgencies(db.read, id),
		tablesOf(db.read, id),
		placeCounts(db.read, id),
		setUpOf(db.read, id),
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
			places: setUp.places,
			booked: places.reduce((sum, { taken }) => sum + taken, 0),
			reps: setUp.agencies.filter(({ hasRep }) => hasRep).length,
			kiosks: setUp.kiosks,
			boards: setUp.boards,
			welcomers: setUp.welcomers
		},
		lacks: state === 'closed' || state === 'cancelled' ? [] : lacking(setUp),
		waiting: room.waitingPeople,
		inLine: room.placesInLine,
		busyTables: room.agencies.reduce((sum, { atTables }) => sum + atTables, 0),
		may: {
			publish: state === 'draft',
			unpublish: state === 'published',
			open: state !== 'draft' && mayBecome(state, 'open'),
			stop: mayBecome(state, 'closing'),
			close: mayBecome(state, 'closed'),
			cancel: mayBecome(state, 'cancelled')
		},
		/** The one of the next steps that somebody came for. */
		about: event.url.searchParams.get('about'),
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

type Turn = (
	db: Database,
	input: { dropInId: string; endsLines: boolean },
	actor: Coordinator,
	now: Instant
) => Promise<Result>;

async function turned(event: RequestEvent, actor: Coordinator, which: string, turn: Turn) {
	const { db, now } = event.locals;
	const { id, slug } = await dropInOf(event);
	const form = await event.request.formData();
	const result = await turn(db, { dropInId: id, endsLines: isTicked(form, 'endsLines') }, actor, now());
	if (!result.ok) return refused(form, result.refusal, { which });
	redirect(303, `/admin/drop-ins/${slug}?done=${which}`);
}
