import { redirect } from '@sveltejs/kit';
import { checkDate, dayOf } from '#lib/domain/day.ts';
import { clockAt } from '#lib/domain/schedule.ts';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { dropInWords } from '#lib/server/db/schedules.ts';
import { windowsInUse } from '#lib/server/db/windows.ts';
import { rescheduleDropIn } from '#lib/server/operations/drop-in/reschedule.ts';
import { dropInOf } from '../../../drop-in.server.ts';
import { scheduleFields } from '../../../field-words.server.ts';
import { refused } from '../../../forms.server.ts';
import { scheduleIn } from '../../typed-schedule.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	const { db } = event.locals;
	const dropIn = await dropInOf(event);
	const { zone } = dropIn.hub;
	const day = checkDate(dropIn.date, null);
	const values: Record<string, string> = {
		date: dropIn.date,
		weekday: day.ok ? String(day.weekday) : '',
		starts: clockAt(dropIn.startsAt, zone),
		ends: clockAt(dropIn.endsAt, zone),
		endsNextDay: dayOf(dropIn.endsAt, zone) === dropIn.date ? '' : 'on',
		lastAdmission: dropIn.lastAdmissionAt === null ? '' : clockAt(dropIn.lastAdmissionAt, zone),
		windowMinutes: String(dropIn.windowMinutes),
		headStart: String(dropIn.headStart),
		priorityRate: String(dropIn.priorityRate)
	};
	for (const [code, words] of Object.entries(await dropInWords(db.read, dropIn.id)))
		for (const [name, text] of Object.entries(words)) values[`${name}-${code}`] = text;
	return { values, fixed: await windowsInUse(db.read, dropIn.id), saved: event.url.searchParams.has('saved') };
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const form = await event.request.formData();
		const { id, slug } = await dropInOf(event);
		const result = await rescheduleDropIn(db, { ...scheduleIn(form), dropInId: id }, actor, now());
		if (!result.ok) return refused(form, result.refusal, { fields: scheduleFields });
		redirect(303, `/admin/drop-ins/${slug}/plan?saved`);
	}
};
