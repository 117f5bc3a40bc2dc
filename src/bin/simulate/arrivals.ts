import type { Span } from '../../lib/domain/credit.ts';
import type { Chance } from './chance.ts';
import * as hub from './hub.ts';

/** When somebody checks in, in minutes since the doors opened, and their window if they booked. */
export interface Arrival {
	arrivedAt: number;
	window: Span | null;
}

/** Everybody who comes on one day, in the order in which they check in. */
export function arrivalsOf(visits: number, chance: Chance): Arrival[] {
	const booked = Math.round(visits * hub.shares.booked);
	const windows = Array.from({ length: booked }, (_, n) => n % (hub.booked.lastWindow + 1));
	const comes = [
		...windows.map((number) => bookedArrival(number, chance)),
		...Array.from({ length: visits - booked }, () => ({ arrivedAt: walkIn(chance), window: null }))
	];
	return throughTheDoor(
		comes.toSorted((a, b) => a.arrivedAt - b.arrivedAt),
		visits
	);
}

function bookedArrival(number: number, chance: Chance): Arrival {
	const { early, deviation, late, latest } = hub.booked;
	const window = { startsAt: number * hub.WINDOW_LASTS, endsAt: (number + 1) * hub.WINDOW_LASTS };
	const arrivedAt = chance.happens(late)
		? window.endsAt + latest * chance.even()
		: Math.min(chance.normal(window.startsAt - early, deviation), window.endsAt);
	return { arrivedAt, window };
}

/** Below 0: stood at the door before it opened. */
function walkIn(chance: Chance): number {
	const { atTheDoor, rightAfter, rightAfterMean, lastComes, fewerBy } = hub.walkIns;
	const which = chance.even();
	if (which < atTheDoor) return -15 * chance.even();
	if (which < atTheDoor + rightAfter) return chance.gamma(rightAfterMean, rightAfterMean);
	// As many a minute at the start as ever, `fewerBy` of them less at the end, in a straight line: the inverse of that distribution.
	const part = chance.even() * (1 - fewerBy / 2);
	return (lastComes * (1 - Math.sqrt(1 - 2 * fewerBy * part))) / fewerBy;
}

/** Whoever came before the doors opened, or meets others at the tablets, checks in after them. */
function throughTheDoor(comes: readonly Arrival[], visits: number): Arrival[] {
	const each = hub.tablets.minutesEach / Math.max(1, Math.round(visits / hub.tablets.visitsFor));
	let free = 0;
	return comes.map((one) => {
		const arrivedAt = Math.max(one.arrivedAt, free);
		free = arrivedAt + each;
		return { ...one, arrivedAt };
	});
}
