import { actorKey, type Coordinator } from '../../../domain/actor.ts';
import type { GoneHow } from '../../../domain/drop-in.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { move } from '../../../domain/stop.ts';
import { isInTalk, liveDesksAt, liveStopsAt } from '../../db/agency-line.ts';
import { type Attending, setGone } from '../../db/attending.ts';
import { writeDown } from '../../db/audit.ts';
import { changeDropIn, type Database, type Trx } from '../../db/change.ts';
import { leaveLineEnded } from '../../db/door-notes.ts';
import { endAsking } from '../../db/joined-stops.ts';
import type { DropInRow } from '../../db/schema.ts';
import { saveStop } from '../../db/stops.ts';
import { releaseDesks } from '../desk/release.ts';
import { attendingAt } from './attending-at.ts';

interface OfAgency {
	dropInId: string;
	attendanceId: string;
}

/** What becomes of those in an agency's line: they keep their place until it is back, or a welcomer talks with them. */
export type LineThen = 'keep' | 'end';

/**
 * An agency leaves before its hours end, or does not come. From then nobody new joins its line, and its desks close;
 * whoever was only called waits again. Those in line stay in it, or it ends: then a welcomer goes to each of them, and
 * is not told which of their places it was. Said again, the line may still be ended.
 * Refuses a drop-in that is not to come and not on, and while the agency talks with somebody: that ends at its table.
 */
export async function agencyGone(
	db: Database,
	input: OfAgency & { how: GoneHow; line: LineThen },
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const found = await attendingAt(trx, dropIn, input.attendanceId);
		if (!found.ok) return found;
		const { agency } = found;
		if (input.how === 'left' && dropIn.state === 'published') return refuse('drop_in_not_open');
		if (await isInTalk(trx, agency.id)) return refuse('agency_at_table');
		await releaseDesks(trx, await liveDesksAt(trx, agency.id), actor, now);
		const about = { detail: agency.name, dropInId: dropIn.id };
		if (agency.gone === null) {
			await setGone(trx, agency.id, { at: now, how: input.how, lineKept: input.line === 'keep' });
			await writeDown(trx, { action: `agency_${input.how}`, ...about }, actor, now);
		}
		// Whoever was only asked for at another's table never stood in this line; the rep who asked is told that nobody comes.
		for (const stop of await liveStopsAt(trx, agency.id))
			if (stop.joined === 1) await endAsking(trx, stop, { how: 'declineJoin', actor: actorKey(actor), now });
		if (input.line === 'keep') return done();
		if (agency.gone !== null) await setGone(trx, agency.id, { ...agency.gone, lineKept: false });
		const ended = await endLine(trx, dropIn, agency, actor, now);
		if (ended.ok) await writeDown(trx, { action: 'line_ended', ...about }, actor, now);
		return ended;
	});
}

/** An agency that was away is there again: its line is open. Refuses one that is not away. */
export async function agencyBack(db: Database, input: OfAgency, actor: Coordinator, now: Instant): Promise<Result> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		const found = await attendingAt(trx, dropIn, input.attendanceId);
		if (!found.ok) return found;
		const { agency } = found;
		if (agency.gone === null) return done();
		await setGone(trx, agency.id, null);
		await writeDown(trx, { action: 'agency_back', detail: agency.name, dropInId: dropIn.id }, actor, now);
		return done();
	});
}

async function endLine(
	trx: Trx,
	dropIn: DropInRow,
	agency: Attending,
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	for (const stop of await liveStopsAt(trx, agency.id)) {
		const moved = move(stop, 'withdraw');
		if (!moved.ok) return moved;
		const by = { how: 'agency_gone', actor: actorKey(actor), now };
		await saveStop(trx, stop, { state: moved.state, parked_until: null }, by);
		await leaveLineEnded(trx, { dropInId: dropIn.id, visitId: stop.visit_id }, now);
	}
	return done();
}
