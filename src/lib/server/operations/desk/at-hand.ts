import type { Rep } from '../../../domain/actor.ts';
import { dayOf } from '../../../domain/day.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { Reader } from '../../db/change.ts';
import { type DropIn, dropInById } from '../../db/drop-ins.ts';
import { dropInsOfRep } from '../../db/reps-drop-ins.ts';

/** Where a rep may open a desk now: the drop-ins of their agency that are on, or come today. A day card knows one only. */
export async function dropInsToOpen(db: Reader, rep: Rep, locale: string, now: Instant): Promise<DropIn[]> {
	const known = await dropInsOfRep(db, rep);
	const today = known.filter(({ state, date, zone }) => state !== 'published' || date === dayOf(now, zone));
	const found = await Promise.all(today.map(({ id }) => dropInById(db, id, locale)));
	return found.filter((dropIn) => dropIn !== null);
}

/** The next drop-in of the agency on another day; null when none is planned. */
export async function nextDropIn(db: Reader, rep: Rep, locale: string, now: Instant): Promise<DropIn | null> {
	const later = (await dropInsOfRep(db, rep)).find(
		({ state, date, zone }) => state === 'published' && date > dayOf(now, zone)
	);
	return later ? dropInById(db, later.id, locale) : null;
}
