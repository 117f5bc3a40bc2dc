import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result } from '../../../domain/refusal.ts';
import { writeDown } from '../../db/audit.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { dropInOfCard, endDayCard } from '../../db/day-cards.ts';
import { liveDesksOf } from '../../db/desks.ts';
import { endLoginsOfDayCard } from '../../db/login-sessions.ts';
import { markLeft } from '../../db/staff.ts';
import { releaseDesks } from '../desk/release.ts';

/** Ends a card and every login it opened: the next request of that device is refused. Its desk closes; nobody is lost. */
export async function revoke(
	db: Database,
	{ dayCardId }: { dayCardId: string },
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	const dropInId = await dropInOfCard(db.read, dayCardId);
	if (dropInId === null) return refuse('day_card_unknown');
	return changeDropIn(db, dropInId, async (trx) => {
		const card = await endDayCard(trx, dayCardId, now);
		if (!card) return refuse('day_card_unknown');
		await endLoginsOfDayCard(trx, dayCardId);
		if (card.staffId !== null) {
			await markLeft(trx, card.staffId, now);
			await releaseDesks(trx, await liveDesksOf(trx, card.staffId), actor, now);
		}
		await writeDown(trx, { action: 'card_revoked', detail: card.label, dropInId }, actor, now);
		return done();
	});
}
