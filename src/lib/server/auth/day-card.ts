import { done, refuse, type Result } from '../../domain/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/change.ts';
import { type DayCard, findDayCard } from '../db/day-cards.ts';
import { claim } from '../operations/day-card/claim.ts';
import { log } from '../log.ts';
import { checkLetters, holderOf } from '../operations/day-card/held-by.ts';
import { startLogin } from './logins.ts';

/** How a card stands for the browser that looks at it. `letters` go with the coordinator's list. */
export type CardView =
	{ state: 'unknown' | 'revoked' | 'taken' | 'issued' } | { state: 'claimed' | 'approved'; letters: string };

/** Looks without touching: link previews and curious eyes must not claim a card. */
export async function lookAtCard(db: Database, token: string, secret: string | null): Promise<CardView> {
	const card = await findDayCard(db.read, db.codes.lookup('day-card', token));
	if (!card) return { state: 'unknown' };
	if (card.state === 'revoked' || card.state === 'issued') return { state: card.state };
	if (!isHeldBy(db, card, secret)) return { state: 'taken' };
	return { state: card.state, letters: checkLetters(card) };
}

/** Claims a card, or, once the coordinator has approved it, signs its device in. */
export async function takeUpCard(
	db: Database,
	{ token, secret }: { token: string; secret: string },
	now: Clock
): Promise<Result<{ login: string | null }>> {
	const claimed = await claim(db, { token, secret }, now());
	if (!claimed.ok) {
		log.warn({ reason: claimed.refusal.reason }, 'day card refused');
		return claimed;
	}
	if (claimed.state !== 'approved') return done({ login: null });
	const card = await findDayCard(db.read, db.codes.lookup('day-card', token));
	if (!card?.staffId) return refuse('day_card_revoked');
	const login = await startLogin(db, { staffId: card.staffId, dayCardId: card.id }, now);
	log.info({ staffId: card.staffId, how: 'day card' }, 'signed in');
	return done({ login });
}

function isHeldBy(db: Database, card: DayCard, secret: string | null): boolean {
	return secret !== null && card.secretLookup === holderOf(db, card.id, secret);
}
