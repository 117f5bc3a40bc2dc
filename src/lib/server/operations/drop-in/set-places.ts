import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse, together } from '../../../domain/refusal.ts';
import { readNumber } from '../../../domain/words.ts';
import { writeDown } from '../../db/audit.ts';
import { changeDropIn, type Database, type Trx } from '../../db/change.ts';
import { placeCounts, setCapacity } from '../../db/windows.ts';
import { MOST_PLACES } from './attend.ts';

export interface PlacesWanted {
	dropInId: string;
	places: readonly { attendanceId: string; windowId: string; capacity: number }[];
}

/**
 * Sets how many places agencies have in windows, all of them or none.
 * Refuses, beside its field, one below what is taken: nobody loses a place they were promised.
 */
export async function setPlaces(
	db: Database,
	input: PlacesWanted,
	actor: Coordinator,
	now: Instant
): Promise<Result<{ changed: number }>> {
	return changeDropIn(db, input.dropInId, async (trx, dropIn) => {
		if (dropIn.state === 'closed' || dropIn.state === 'cancelled') return refuse('drop_in_state');
		const known = new Map((await placeCounts(trx, dropIn.id)).map((place) => [placeField(place), place]));
		const checked: Record<string, Result<{ changed: boolean }>> = {};
		for (const wanted of input.places) {
			const field = placeField(wanted);
			checked[field] = await setPlace(trx, wanted, known.get(field));
		}
		const all = together(checked);
		if (!all.ok) return all;
		const changed = Object.values(all.read).filter((place) => place.changed).length;
		if (changed > 0)
			await writeDown(trx, { action: 'places_changed', detail: String(changed), dropInId: dropIn.id }, actor, now);
		return done({ changed });
	});
}

async function setPlace(
	trx: Trx,
	wanted: PlacesWanted['places'][number],
	place: { capacity: number } | undefined
): Promise<Result<{ changed: boolean }>> {
	const field = placeField(wanted);
	if (!place) return refuse('not_allowed', { field });
	const number = readNumber(wanted.capacity, { field, least: 0, most: MOST_PLACES });
	if (!number.ok) return number;
	if (place.capacity === wanted.capacity) return done({ changed: false });
	return (await setCapacity(trx, wanted)) ? done({ changed: true }) : refuse('places_taken', { field });
}

/** The name of a place's input in the grid. */
export function placeField({ attendanceId, windowId }: { attendanceId: string; windowId: string }): string {
	return `place.${attendanceId}.${windowId}`;
}
