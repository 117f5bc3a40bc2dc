import type { Resident } from '../../../domain/actor.ts';
import type { QueueRules } from '../../../domain/drop-in.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { change, changeDropIn, type Database, type Reader, type Trx } from '../../db/change.ts';
import { applyOnce } from '../../db/commands.ts';
import { rulesOf } from '../../db/drop-ins.ts';
import { linkByToken } from '../../db/links.ts';
import type { VisitRow } from '../../db/schema.ts';
import { tryOnce } from '../../db/throttles.ts';
import { visitOfLink } from '../../db/visits.ts';

/** What can be done with one ticket: twelve things at once, then one every half minute. */
const DEEDS = { limit: 12, minutes: 0.5 };

/** What somebody does with their ticket's page. */
export interface ByTicket {
	commandId: string;
	token: string;
}

/**
 * Does something to the visit of a ticket, once. Its link is the right to: what can be done with it is undone by itself
 * or at the door, and tells nobody whom it is about (DESIGN 3.12).
 * Refuses a link that has ended or is no ticket's, whatever the cause, a visit that is over, and too much in a short time.
 */
export async function byTicket(
	db: Database,
	{ commandId, token, kind }: ByTicket & { kind: string },
	actor: Resident,
	now: Instant,
	act: (trx: Trx, visit: VisitRow, rules: QueueRules) => Promise<Result>
): Promise<Result> {
	const held = await visitOfTicket(db, db.read, token);
	if (held === null) return refuse('link_ended');
	const counted = await countDeed(db, token, now);
	if (!counted.ok) return counted;
	return changeDropIn(db, held.drop_in_id, async (trx, dropIn) => {
		const before = await applyOnce(trx, { id: commandId, dropInId: dropIn.id, kind }, actor, now);
		if (before) return before.answer === null ? refuse('not_allowed') : done();
		const visit = await visitOfTicket(db, trx, token);
		if (visit === null) return refuse('link_ended');
		return visit.state === 'left' ? refuse('visit_left') : act(trx, visit, rulesOf(dropIn));
	});
}

/** Everything in a hall looks up at each of them: counted by ticket, for a whole hall may share one address (UX P9). */
async function countDeed(db: Database, token: string, now: Instant): Promise<Result> {
	return change(db, async (trx) => {
		const free = await tryOnce(trx, db.codes.lookup('throttle', `ticket ${token}`), DEEDS, now);
		return free ? done() : refuse('too_many_tries');
	});
}

/** The visit of a ticket's link; null when it has ended or is no ticket's. */
async function visitOfTicket({ codes }: Database, reader: Reader, token: string): Promise<VisitRow | null> {
	const link = await linkByToken(reader, codes, token);
	return link?.purpose === 'ticket' && link.ended_at === null ? visitOfLink(reader, link) : null;
}
