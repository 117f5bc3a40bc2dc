import type { Database } from '../../db/change.ts';
import type { DayCard } from '../../db/day-cards.ts';

/** What is stored of a browser that claims a card. A browser may hold several cards, one drop-in after another. */
export function holderOf(db: Database, dayCardId: string, secret: string): string {
	return db.codes.lookup('day-card', `${dayCardId} ${secret}`);
}

/**
 * Three letters that the rep's device and the coordinator's list both show, so that the coordinator
 * approves the device in front of them and not one a photograph of the card was opened on.
 */
export function checkLetters(card: Pick<DayCard, 'secretLookup'>): string {
	const letters = (card.secretLookup ?? '').toUpperCase().replace(/[^ACDEFGHJKMNPRTVWXY]/g, '');
	return letters.slice(0, 3);
}
