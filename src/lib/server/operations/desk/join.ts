import { actorKey, type Rep } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result } from '../../../domain/refusal.ts';
import { changeDropIn, type Database, type Reader, type Trx } from '../../db/change.ts';
import { applyOnce } from '../../db/commands.ts';
import { type AskedToJoin, asksOf, endAsking } from '../../db/joined-stops.ts';
import type { DeskRow, DropInRow, StopRow } from '../../db/schema.ts';
import { isBusyElsewhere, openStopOf, saveStop, stopRow } from '../../db/stops.ts';
import { whomToPassBy } from './colleague.ts';
import { ownDesk } from './own-desk.ts';

export interface Asked {
	commandId: string;
	dropInId: string;
	deskId: string;
	/** `since` and the table of the request on the rep's screen. */
	seen: Instant;
	table: number;
}

/** The tables a desk of this agency is asked to. Nothing of who sits there. */
export async function asksFor(db: Reader, desk: DeskRow, now: Instant): Promise<AskedToJoin[]> {
	if (desk.state !== 'open') return [];
	const passedBy = await whomToPassBy(db, desk, now);
	return (await asksOf(db, desk.attendance_id)).filter(({ keptFrom }) => keptFrom === null || keptFrom !== passedBy);
}

/**
 * Sits down at the table where a colleague of another agency has asked for this one, with the person's consent.
 * Refuses: a desk that is not theirs or not open, somebody at the desk already, a request that somebody else has
 * answered or that is over.
 */
export function join(db: Database, input: Asked, actor: Rep, now: Instant): Promise<Result> {
	return answer(db, { input, kind: 'join' }, actor, now, async (trx, stop, ask, desk) => {
		if ((await openStopOf(trx, desk.id)) !== null) return refuse('desk_busy');
		if (await isBusyElsewhere(trx, actor.staffId, desk.drop_in_id)) return refuse('desk_elsewhere');
		const here = { desk_id: desk.id, table_id: ask.tableId, rep_id: actor.staffId };
		const times = { first_called_at: now, called_at: now, started_at: now };
		// They were called by nobody, and so there is no reason why they were next.
		const next = { state: 'serving' as const, calls: 0, parked_until: null, ...here, ...times };
		await saveStop(trx, stop, next, { how: 'join', actor: actorKey(actor), now });
		return done();
	});
}

/** Says for the whole agency that nobody can come to that table. Refuses a request that is over. */
export function declineJoin(db: Database, input: Asked, actor: Rep, now: Instant): Promise<Result> {
	return answer(db, { input, kind: 'decline-join' }, actor, now, async (trx, stop) => {
		await endAsking(trx, stop, { how: 'declineJoin', actor: actorKey(actor), now });
		return done();
	});
}

type Answering = (trx: Trx, stop: StopRow, ask: AskedToJoin, desk: DeskRow) => Promise<Result>;

function answer(
	db: Database,
	{ input, kind }: { input: Asked; kind: string },
	actor: Rep,
	now: Instant,
	work: Answering
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const before = await applyOnce(trx, { id: input.commandId, dropInId: dropIn.id, kind }, actor, now);
		if (before) return before.answer === null ? refuse('stop_moved_on') : done();
		const own = await ownDesk(trx, input.deskId, dropIn, actor);
		if (!own.ok) return own;
		if (own.desk.state !== 'open') return refuse('desk_not_open');
		const found = await findAsk(trx, own.desk, input, dropIn, now);
		if (found === null) return refuse('stop_moved_on');
		return work(trx, found.stop, found.ask, own.desk);
	});
}

async function findAsk(
	trx: Trx,
	desk: DeskRow,
	input: Asked,
	dropIn: DropInRow,
	now: Instant
): Promise<{ ask: AskedToJoin; stop: StopRow } | null> {
	if (dropIn.state !== 'open' && dropIn.state !== 'closing') return null;
	const asks = await asksFor(trx, desk, now);
	const ask = asks.find(({ since, table }) => since === input.seen && table === input.table);
	const stop = ask ? await stopRow(trx, ask.stopId) : null;
	return ask && stop ? { ask, stop } : null;
}
