import { type Instant, laterOf } from './instant.ts';

export type HowToCall = 'screen' | 'phone' | 'fetch';
export type LeftHow = 'finished' | 'walkout' | 'closed';
export type Priority = 'none' | 'asked' | 'confirmed';

/** UX9. `other` comes with words of one's own. */
export const needKinds = [
	'step_free',
	'seat',
	'quiet',
	'hearing_loop',
	'bsl',
	'interpreter',
	'woman',
	'alone',
	'other'
] as const;
export type Need = (typeof needKinds)[number];

/** What the person called is known by at the table, and what the rep needs to know before the call. */
export interface Party {
	/** What to call them; null when they gave none. */
	name: string | null;
	size: number;
	language: string;
	needs: Need[];
	needsOther: string;
	/** The language an interpreter is needed for. */
	interpreter: string | null;
	howToCall: HowToCall;
}

/** A party without the name it gave: only the person they meet reads that. */
export type NamelessParty = Omit<Party, 'name'>;

export function nameless({ name: _, ...party }: Party): NamelessParty {
	return party;
}

/**
 * What a table makes ready before the call: nothing that says who it is, and none of their own words, which may say
 * anything (DESIGN 3.4).
 */
export type BeforeCall = Pick<Party, 'size' | 'language' | 'needs' | 'interpreter'>;

export const MAX_PARTY = 12;

/** No tablet has known of anybody for longer, in milliseconds: a day. */
const LONGEST_KNOWN = 24 * 60 * 60 * 1000;

export function isNeed(text: string): text is Need {
	return (needKinds as readonly string[]).includes(text);
}

export function isHowToCall(text: string): text is HowToCall {
	return text === 'screen' || text === 'phone' || text === 'fetch';
}

/** How needs stand in one column. */
export function joinNeeds(needs: readonly Need[]): string {
	return needKinds.filter((kind) => needs.includes(kind)).join(' ');
}

export function splitNeeds(text: string): Need[] {
	return text.split(' ').filter(isNeed);
}

/** A name as it is compared: case, accents' form, spacing and unseen marks do not matter. Null when nothing is left. */
export function foldName(name: string): string | null {
	const seen = name.normalize('NFKC').replace(/\p{Cf}/gu, '');
	const folded = seen.toLocaleLowerCase('en').normalize('NFKC').replace(/\s+/g, ' ').trim();
	return folded === '' ? null : folded;
}

/**
 * When somebody came to a tablet, by the server's clock: as many whole seconds before `now` as the tablet's own clock
 * went on between the two. That clock may be hours wrong. Without both of its times, or with them the wrong way round: `now`.
 */
export function arrivalAtTablet(told: { arrivedAt: string | null; sentAt: string | null }, now: Instant): Instant {
	const known = Math.floor((Date.parse(told.sentAt ?? '') - Date.parse(told.arrivedAt ?? '')) / 1000) * 1000;
	return known > 0 ? new Date(Date.parse(now) - Math.min(known, LONGEST_KNOWN)).toISOString() : now;
}

/** When somebody came, by a clock that may be wrong: never before the doors opened, never in the future. Nonsense is now. */
export function clampArrival(claimed: string, doorsOpened: Instant, now: Instant): Instant {
	const claim = Date.parse(claimed);
	if (Number.isNaN(claim) || claim > Date.parse(now)) return now;
	return laterOf(new Date(claim).toISOString(), doorsOpened < now ? doorsOpened : now);
}
