import { redirect } from '@sveltejs/kit';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { attendingAgencies } from '#lib/server/db/attending.ts';
import { tablesOf } from '#lib/server/db/tables.ts';
import { textIn } from '#lib/server/form.ts';
import { addTables, changeTable, removeTable } from '#lib/server/operations/drop-in/set-tables.ts';
import { dropInOf } from '../../../drop-in.server.ts';
import { tableFields } from '../../../field-words.server.ts';
import { chosenIn, isTicked, numberIn, refused } from '../../../forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	const { db } = event.locals;
	const { id } = await dropInOf(event);
	const [attending, tables] = await Promise.all([attendingAgencies(db.read, id), tablesOf(db.read, id)]);
	return {
		tables,
		owners: attending.map(({ id: value, name: label }) => ({ value, label })),
		next: Math.max(0, ...tables.map(({ number }) => number)) + 1,
		saved: event.url.searchParams.has('saved')
	};
};

export const actions: Actions = {
	add: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const { id: dropInId, slug } = await dropInOf(event);
		const form = await event.request.formData();
		const wanted = {
			dropInId,
			number: numberIn(form, 'number'),
			count: numberIn(form, 'count'),
			attendanceId: chosenIn(form, 'attendanceId')
		};
		const result = await addTables(db, wanted, actor, now());
		if (!result.ok) return refused(form, result.refusal, { which: 'add', fields: tableFields });
		redirect(303, `/admin/drop-ins/${slug}/tables?saved`);
	},
	change: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const { id: dropInId, slug } = await dropInOf(event);
		const form = await event.request.formData();
		const tableId = textIn(form, 'tableId');
		const wanted = {
			dropInId,
			tableId,
			attendanceId: chosenIn(form, 'attendanceId'),
			outOfUse: isTicked(form, 'outOfUse')
		};
		const result = await changeTable(db, wanted, actor, now());
		if (!result.ok) return refused(form, { ...result.refusal, field: `owner-${tableId}` }, { which: tableId });
		redirect(303, `/admin/drop-ins/${slug}/tables?saved`);
	},
	remove: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const { id: dropInId, slug } = await dropInOf(event);
		const form = await event.request.formData();
		const tableId = textIn(form, 'tableId');
		const result = await removeTable(db, { dropInId, tableId }, actor, now());
		if (!result.ok) return refused(form, { ...result.refusal, field: `owner-${tableId}` }, { which: tableId });
		redirect(303, `/admin/drop-ins/${slug}/tables?saved`);
	}
};
