import { actorKey, type Rep } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result, together } from '../../../domain/refusal.ts';
import { isLive } from '../../../domain/stop.ts';
import type { Database, Trx } from '../../db/change.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import { askStop, endAsking, guestOf } from '../../db/joined-stops.ts';
import type { DropInRow, StopRow } from '../../db/schema.ts';
import { saveStop, stopRow } from '../../db/stops.ts';
import { stopsOfVisit } from '../../db/stops-of-visit.ts';
import { visitById } from '../../db/visits.ts';
import { joinLine } from '../visit/admit.ts';
import { reactivate } from '../visit/reactivate.ts';
import { type AtDesk, atDesk } from './at-desk.ts';
import { chosenAgency, consented, otherAgency } from './consent.ts';

export interface AskToJoin extends AtDesk {
	agencyId: string;
	/** The person said yes. */
	consent: boolean;
}

/**
 * Asks a second agency to sit in at the table where the rep is talking with somebody. Until one of its reps comes, the
 * person is in that agency's line no more than before, and is called from it by nobody. The same again is once.
 * Refuses: without the person's yes, an agency that is not there now, a second request, a rep who sits in themselves.
 */
export async function askToJoin(db: Database, input: AskToJoin, actor: Rep, now: Instant): Promise<Result> {
	const form = together({ agency: chosenAgency(input.agencyId), consent: consented(input.consent) });
	if (!form.ok) return form;
	return atDesk(db, { input, kind: 'ask-to-join', actor, now }, async (trx, { stop: host, dropIn }) => {
		if (host.state !== 'serving') return refuse('stop_moved_on');
		if (host.joined === 1) return refuse('join_already');
		const wanted = { agencyId: input.agencyId, ownAttendanceId: host.attendance_id };
		const there = await otherAgency(trx, dropIn, wanted, now);
		if (!there.ok) return there;
		if (!there.agency.here) return refuse('agency_not_here', { field: 'agency' });
		const guest = await guestOf(trx, host.id);
		if (guest !== null) return guest.attendance_id === there.agency.attendanceId ? done() : refuse('join_already');
		await ask(trx, host, there.agency.attendanceId, dropIn, actor, now);
		return done();
	});
}

/** Asks the second agency no more. Refuses once its rep sits at the table. */
export function takeBackJoin(db: Database, input: AtDesk, actor: Rep, now: Instant): Promise<Result> {
	return atDesk(db, { input, kind: 'take-back-join', actor, now }, async (trx, { stop: host }) => {
		const guest = await guestOf(trx, host.id);
		if (guest === null || guest.state === 'serving') return refuse('stop_moved_on');
		await endAsking(trx, guest, { how: 'takeBackJoin', actor: actorKey(actor), now });
		return done();
	});
}

async function ask(
	trx: Trx,
	host: StopRow,
	attendanceId: string,
	dropIn: DropInRow,
	actor: Rep,
	now: Instant
): Promise<void> {
	const by = { how: 'askToJoin', actor: actorKey(actor), now };
	const place = await placeOf(trx, host, attendanceId, dropIn, actor, now);
	const stop = place ?? (await newStop(trx, host, attendanceId, dropIn, now));
	await askStop(trx, stop, host.id, place === undefined, by);
	// Of the rep's own stop too this is what they did last: an older act is not taken back past it.
	await saveStop(trx, host, { state: host.state }, { ...by, how: 'asked' });
}

/** The person's place in that line: the one they have, or the one where they missed their call. */
async function placeOf(
	trx: Trx,
	host: StopRow,
	attendanceId: string,
	dropIn: DropInRow,
	actor: Rep,
	now: Instant
): Promise<StopRow | undefined> {
	const rules = rulesOf(dropIn);
	const places = async () =>
		(await stopsOfVisit(trx, host.visit_id, rules)).filter(({ row }) => row.attendance_id === attendanceId);
	const missed = (await places()).find(({ row }) => row.state === 'no_show');
	const live = async () => (await places()).find(({ row }) => isLive(row.state))?.row;
	const visit = await visitById(trx, host.visit_id);
	if (missed && visit && !(await live())) await reactivate(trx, visit, missed, rules, actor, now);
	return live();
}

async function newStop(
	trx: Trx,
	host: StopRow,
	attendanceId: string,
	dropIn: DropInRow,
	now: Instant
): Promise<StopRow> {
	const visit = await visitById(trx, host.visit_id);
	const place = { visitId: host.visit_id, dropInId: dropIn.id, arrivedAt: now, priority: visit?.priority ?? 'none' };
	const line = { attendanceId, topicIds: [], windowId: null };
	const stop = await stopRow(trx, await joinLine(trx, place, line, rulesOf(dropIn), now));
	if (stop === null) throw new Error('a stop that was just made is gone');
	return stop;
}
