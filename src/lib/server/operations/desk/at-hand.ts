import type { Rep } from '../../../domain/actor.ts';
import { dayOf } from '../../../domain/day.ts';
import type { Instant } from '../../../domain/instant.ts';
import { isAtHand } from '../../../domain/schedule.ts';
import type { Reader } from '../../db/change.ts';
import { type DropIn, dropInById } from '../../db/drop-ins.ts';
import { dropInsOfRep } from '../../db/reps-drop-ins.ts';

/** A drop-in somebody may open a desk at, and for whom. */
export interface AtHand {
	dropIn: DropIn;
	agencyIds: string[];
	/** Those of them the coordinator has written down as not there: no desk opens for these until they are back. */
	away: string[];
}

/** Where somebody may open a desk now: the drop-ins of their agencies that are on, or come today, the soonest first. */
export async function dropInsToOpen(db: Reader, reps: readonly Rep[], locale: string, now: Instant): Promise<AtHand[]> {
	const known = await theirDropIns(db, reps);
	const today = known.filter((dropIn) => isAtHand(dropIn, dropIn.zone, now));
	const found: AtHand[] = [];
	for (const id of new Set(today.map((one) => one.id))) {
		const dropIn = await dropInById(db, id, locale);
		const theirs = today.filter((one) => one.id === id);
		const agencyIds = [...new Set(theirs.map((one) => one.agencyId))];
		const away = agencyIds.filter((agencyId) => theirs.some((one) => one.away && one.agencyId === agencyId));
		if (dropIn) found.push({ dropIn, agencyIds, away });
	}
	return found;
}

/** The next drop-in of their agencies on another day; null when none is planned. */
export async function nextDropIn(
	db: Reader,
	reps: readonly Rep[],
	locale: string,
	now: Instant
): Promise<DropIn | null> {
	const later = (await theirDropIns(db, reps)).find(
		({ state, date, zone }) => state === 'published' && date > dayOf(now, zone)
	);
	return later ? dropInById(db, later.id, locale) : null;
}

async function theirDropIns(db: Reader, reps: readonly Rep[]) {
	const all = await Promise.all(
		reps.map(async (rep) => (await dropInsOfRep(db, rep)).map((one) => ({ ...one, agencyId: rep.agencyId })))
	);
	return all.flat().sort((a, b) => a.startsAt.localeCompare(b.startsAt));
}
