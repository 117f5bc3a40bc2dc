import { randomUUID } from 'node:crypto';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Rep } from '#lib/domain/actor.ts';
import { type Result, refuse } from '#lib/domain/refusal.ts';
import { refusalText } from '#lib/i18n/refusal.ts';
import { requireRep } from '#lib/server/auth/guards.ts';
import { agencyById } from '#lib/server/db/agencies.ts';
import { dropInById, dropInBySlug } from '#lib/server/db/drop-ins.ts';
import { liveDeskOf } from '#lib/server/db/reps-drop-ins.ts';
import { dropInsToOpen, nextDropIn } from '#lib/server/operations/desk/at-hand.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { closeDesk, openDesk, pauseDesk } from '#lib/server/operations/desk/open-desk.ts';
import { callAgain, finish, noShow, start } from '#lib/server/operations/desk/serve.ts';
import { deskView } from '#lib/server/operations/desk/view.ts';
import type { Actions, PageServerLoad } from './$types';
import { announced, type Press, readPress } from './press.ts';

export const load: PageServerLoad = async (event) => {
	const rep = requireRep(event);
	const { db, locale } = event.locals;
	const now = event.locals.now();
	const agency = (await agencyById(db.read, rep.agencyId))?.name ?? '';
	// An id of this page alone: pressed twice, it still happens once.
	const page = { now, locale, agency, commandId: randomUUID() };
	const live = await liveDeskOf(db.read, rep);
	const desk = live && (await deskView(db, { ...live, locale }, rep, now));
	const dropIn = live && (await dropInById(db.read, live.dropInId, locale));
	if (desk && dropIn) return { ...page, desk, zone: dropIn.hub.zone, opensAt: dropIn.startsAt };
	const choices = await dropInsToOpen(db.read, rep, locale, now);
	const next = choices.length === 0 ? await nextDropIn(db.read, rep, locale, now) : null;
	return { ...page, desk: null, choices: choices.map(announced), next: next && announced(next) };
};

export const actions: Actions = {
	open: async (event) => {
		const rep = requireRep(event);
		const { db, now, locale } = event.locals;
		const { at } = await readPress(event);
		const dropIn = await dropInBySlug(db.read, at, locale);
		return answer('open', dropIn ? await openDesk(db, dropIn.id, rep, now()) : refuse('drop_in_unknown'));
	},
	callNext: (event) => press(event, 'callNext', requireRep(event), callNext),
	callAgain: (event) => press(event, 'callAgain', requireRep(event), callAgain),
	start: (event) => press(event, 'start', requireRep(event), start),
	finish: (event) => press(event, 'finish', requireRep(event), finish),
	noShow: (event) => press(event, 'noShow', requireRep(event), noShow),
	pause: (event) => press(event, 'pause', requireRep(event), pauseDesk),
	resume: (event) =>
		press(event, 'resume', requireRep(event), (db, { dropInId }, rep, now) => openDesk(db, dropInId, rep, now)),
	close: (event) => press(event, 'close', requireRep(event), closeDesk)
};

type Verb = (
	db: RequestEvent['locals']['db'],
	input: Press & { dropInId: string },
	rep: Rep,
	now: string
) => Promise<Result>;

/** Does what was pressed at the rep's own live desk. */
async function press(event: RequestEvent, action: string, rep: Rep, verb: Verb) {
	const { db, now } = event.locals;
	const input = await readPress(event);
	const live = await liveDeskOf(db.read, rep);
	const result = live ? await verb(db, { ...input, dropInId: live.dropInId }, rep, now()) : refuse('desk_unknown');
	return answer(action, result, input.reason);
}

function answer(action: string, result: Result, reason = '') {
	if (!result.ok)
		return fail(400, { action, refused: refusalText(result.refusal), why: result.refusal.reason, reason });
	redirect(303, '/desk');
}
