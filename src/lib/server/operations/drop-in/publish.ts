import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { attendingAgencies } from '../../db/attending.ts';
import type { Database } from '../../db/change.ts';
import { closeDesksOf } from '../../db/closing.ts';
import { endLoginsOfCardsAt } from '../../db/login-sessions.ts';
import { topicsInUse } from '../../db/topic-texts.ts';
import { windowsInUse } from '../../db/windows.ts';
import { turn } from './turn.ts';

/** Shows a drop-in to everybody and lets people book. Refuses one without an agency that has a topic, and one that is over. */
export function publishDropIn(
	db: Database,
	{ dropInId }: { dropInId: string },
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	return turn(
		db,
		dropInId,
		{
			becomes: 'published',
			action: 'published',
			async first(trx, dropIn) {
				if (dropIn.ends_at <= now) return refuse('drop_in_over');
				const agencyIds = (await attendingAgencies(trx, dropIn.id)).map(({ agencyId }) => agencyId);
				return (await topicsInUse(trx, agencyIds)) === 0 ? refuse('nothing_to_publish') : done({});
			}
		},
		actor,
		now
	);
}

/** Makes it a draft again. Refuses when somebody has booked: cancel it instead, so that they are told. */
export function unpublishDropIn(
	db: Database,
	{ dropInId }: { dropInId: string },
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	return turn(
		db,
		dropInId,
		{
			becomes: 'draft',
			action: 'unpublished',
			first: async (trx, dropIn) => ((await windowsInUse(trx, dropIn.id)) ? refuse('bookings_made') : done({}))
		},
		actor,
		now
	);
}

/** Calls a drop-in off. Its page stays and says so; those who booked see it on their ticket. Desks and day cards end with it. */
export function cancelDropIn(
	db: Database,
	{ dropInId }: { dropInId: string },
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	return turn(
		db,
		dropInId,
		{
			becomes: 'cancelled',
			action: 'cancelled',
			async first(trx) {
				await closeDesksOf(trx, dropInId, now);
				await endLoginsOfCardsAt(trx, dropInId);
				return done({});
			}
		},
		actor,
		now
	);
}
