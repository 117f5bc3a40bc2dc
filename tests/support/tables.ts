import type { Rep } from '#lib/domain/actor.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Party } from '#lib/domain/visit.ts';
import type { Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { askToJoin } from '#lib/server/operations/desk/ask-to-join.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { handOver } from '#lib/server/operations/desk/hand-over.ts';
import { join } from '#lib/server/operations/desk/join.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { finish, start } from '#lib/server/operations/desk/serve.ts';
import { deskView } from '#lib/server/operations/desk/view.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { must } from './door.ts';
import { arrival, type Hall, nobodyInParticular } from './hall.ts';
import { repOf } from './reps.ts';

/** A rep at their open desk, and the person there once one is called. */
export interface AtDesk {
	rep: Rep;
	seat: { dropInId: string; deskId: string; seen: Instant };
}

export async function opens(db: Database, hall: Hall, agency: string, now: Instant, index = 0): Promise<AtDesk> {
	const rep = repOf(hall, agency, index);
	const opened = await openDesk(db, hall.dropInId, rep, now);
	if (!opened.ok) throw new Error(opened.refusal.reason);
	return { rep, seat: { dropInId: hall.dropInId, deskId: opened.deskId, seen: now } };
}

/** Somebody walks in. Gives their visit. */
export async function comesFor(
	db: Database,
	hall: Hall,
	agencies: string[],
	now: Instant,
	party: Partial<Party> = {}
): Promise<string> {
	const ids = arrival(now);
	const topicIds = agencies.map((agency) => hall.agencies[agency]?.topicId ?? '');
	const wanted = {
		dropInId: hall.dropInId,
		topicIds,
		party: { ...nobodyInParticular, ...party },
		priorityAsked: false
	};
	await must(walkIn(db, { ...ids, ...wanted }, hall.welcomer, now));
	return ids.visitId;
}

/** A rep opens a desk, calls who is next and begins to talk with them, all at one moment. */
export async function serves(db: Database, hall: Hall, agency: string, now: Instant, index = 0): Promise<AtDesk> {
	const desk = await opens(db, hall, agency, now, index);
	await must(callNext(db, { ...desk.seat, commandId: newId() }, desk.rep, now));
	await must(start(db, { ...desk.seat, commandId: newId() }, desk.rep, now));
	return desk;
}

export function ends(db: Database, { seat, rep }: AtDesk, now: Instant, outcome: 'advised' | 'referred' = 'advised') {
	return finish(db, { ...seat, commandId: newId(), outcome }, rep, now);
}

export function hands(
	db: Database,
	hall: Hall,
	{ seat, rep }: AtDesk,
	agency: string,
	now: Instant,
	more: Partial<{ note: string; namesSender: boolean; consent: boolean; commandId: string }> = {}
) {
	const agencyId = hall.agencies[agency]?.agencyId ?? '';
	const input = { ...seat, commandId: newId(), agencyId, consent: true, note: '', namesSender: false, ...more };
	return handOver(db, input, rep, now);
}

export function asks(db: Database, hall: Hall, { seat, rep }: AtDesk, agency: string, now: Instant, consent = true) {
	const agencyId = hall.agencies[agency]?.agencyId ?? '';
	return askToJoin(db, { ...seat, commandId: newId(), agencyId, consent }, rep, now);
}

/** The rep presses *Join* for the first request on their screen, or for one they saw before. */
export async function joins(db: Database, desk: AtDesk, now: Instant, seen?: { table: number; since: Instant }) {
	const ask = seen ?? (await sees(db, desk, now)).asked[0];
	if (!ask) throw new Error('nobody has asked');
	const input = { ...desk.seat, commandId: newId(), seen: ask.since, table: ask.table };
	return join(db, input, desk.rep, now);
}

export async function sees(db: Database, { seat, rep }: AtDesk, now: Instant) {
	const view = await deskView(db, { ...seat, locale: 'en' }, rep, now);
	if (view === null) throw new Error('no view');
	return view;
}

/** The newest stop of a visit at an agency. */
export async function stopAt(db: Database, hall: Hall, visitId: string, agency: string) {
	const [stop] = await db.read
		.selectFrom('stop')
		.selectAll()
		.where('visit_id', '=', visitId)
		.where('attendance_id', '=', hall.agencies[agency]?.attendanceId ?? '')
		.orderBy('id', 'desc')
		.execute();
	return stop;
}
