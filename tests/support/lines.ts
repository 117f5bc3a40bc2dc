import fc from 'fast-check';
import { addMinutes, type Instant } from '#lib/domain/instant.ts';
import { type Place, rateFor, startCredit } from '#lib/domain/queue.ts';

/** 3pm in Stockton on Wednesday 27 March 2024. */
export const DOORS: Instant = '2024-03-27T15:00:00.000Z';

/** The moment `seconds` after the doors open. */
export function after(seconds: number): Instant {
	return new Date(Date.parse(DOORS) + Math.round(seconds * 1000)).toISOString();
}

/** Any moment of a three-hour drop-in, to the millisecond. */
export const moment = fc.integer({ min: 0, max: 3 * 3_600_000 }).map((ms) => after(ms / 1000));

export const window = fc.integer({ min: 0, max: 11 }).map((quarter) => windowAt(quarter));

const nothingHeld = { parkedUntil: null, keptFrom: null, joined: false };

/** One person's place in one line, just joined. */
export const place: fc.Arbitrary<Place> = fc
	.record({
		stopId: fc.uuid(),
		visitId: fc.uuid(),
		arrivedAt: moment,
		window: fc.option(window, { nil: null }),
		headStart: fc.constantFrom(0, 10, 30, 45),
		priority: fc.boolean(),
		priorityRate: fc.constantFrom(1, 1.5, 2, 3)
	})
	.map(({ priorityRate, ...made }) => ({
		...made,
		state: 'waiting' as const,
		...nothingHeld,
		...startCredit(
			made.arrivedAt,
			rateFor(made.priority ? 'confirmed' : 'none', { headStart: made.headStart, priorityRate })
		)
	}));

/** A line of people, each with an id of their own. */
export const line = fc.uniqueArray(place, { maxLength: 12, selector: ({ stopId }) => stopId });

export function windowAt(quarter: number) {
	return { startsAt: addMinutes(DOORS, quarter * 15), endsAt: addMinutes(DOORS, quarter * 15 + 15) };
}

/** A walk-in of no priority, unless told otherwise. */
export function someone(stopId: string, arrivedAt: Instant, more: Partial<Place> = {}): Place {
	const base = {
		stopId,
		visitId: stopId,
		state: 'waiting' as const,
		arrivedAt,
		window: null,
		headStart: 30,
		priority: false,
		...nothingHeld
	};
	return { ...base, ...startCredit(arrivedAt, more.priority ? 2 : 1), ...more };
}
