import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result } from '../../../domain/refusal.ts';
import { writeDown } from '../../db/audit.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
import { approveDayCard, giveDayCardTo } from '../../db/day-cards.ts';
import { addStaff, setRoles } from '../../db/staff.ts';

/** Lets the device that claimed a card sign in as a rep of its agency, at its drop-in and nowhere else. */
export async function approve(
	db: Database,
	{ dayCardId, dropInId }: { dayCardId: string; dropInId: string },
	actor: Coordinator,
	now: Instant
): Promise<Result<{ staffId: string }>> {
	return changeDropIn(db, dropInId, async (trx) => {
		const card = await approveDayCard(trx, dayCardId, actor.staffId, now);
		if (card?.dropInId !== dropInId) return refuse('day_card_unknown');
		const staffId = await addStaff(trx, { name: card.label, email: null, passwordHash: null }, now);
		if (staffId === null) throw new Error('Nobody else can have no email address');
		await setRoles(trx, staffId, [{ role: 'rep', agencyId: card.agencyId, dropInId }], now);
		await giveDayCardTo(trx, dayCardId, staffId);
		await writeDown(trx, { action: 'card_approved', detail: card.label, dropInId }, actor, now);
		return done({ staffId });
	});
}
