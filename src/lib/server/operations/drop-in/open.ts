import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { isItsDay } from '../../../domain/schedule.ts';
import { attendingAgencies } from '../../db/attending.ts';
import type { Database } from '../../db/change.ts';
import { hubById } from '../../db/hubs.ts';
import { hoursOf } from '../../db/schedules.ts';
import { topicsInUse } from '../../db/topic-texts.ts';
import { turn } from './turn.ts';

/**
 * Opens the doors: tablets check people in and desks call. Also opens again what was closed, or stopped checking in, by mistake.
 * Refuses on another day than its own, and when no agency with a topic comes: then nobody could choose anything.
 */
export function openDropIn(
	db: Database,
	{ dropInId }: { dropInId: string },
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	return turn(
		db,
		dropInId,
		{
			becomes: 'open',
			action: 'opened',
			async first(trx, dropIn) {
				const zone = (await hubById(trx, dropIn.hub_id))?.zone ?? '';
				if (!isItsDay({ date: dropIn.date, ...hoursOf(dropIn) }, zone, now)) return refuse('not_its_day');
				const agencyIds = (await attendingAgencies(trx, dropIn.id)).map(({ agencyId }) => agencyId);
				if (dropIn.opened_at === null && (await topicsInUse(trx, agencyIds)) === 0) return refuse('nothing_to_open');
				return done({ set: { opened_at: dropIn.opened_at ?? now, closed_at: null } });
			}
		},
		actor,
		now
	);
}

/** Lets nobody new in; those in line are still called. */
export function stopCheckIn(
	db: Database,
	{ dropInId }: { dropInId: string },
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	return turn(db, dropInId, { becomes: 'closing', action: 'check_in_stopped' }, actor, now);
}
