import type { Resident } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { Result } from '../../../domain/refusal.ts';
import type { Database } from '../../db/change.ts';
import { parkVisit } from '../visit/park.ts';
import { type ByTicket, byTicket } from './by-ticket.ts';

/** "Five more minutes", from one's own phone. Refuses as `byTicket` and `parkVisit` do. */
export function park(db: Database, input: ByTicket, actor: Resident, now: Instant): Promise<Result> {
	return byTicket(db, { ...input, kind: 'ticket-park' }, actor, now, (trx, visit, rules) =>
		parkVisit(trx, visit, actor, rules, now)
	);
}
