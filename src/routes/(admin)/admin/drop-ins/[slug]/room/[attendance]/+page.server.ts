import { error, redirect } from '@sveltejs/kit';
import type { GoneHow } from '#lib/domain/drop-in.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { presenceOf } from '#lib/domain/room.ts';
import { clockAt, isItsDay } from '#lib/domain/schedule.ts';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { attendingAgencies } from '#lib/server/db/attending.ts';
import { textIn } from '#lib/server/form.ts';
import { agencyBack, agencyGone, type LineThen } from '#lib/server/operations/drop-in/agency-gone.ts';
import { agencyLate } from '#lib/server/operations/drop-in/agency-late.ts';
import { roomView } from '#lib/server/operations/drop-in/room.ts';
import { dropInOf } from '../../../../drop-in.server.ts';
import { agencyDayFields } from '../../../../field-words.server.ts';
import { refused } from '../../../../forms.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	const { db, now } = event.locals;
	const dropIn = await dropInOf(event);
	const [attending, room] = await Promise.all([attendingAgencies(db.read, dropIn.id), roomView(db, dropIn.id, now())]);
	const agency = attending.find(({ id }) => id === event.params.attendance) ?? error(404, 'No such agency');
	const line = room.agencies.find(({ attendanceId }) => attendanceId === agency.id);
	const { zone } = dropIn.hub;
	return {
		agency: {
			name: agency.name,
			startsAt: agency.startsAt,
			endsAt: agency.endsAt,
			gone: agency.gone,
			presence: presenceOf(agency, now()),
			starts: clockAt(agency.startsAt, zone),
			inLine: (line?.waiting ?? 0) + (line?.parked ?? 0),
			/** At how many of its desks somebody is being called now. */
			calling: line?.desks.filter(({ busy }) => busy === 'called').length ?? 0,
			talking: line?.desks.some(({ busy }) => busy === 'serving') ?? false
		},
		isOver: dropIn.state === 'draft' || dropIn.state === 'closed' || dropIn.state === 'cancelled',
		isItsDay: isItsDay(dropIn, zone, now()),
		saved: event.url.searchParams.has('saved')
	};
};

export const actions: Actions = {
	late: async (event) => {
		const actor = requireCoordinator(event);
		const { form, of } = await asked(event);
		const starts = textIn(form, 'starts');
		const result = await agencyLate(event.locals.db, { ...of, starts }, actor, event.locals.now());
		if (!result.ok) return refused(form, result.refusal, { which: 'late', fields: agencyDayFields });
		redirect(303, `${event.url.pathname}?saved`);
	},
	gone: async (event) => {
		const actor = requireCoordinator(event);
		const { form, of } = await asked(event);
		const [how, line] = [howIn(form), lineIn(form)];
		const missing = refuse('field_missing', { field: how === null ? 'how' : 'line' });
		const result =
			how === null || line === null
				? missing
				: await agencyGone(event.locals.db, { ...of, how, line }, actor, event.locals.now());
		if (!result.ok) return refused(form, result.refusal, { which: 'gone', fields: agencyDayFields });
		redirect(303, `${event.url.pathname}?saved`);
	},
	back: async (event) => {
		const actor = requireCoordinator(event);
		const { form, of } = await asked(event);
		const result = await agencyBack(event.locals.db, of, actor, event.locals.now());
		if (!result.ok) return refused(form, result.refusal, { which: 'back' });
		redirect(303, `${event.url.pathname}?saved`);
	}
};

async function asked(event: RequestEvent) {
	const { id: dropInId } = await dropInOf(event);
	const form = await event.request.formData();
	return { form, of: { dropInId, attendanceId: event.params.attendance } };
}

function howIn(form: FormData): GoneHow | null {
	const how = textIn(form, 'how');
	return how === 'left' || how === 'not_coming' ? how : null;
}

function lineIn(form: FormData): LineThen | null {
	const line = textIn(form, 'line');
	return line === 'keep' || line === 'end' ? line : null;
}
