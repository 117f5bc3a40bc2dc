import { actorKey, type Rep } from '../../../domain/actor.ts';
import { type Instant, pressedAt } from '../../../domain/instant.ts';
import { bank, type BookedCredit } from '../../../domain/queue.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { giveTime, move, type Outcome, type StopAct } from '../../../domain/stop.ts';
import type { Database, Trx } from '../../db/change.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import type { DropInRow, StopRow } from '../../db/schema.ts';
import { lineOf, saveStop } from '../../db/stops.ts';
import { endVisitIfDone, visitById } from '../../db/visits.ts';
import { type AtDesk, atDesk } from './at-desk.ts';
import { howCalled } from './how-called.ts';

/** Calls the same person again, three times at most, once they have had time to come. */
export function callAgain(db: Database, input: AtDesk, actor: Rep, now: Instant): Promise<Result> {
	return act(db, input, 'callAgain', actor, now, async ({ stop }) => ({ calls: stop.calls + 1, called_at: now }));
}

/** The person has come to the table. */
export function start(db: Database, input: AtDesk, actor: Rep, now: Instant): Promise<Result> {
	return act(db, input, 'start', actor, now, async ({ at }) => ({ started_at: at }));
}

/** The conversation is over, with its outcome. The visit ends when nothing else is in line. */
export async function finish(
	db: Database,
	input: AtDesk & { outcome: Outcome | null },
	actor: Rep,
	now: Instant
): Promise<Result> {
	const { outcome } = input;
	if (outcome === null) return refuse('outcome_missing', { field: 'outcome' });
	return act(db, input, 'finish', actor, now, async ({ at }) => ({ finished_at: at, outcome }));
}

/** Called three times, given time to come, and not there. They keep the credit they had, and earn none while away. */
export function noShow(db: Database, input: AtDesk, actor: Rep, now: Instant): Promise<Result> {
	return act(db, input, 'noShow', actor, now, async ({ trx, stop, dropIn }) => {
		const place = (await lineOf(trx, stop.attendance_id, rulesOf(dropIn))).find(({ stopId }) => stopId === stop.id);
		const { credit, asOf } = place
			? bank(place satisfies BookedCredit, 0, now)
			: { credit: stop.credit, asOf: stop.as_of };
		return { credit, as_of: asOf, rate: 0, desk_id: null, table_id: null, rep_id: null };
	});
}

/** `at` is when a start or a finish was pressed. */
type Changes = (act: { trx: Trx; stop: StopRow; dropIn: DropInRow; at: Instant }) => Promise<Partial<StopRow>>;

function act(db: Database, input: AtDesk, what: StopAct, actor: Rep, now: Instant, changes: Changes): Promise<Result> {
	return atDesk(db, { input, kind: what, actor, now }, async (trx, { stop, dropIn }) => {
		const moved = move(stop, what);
		if (!moved.ok) return moved;
		const visit = await visitById(trx, stop.visit_id);
		const given = giveTime(what, stop.called_at, visit ? await howCalled(trx, visit) : 'screen', now);
		if (!given.ok) return given;
		const at = momentOf(what, stop, input.ago ?? 0, now);
		const next = { ...(await changes({ trx, stop, dropIn, at })), state: moved.state };
		await saveStop(trx, stop, next, { how: what, actor: actorKey(actor), now: at });
		if (what === 'finish') await endVisitIfDone(trx, stop.visit_id, at);
		return done();
	});
}

/** A start or a finish that came late happened when it was pressed. What the hall only hears of now happens now. */
function momentOf(what: StopAct, stop: StopRow, ago: number, now: Instant): Instant {
	if (what === 'start') return pressedAt(now, ago, stop.called_at);
	return what === 'finish' ? pressedAt(now, ago, stop.started_at) : now;
}
