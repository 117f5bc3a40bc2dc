import type { Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result } from '../../../domain/refusal.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { claimDayCard, type DayCard, findDayCard } from '../../db/day-cards.ts';
import { holderOf } from './held-by.ts';

/** Binds a card to the first browser that takes it up. That browser may do so again; another is refused. */
export async function claim(
	db: Database,
	{ token, secret }: { token: string; secret: string },
	now: Instant
): Promise<Result<{ state: DayCard['state']; dayCardId: string }>> {
	const lookup = db.codes.lookup('day-card', token);
	const known = await findDayCard(db.read, lookup);
	if (!known) return refuse('day_card_unknown');
	const holder = holderOf(db, known.id, secret);
	return changeDropIn(db, known.dropInId, async (trx, dropIn) => {
		if (dropIn.state === 'closed' || dropIn.state === 'cancelled') return refuse('drop_in_over');
		const first = await claimDayCard(trx, known.id, holder, now);
		const card = await findDayCard(trx, lookup);
		if (!card) return refuse('day_card_unknown');
		if (card.state === 'revoked') return refuse('day_card_revoked');
		if (!first && card.secretLookup !== holder) return refuse('day_card_used');
		return done({ state: card.state, dayCardId: card.id });
	});
}
