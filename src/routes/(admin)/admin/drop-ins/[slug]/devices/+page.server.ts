import { redirect } from '@sveltejs/kit';
import { PAIRING_MINUTES } from '#lib/domain/device.ts';
import { clockAt } from '#lib/domain/schedule.ts';
import { readLine } from '#lib/domain/words.ts';
import { baseLanguage, languages } from '#lib/i18n/languages.ts';
import { requireCoordinator } from '#lib/server/auth/guards.ts';
import { boardSettings } from '#lib/server/db/boards.ts';
import { devicesOf } from '#lib/server/db/devices.ts';
import { offeredLanguages } from '#lib/server/db/offered-languages.ts';
import { pairingRequests } from '#lib/server/db/room.ts';
import { textIn } from '#lib/server/form.ts';
import { approvePairing } from '#lib/server/operations/device/approve-pairing.ts';
import { makeLink } from '#lib/server/operations/device/make-link.ts';
import { revoke } from '#lib/server/operations/device/revoke.ts';
import { setBoard } from '#lib/server/operations/drop-in/set-board.ts';
import { setLanguages } from '#lib/server/operations/drop-in/set-languages.ts';
import { dropInOf } from '../../../drop-in.server.ts';
import { boardFields, deviceFields } from '../../../field-words.server.ts';
import { refused } from '../../../forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Those a hall may leave out. */
const others = languages.map(({ code }) => code).filter((code) => code !== baseLanguage);

export const load: PageServerLoad = async (event) => {
	requireCoordinator(event);
	const { db, now } = event.locals;
	const { id, hub } = await dropInOf(event);
	const devices = await devicesOf(db.read, id);
	const { speech, quiet } = await boardSettings(db.read, id);
	return {
		devices: devices.map(({ id: deviceId, kind, name, state, approvedAt, seenAt }) => ({
			id: deviceId,
			kind,
			name,
			state,
			approvedAt,
			seenAt
		})),
		aloud: {
			speech: speech.join(' '),
			starts: quiet && clockAt(quiet.startsAt, hub.zone),
			ends: quiet && clockAt(quiet.endsAt, hub.zone)
		},
		offered: ((await offeredLanguages(db.read, id)) ?? others).join(' '),
		asking: await pairingRequests(db.read, now()),
		origin: event.url.origin,
		saved: event.url.searchParams.get('saved'),
		set: event.url.searchParams.has('set')
	};
};

export const actions: Actions = {
	pair: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const { id: dropInId, slug } = await dropInOf(event);
		const form = await event.request.formData();
		const name = textIn(form, 'name');
		const result = await approvePairing(db, { code: textIn(form, 'code'), name, dropInId }, actor, now());
		if (!result.ok) return refused(form, result.refusal, { which: 'pair', fields: deviceFields });
		redirect(303, `/admin/drop-ins/${slug}/devices?saved=${encodeURIComponent(name.slice(0, 60))}`);
	},
	link: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const { id: dropInId } = await dropInOf(event);
		const form = await event.request.formData();
		const name = readLine(textIn(form, 'linkName'), { field: 'linkName', longest: 60 });
		if (!name.ok) return refused(form, name.refusal, { which: 'link', fields: deviceFields });
		const kind = textIn(form, 'kind') === 'board' ? 'board' : 'kiosk';
		const result = await makeLink(
			db,
			{ kind, dropInId, name: name.text, minutes: PAIRING_MINUTES },
			actor.staffId,
			now()
		);
		if (!result.ok) return refused(form, result.refusal, { which: 'link' });
		return { link: `${event.url.origin}/pair/${result.token}` };
	},
	aloud: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const { id: dropInId, slug } = await dropInOf(event);
		const form = await event.request.formData();
		const wanted = {
			dropInId,
			speech: form.getAll('speech').map(String),
			offered: languages.map(({ code }) => code),
			starts: textIn(form, 'starts'),
			ends: textIn(form, 'ends')
		};
		const result = await setBoard(db, wanted, actor, now());
		if (!result.ok) return refused(form, result.refusal, { which: 'aloud', fields: boardFields });
		redirect(303, `/admin/drop-ins/${slug}/devices?set`);
	},
	languages: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const { id: dropInId, slug } = await dropInOf(event);
		const form = await event.request.formData();
		const chosen = form.getAll('offered').map(String);
		const result = await setLanguages(db, { dropInId, chosen, known: others }, actor, now());
		if (!result.ok) return refused(form, result.refusal, { which: 'languages' });
		redirect(303, `/admin/drop-ins/${slug}/devices?set`);
	},
	revoke: async (event) => {
		const actor = requireCoordinator(event);
		const { db, now } = event.locals;
		const { slug } = await dropInOf(event);
		const form = await event.request.formData();
		const result = await revoke(db, { deviceId: textIn(form, 'deviceId') }, actor, now());
		if (!result.ok) return refused(form, result.refusal, { which: 'revoke' });
		redirect(303, `/admin/drop-ins/${slug}/devices`);
	}
};
