import type { Rep } from '#lib/domain/actor.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Result } from '#lib/domain/refusal.ts';
import type { Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { calledAway } from '#lib/server/operations/desk/called-away.ts';
import { fiveMoreMinutes } from '#lib/server/operations/desk/five-more-minutes.ts';
import { longTalk } from '#lib/server/operations/desk/long-talk.ts';
import { notNeeded } from '#lib/server/operations/desk/not-needed.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { passOn, type PassOnReason } from '#lib/server/operations/desk/pass-on.ts';
import { callAgain, finish, noShow, start } from '#lib/server/operations/desk/serve.ts';
import { undo } from '#lib/server/operations/desk/undo.ts';
import { deskView } from '#lib/server/operations/desk/view.ts';
import type { Hall } from './hall.ts';
import { at } from './hall.ts';
import { repOf } from './reps.ts';

/** Opens a desk. What its rep can press there, for whoever they called last, each press by an id of its own. */
export async function deskOf(db: Database, hall: Hall, agency: string, index = 0) {
	const rep = repOf(hall, agency, index);
	const opened = await openDesk(db, hall.dropInId, rep, at(0));
	if (!opened.ok) throw new Error(opened.refusal.reason);
	const desk = { dropInId: hall.dropInId, deskId: opened.deskId };
	let seen = at(0);
	const one = (commandId = newId()) => ({ ...desk, seen, commandId });
	return {
		...desk,
		rep,
		call(now: Instant): Promise<Result> {
			seen = now;
			return callNext(db, one(), rep, now);
		},
		again: (now: Instant) => callAgain(db, one(), rep, now),
		giveUp: (now: Instant) => noShow(db, one(), rep, now),
		start: (now: Instant, commandId = newId()) => start(db, one(commandId), rep, now),
		finish: (now: Instant) => finish(db, { ...one(), outcome: 'referred' }, rep, now),
		fiveMinutes: (now: Instant, commandId = newId()) => fiveMoreMinutes(db, one(commandId), rep, now),
		passOn: (now: Instant, because: PassOnReason = 'known', commandId = newId()) =>
			passOn(db, { ...one(commandId), because }, rep, now),
		longTalk: (now: Instant, commandId = newId()) => longTalk(db, one(commandId), rep, now),
		calledAway: (now: Instant, commandId = newId()) => calledAway(db, one(commandId), rep, now),
		notNeeded: (now: Instant, commandId = newId()) => notNeeded(db, one(commandId), rep, now),
		/** Takes back what they see at that moment, or saw then. */
		async undo(now: Instant, commandId = newId(), then = now): Promise<Result> {
			return undo(db, { ...desk, commandId, seen: await actSeen(db, desk, rep, then) }, rep, now);
		},
		sees: (now: Instant) => deskView(db, { ...desk, locale: 'en' }, rep, now)
	};
}

/** The moment of the act that a desk's page offers to take back; nothing where it offers none. */
export async function actSeen(
	db: Database,
	desk: { dropInId: string; deskId: string },
	rep: Rep,
	now: Instant
): Promise<string> {
	return (await deskView(db, { ...desk, locale: 'en' }, rep, now))?.undo?.at ?? '';
}

export type DeskInHand = Awaited<ReturnType<typeof deskOf>>;
