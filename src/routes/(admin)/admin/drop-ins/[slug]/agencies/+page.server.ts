import { redirect } from '@sveltejs/kit';
import { clockAt } from '#lib/domain/schedule.ts';
import { formatRange } from '#lib/i18n/locale.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { everyAgency } from '#lib/server/db/agencies.ts';
import { attendingAgencies } from '#lib/server/db/attending.ts';
import { everyTopic } from '#lib/server/db/topic-texts.ts';
import type { DropIn } from '#lib/server/db/drop-ins.ts';
import { placeCounts, windowsOfDropIn } from '#lib/server/db/windows.ts';
import { textIn } from '#lib/server/form.ts';
import { attend, stopAttending } from '#lib/server/operations/drop-in/attend.ts';
import { placeField, setPlaces } from '#lib/server/operations/drop-in/set-places.ts';
import { dropInOf } from '../../../drop-in.server.ts';
import { attendingFields } from '../../../field-words.server.ts';
import { type FieldWords, numberIn, refused } from '../../../forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	const { db } = event.locals;
	const dropIn = await dropInOf(event);
	const [agencies, attending, windows, places, topics] = await Promise.all([
		everyAgency(db.read),
		attendingAgencies(db.read, dropIn.id),
		windowsOfDropIn(db.read, dropIn.id),
		placeCounts(db.read, dropIn.id),
		everyTopic(db.read)
	]);
	const { zone } = dropIn.hub;
	const cells = new Map(places.map((place) => [placeField(place), place]));
	return {
		attending: attending.map(({ id, agencyId, name, startsAt, endsAt }) => ({
			id,
			agencyId,
			name,
			starts: clockAt(startsAt, zone),
			ends: clockAt(endsAt, zone),
			hasTopics: topics.some((topic) => topic.agencyId === agencyId && topic.retiredAt === null)
		})),
		others: agencies
			.filter(({ id }) => !attending.some(({ agencyId }) => agencyId === id))
			.map(({ id, name }) => ({ value: id, label: name })),
		starts: clockAt(dropIn.startsAt, zone),
		ends: clockAt(dropIn.endsAt, zone),
		rows: windows.map((window) => ({
			...window,
			cells: attending.map(({ id }) => {
				const field = placeField({ attendanceId: id, windowId: window.id });
				const place = cells.get(field);
				return { field, capacity: place?.capacity ?? null, taken: place?.taken ?? 0 };
			})
		})),
		saved: event.url.searchParams.has('saved')
	};
};

export const actions: Actions = {
	attend: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const { id: dropInId, slug } = await dropInOf(event);
		const form = await event.request.formData();
		const hours = { starts: textIn(form, 'starts'), ends: textIn(form, 'ends') };
		const agencyId = textIn(form, 'agencyId');
		const result = await attend(
			db,
			{ dropInId, agencyId, ...hours, capacity: numberIn(form, 'capacity') },
			actor,
			now()
		);
		if (!result.ok) return refused(form, result.refusal, { which: textIn(form, 'which'), fields: attendingFields });
		redirect(303, `/admin/drop-ins/${slug}/agencies?saved`);
	},
	remove: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const { id: dropInId, slug } = await dropInOf(event);
		const form = await event.request.formData();
		const result = await stopAttending(db, { dropInId, attendanceId: textIn(form, 'attendanceId') }, actor, now());
		if (!result.ok) return refused(form, result.refusal, { which: textIn(form, 'which') });
		redirect(303, `/admin/drop-ins/${slug}/agencies?saved`);
	},
	places: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const dropIn = await dropInOf(event);
		const { id: dropInId, slug } = dropIn;
		const form = await event.request.formData();
		const places = (await placeCounts(db.read, dropInId))
			.filter((place) => form.has(placeField(place)))
			.map(({ attendanceId, windowId }) => ({
				attendanceId,
				windowId,
				capacity: numberIn(form, placeField({ attendanceId, windowId }))
			}));
		const result = await setPlaces(db, { dropInId, places }, actor, now());
		if (!result.ok)
			return refused(form, result.refusal, { which: 'places', fields: await cellWords(event.locals, dropIn) });
		redirect(303, `/admin/drop-ins/${slug}/agencies?saved`);
	},
	fill: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const { id: dropInId, slug } = await dropInOf(event);
		const form = await event.request.formData();
		const attendanceId = textIn(form, 'attendanceId');
		const capacity = numberIn(form, 'capacity');
		const places = (await placeCounts(db.read, dropInId)).filter((place) => place.attendanceId === attendanceId);
		const result = await setPlaces(
			db,
			{ dropInId, places: places.map((place) => ({ ...place, capacity })) },
			actor,
			now()
		);
		if (!result.ok) {
			const { also: _, ...first } = result.refusal;
			return refused(form, { ...first, field: 'fill-capacity' }, { which: 'fill' });
		}
		redirect(303, `/admin/drop-ins/${slug}/agencies?saved`);
	}
};

/** How each cell of the grid is called: the agency and the time. */
async function cellWords(
	{ db, locale }: App.Locals,
	{ id: dropInId, hub: { zone } }: DropIn
): Promise<Record<string, FieldWords>> {
	const [attending, windows] = await Promise.all([
		attendingAgencies(db.read, dropInId),
		windowsOfDropIn(db.read, dropInId)
	]);
	const words = attending.flatMap(({ id, name: agency }) =>
		windows.map((window) => {
			const time = formatRange(window.startsAt, window.endsAt, zone, locale);
			const label = () => m.admin_grid_cell({ agency, time });
			return [placeField({ attendanceId: id, windowId: window.id }), { label }] as const;
		})
	);
	return Object.fromEntries(words);
}
