/** Published counts are of this many people and more only (UX P7). */
export const SMALLEST_COUNT = 10;

/** What is measured of one visit before it is deleted. Minutes. */
export interface Measured {
	booked: boolean;
	waits: number[];
	stay: number | null;
	/** The drop-in closed before they had been seen by everybody they waited for. */
	unseen: boolean;
}

export interface Summary {
	measure: 'visits' | 'booked' | 'walk_ins' | 'unseen' | 'wait_mean' | 'stay_mean';
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
		...enough([{ measure: 'unseen', value: visits.filter(({ unseen }) => unseen).length }]),
		...meanOf('wait_mean', waits),
		...meanOf('stay_mean', stays)
	];
}

/**
 * What stays when a drop-in is summed up a second time: counts add up, a mean counts by the visits behind it.
 * A mean has ten values at least, so its visits are always known.
 */
export function addedUp(before: readonly Summary[], after: readonly Summary[]): Summary[] {
	const measures = [...new Set([...before, ...after].map(({ measure }) => measure))];
	const [earlier, later] = [valueOf(before, 'visits') ?? 0, valueOf(after, 'visits') ?? 0];
	return measures.map((measure) => {
		const [old, young] = [valueOf(before, measure), valueOf(after, measure)];
		if (old === null || young === null) return { measure, value: old ?? young ?? 0 };
		const isMean = measure === 'wait_mean' || measure === 'stay_mean';
		return { measure, value: isMean ? toTenth((old * earlier + young * later) / (earlier + later)) : old + young };
	});
}

function enough(counts: Summary[]): Summary[] {
	return counts.every(({ value }) => value >= SMALLEST_COUNT) ? counts : [];
}

function meanOf(measure: 'wait_mean' | 'stay_mean', values: readonly number[]): Summary[] {
	const value = values.length < SMALLEST_COUNT ? null : mean(values);
	return value === null ? [] : [{ measure, value: toTenth(value) }];
}

function mean(values: readonly number[]): number | null {
	return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function valueOf(summaries: readonly Summary[], measure: Summary['measure']): number | null {
	return summaries.find((summary) => summary.measure === measure)?.value ?? null;
}

function toTenth(value: number): number {
	return Math.round(value * 10) / 10;
}
