import { randomUUID } from 'node:crypto';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Rep } from '#lib/domain/actor.ts';
import { done, everyRefusal, type Result, refuse } from '#lib/domain/refusal.ts';
import { refusalError, refusalText } from '#lib/i18n/refusal.ts';
import { requireReps } from '#lib/server/auth/guards.ts';
import { agencyById } from '#lib/server/db/agencies.ts';
import { agenciesThere } from '#lib/server/db/agencies-there.ts';
import { attendancesOnCall } from '#lib/server/db/desks.ts';
import { dropInById, dropInBySlug } from '#lib/server/db/drop-ins.ts';
import { liveDeskOf } from '#lib/server/db/reps-drop-ins.ts';
import { dropInsToOpen, nextDropIn } from '#lib/server/operations/desk/at-hand.ts';
import { answerHelp } from '#lib/server/operations/desk/answer-help.ts';
import { askToJoin, takeBackJoin } from '#lib/server/operations/desk/ask-to-join.ts';
import { callForHelp } from '#lib/server/operations/desk/call-for-help.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { calledAway } from '#lib/server/operations/desk/called-away.ts';
import { cannotGo } from '#lib/server/operations/desk/cannot-go.ts';
import { fiveMoreMinutes } from '#lib/server/operations/desk/five-more-minutes.ts';
import { endHelp } from '#lib/server/operations/desk/end-help.ts';
import { handOver } from '#lib/server/operations/desk/hand-over.ts';
import { declineJoin, join } from '#lib/server/operations/desk/join.ts';
import { longTalk } from '#lib/server/operations/desk/long-talk.ts';
import { notNeeded } from '#lib/server/operations/desk/not-needed.ts';
import { closeDesk, openDesk, pauseDesk } from '#lib/server/operations/desk/open-desk.ts';
import { passOn, type PassOnReason } from '#lib/server/operations/desk/pass-on.ts';
import { callAgain, finish, noShow, start } from '#lib/server/operations/desk/serve.ts';
import { undo } from '#lib/server/operations/desk/undo.ts';
import { deskView } from '#lib/server/operations/desk/view.ts';
import type { Actions, PageServerLoad } from './$types';
import { announced, type Press, readPress } from './press.ts';

export const load: PageServerLoad = async (event) => {
	const reps = requireReps(event);
	const { db, locale } = event.locals;
	const now = event.locals.now();
	// An id of this page alone: pressed twice, it still happens once.
	const page = { now, locale, commandId: randomUUID() };
	const live = await liveDeskOf(db.read, reps);
	const desk = live && (await deskView(db, { ...live, locale }, live.rep, now));
	const dropIn = live && (await dropInById(db.read, live.dropInId, locale));
	if (desk && dropIn)
		return {
			...page,
			agency: await nameOf(db, live.rep.agencyId),
			desk,
			others: desk.person?.startedAt ? await othersThere(db, live, now) : [],
			zone: dropIn.hub.zone,
			opensAt: dropIn.startsAt
		};
	// Somebody who stands for several agencies says for which they sit down; until then no one's name stands above.
	const agencyIds = [...new Set(reps.map(({ agencyId }) => agencyId))];
	const agency = agencyIds.length === 1 ? await nameOf(db, reps[0].agencyId) : null;
	const found = await dropInsToOpen(db.read, reps, locale, now);
	const next = found.length === 0 ? await nextDropIn(db.read, reps, locale, now) : null;
	const choices = found.map(async (one) => ({
		...announced(one.dropIn),
		agencies: await Promise.all(
			one.agencyIds.map(async (id) => ({ id, name: await nameOf(db, id), away: one.away.includes(id) }))
		)
	}));
	return { ...page, agency, desk: null, choices: await Promise.all(choices), next: next && announced(next) };
};

export const actions: Actions = {
	open: async (event) => {
		const reps = requireReps(event);
		const { db, now, locale } = event.locals;
		const { at, agency } = await readPress(event);
		const dropIn = await dropInBySlug(db.read, at, locale);
		if (!dropIn) return answer('open', refuse('drop_in_unknown'));
		const theirs = reps.filter(({ dropInId }) => dropInId === null || dropInId === dropIn.id);
		const rep = theirs.length === 1 ? theirs[0] : theirs.find(({ agencyId }) => agencyId === agency);
		return answer('open', rep ? await openDesk(db, dropIn.id, rep, now()) : refuse('agency_unknown'));
	},
	callNext: (event) => press(event, 'callNext', requireReps(event), callNext),
	callAgain: (event) => press(event, 'callAgain', requireReps(event), callAgain),
	start: (event) => press(event, 'start', requireReps(event), start),
	finish: (event) => press(event, 'finish', requireReps(event), finish),
	noShow: (event) => press(event, 'noShow', requireReps(event), noShow),
	fiveMinutes: (event) => press(event, 'fiveMinutes', requireReps(event), fiveMoreMinutes),
	passOn: (event) => press(event, 'passOn', requireReps(event), passOnAs('known')),
	forWoman: (event) => press(event, 'forWoman', requireReps(event), passOnAs('woman')),
	notNeeded: (event) => press(event, 'notNeeded', requireReps(event), notNeeded),
	longTalk: (event) => press(event, 'longTalk', requireReps(event), longTalk),
	calledAway: (event) => press(event, 'calledAway', requireReps(event), calledAway),
	handOver: (event) => press(event, 'handOver', requireReps(event), withOther(handOver)),
	askToJoin: (event) => press(event, 'askToJoin', requireReps(event), withOther(askToJoin)),
	takeBackJoin: (event) => press(event, 'takeBackJoin', requireReps(event), takeBackJoin),
	join: (event) => press(event, 'join', requireReps(event), join),
	declineJoin: (event) => press(event, 'declineJoin', requireReps(event), declineJoin),
	undo: (event) => press(event, 'undo', requireReps(event), undo),
	pause: (event) => press(event, 'pause', requireReps(event), pauseDesk),
	resume: (event) =>
		press(event, 'resume', requireReps(event), (db, { dropInId }, rep, now) => openDesk(db, dropInId, rep, now)),
	close: (event) => press(event, 'close', requireReps(event), closeDesk),
	help: (event) => press(event, 'help', requireReps(event), callForHelp),
	answerHelp: (event) => press(event, 'answerHelp', requireReps(event), answerHelp),
	cannotGo: (event) => press(event, 'cannotGo', requireReps(event), cannotGo),
	endHelp: (event) => press(event, 'endHelp', requireReps(event), endHelp)
};

async function nameOf(db: RequestEvent['locals']['db'], agencyId: string): Promise<string> {
	return (await agencyById(db.read, agencyId))?.name ?? '';
}

/** The other agencies there, whoever is at the desk: what stands on the drop-in's own page. */
async function othersThere(db: RequestEvent['locals']['db'], at: { dropInId: string; rep: Rep }, now: string) {
	const there = await agenciesThere(db.read, at.dropInId, now);
	const onCall = new Set(await attendancesOnCall(db.read, at.dropInId));
	return there
		.filter(({ id }) => id !== at.rep.agencyId)
		.map(({ id, name, here, attendanceId }) => ({ id, name, here, open: onCall.has(attendanceId) }));
}

type Verb = (
	db: RequestEvent['locals']['db'],
	input: Press & { dropInId: string },
	rep: Rep,
	now: string
) => Promise<Result>;

function passOnAs(because: PassOnReason): Verb {
	return (db, input, rep, now) => passOn(db, { ...input, because }, rep, now);
}

/** A press about the agency chosen in its form. */
function withOther(
	verb: (...args: [Parameters<Verb>[0], Parameters<Verb>[1] & { agencyId: string }, Rep, string]) => Promise<Result>
): Verb {
	return (db, input, rep, now) => verb(db, { ...input, agencyId: input.agency }, rep, now);
}

/** Does what was pressed at the rep's own live desk, for the agency they sit there for. */
async function press(event: RequestEvent, action: string, reps: readonly Rep[], verb: Verb) {
	const { db, now } = event.locals;
	const input = await readPress(event);
	const live = await liveDeskOf(db.read, reps);
	// A desk that is closed already is what another press of "Close" wanted, whose answer was lost.
	const none = action === 'close' ? done() : refuse('desk_unknown');
	const result = live ? await verb(db, { ...input, dropInId: live.dropInId }, live.rep, now()) : none;
	return answer(action, result, input);
}

function answer(action: string, result: Result, input?: Press) {
	if (result.ok) redirect(303, '/desk');
	const { refusal } = result;
	const said = { action, refused: refusalText(refusal), why: refusal.reason, reason: input?.reason ?? '' };
	if (input === undefined || refusal.field === undefined) return fail(400, said);
	const { agency, note, consent, namesSender } = input;
	const errors = everyRefusal(refusal).map(refusalError);
	return fail(400, { ...said, errors, typed: { agency, note, consent, namesSender } });
}
