import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, type Result, refuse } from '../../../domain/refusal.ts';
import { isWithin } from '../../../domain/words.ts';
import { writeDown } from '../../db/audit.ts';
import { changeDropIn, type Database } from '../../db/change.ts';
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
		let changed = 0;
		for (const wanted of input.places) {
			const field = placeField(wanted);
			const place = known.get(field);
			if (!place) return refuse('not_allowed', { field });
			if (!isWithin(wanted.capacity, 0, MOST_PLACES))
				return refuse('number_invalid', { field, values: { least: 0, most: MOST_PLACES } });
			if (place.capacity === wanted.capacity) continue;
			if (!(await setCapacity(trx, wanted))) return refuse('places_taken', { field });
			changed += 1;
		}
		if (changed > 0)
			await writeDown(trx, { action: 'places_changed', detail: String(changed), dropInId: dropIn.id }, actor, now);
		return done({ changed });
	});
}

/** The name of a place's input in the grid. */
export function placeField({ attendanceId, windowId }: { attendanceId: string; windowId: string }): string {
	return `place.${attendanceId}.${windowId}`;
}
