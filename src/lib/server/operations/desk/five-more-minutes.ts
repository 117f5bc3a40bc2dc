import type { Rep } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { move } from '../../../domain/stop.ts';
import type { Database } from '../../db/change.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import { visitById } from '../../db/visits.ts';
import { parkVisit } from '../visit/park.ts';
import { type AtDesk, atDesk } from './at-desk.ts';

/**
 * Whoever was called needs five more minutes: they keep their place, here and in every other line, and the desk is free.
 * The rep hears of nothing else. Refuses who has had them twice (`parked_enough`).
 */
export function fiveMoreMinutes(db: Database, input: AtDesk, actor: Rep, now: Instant): Promise<Result> {
	return atDesk(db, { input, kind: 'park', actor, now }, async (trx, { stop, dropIn }) => {
		const moved = move(stop, 'park');
		if (!moved.ok) return moved;
		const visit = await visitById(trx, stop.visit_id);
		if (visit === null) return refuse('stop_moved_on');
		const parked = await parkVisit(trx, visit, actor, rulesOf(dropIn), now);
		return parked.ok ? done() : parked;
	});
}
