/** Published counts are of this many people and more only (UX P7). */
export const SMALLEST_COUNT = 10;

/** What is measured of one visit before it is deleted. Minutes. */
export interface Measured {
	booked: boolean;
	waits: number[];
	stay: number | null;
}

export interface Summary {
	measure: 'visits' | 'booked' | 'walk_ins' | 'wait_mean' | 'stay_mean';
	value: number;
}

/**
 * What may stay of a drop-in: counts, and means over enough people. When one of *booked* and *walk-ins* is too small,
 * both are left out, as the total would give it away. Nothing says which agency anybody saw.
 */
export function summarise(visits: readonly Measured[]): Summary[] {
	const booked = visits.filter((visit) => visit.booked).length;
	const parts: Summary[] = [
		{ measure: 'booked', value: booked },
		{ measure: 'walk_ins', value: visits.length - booked }
	];
	const waits = visits.flatMap((visit) => mean(visit.waits) ?? []);
	const stays = visits.flatMap((visit) => visit.stay ?? []);
	return [
		...enough([{ measure: 'visits', value: visits.length }]),
		...enough(parts),
		...meanOf('wait_mean', waits),
		...meanOf('stay_mean', stays)
	];
}

function enough(counts: Summary[]): Summary[] {
	return counts.every(({ value }) => value >= SMALLEST_COUNT) ? counts : [];
}

function meanOf(measure: 'wait_mean' | 'stay_mean', values: readonly number[]): Summary[] {
	const value = values.length < SMALLEST_COUNT ? null : mean(values);
	return value === null ? [] : [{ measure, value: Math.round(value * 10) / 10 }];
}

function mean(values: readonly number[]): number | null {
	return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
