import type { Resident } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result } from '../../../domain/refusal.ts';
import type { Database } from '../../db/change.ts';
import { returnVisit } from '../visit/park.ts';
import { type ByTicket, byTicket } from './by-ticket.ts';

/** "I am back now", from one's own phone. Refuses as `byTicket` does. */
export function comeBack(db: Database, input: ByTicket, actor: Resident, now: Instant): Promise<Result> {
	return byTicket(db, { ...input, kind: 'ticket-come-back' }, actor, now, async (trx, visit, rules) => {
		await returnVisit(trx, visit, actor, rules, now);
		return done();
	});
}
