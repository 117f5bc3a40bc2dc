import type { HowToCall } from '../../lib/domain/visit.ts';

/**
 * The made-up hub whose days are played. Minutes throughout. Where these numbers come from, or that they are assumed, is
 * said in docs/simulation.md; change both together.
 */
export interface Agency {
	id: string;
	/** Of all stops, how many are here. */
	weight: number;
	/** A conversation's usual length, as a hub would type it in. */
	typicalMinutes: number;
}

export const agencies: readonly Agency[] = [
	{ id: 'housing', weight: 26, typicalMinutes: 11 },
	{ id: 'council', weight: 22, typicalMinutes: 8 },
	{ id: 'police', weight: 20, typicalMinutes: 8 },
	{ id: 'health', weight: 17, typicalMinutes: 9 },
	{ id: 'advice', weight: 15, typicalMinutes: 12 }
];

export const DAY_LASTS = 180;
export const WINDOW_LASTS = 15;
/** The published rules of a drop-in (DESIGN 5). */
export const rules = { headStart: 30, priorityRate: 2 };

/** Of all visits. */
export const shares = { booked: 0.35, severalStops: 0.35, priority: 0.08, gone: 0.04 };

/** Stops of those who have several. */
export const severalStops = [
	{ stops: 2, weight: 75 },
	{ stops: 3, weight: 25 }
];

/** Conversations vary by this part of their length, and an agency's whole day by this part. */
export const variation = { conversation: 0.6, day: 0.15 };

/** People in a party, and how much longer each one more makes a conversation. */
export const parties = [
	{ size: 1, weight: 60 },
	{ size: 2, weight: 25 },
	{ size: 3, weight: 10 },
	{ size: 4, weight: 5 }
];
export const LONGER_FOR_EACH_MORE = 0.1;

/** From the call to sitting down, and how it varies. */
export const ways: readonly { how: HowToCall; weight: number; mean: number; deviation: number }[] = [
	{ how: 'screen', weight: 85, mean: 0.7, deviation: 0.4 },
	{ how: 'phone', weight: 8, mean: 1.2, deviation: 0.7 },
	{ how: 'fetch', weight: 7, mean: 2, deviation: 1 }
];

/** Between one person and the next: a note, a breath. */
export const REST = 0.5;

/** Walk-ins: a part stands at the door when it opens, a part comes right after, the others ever fewer until the last hour. */
export const walkIns = { atTheDoor: 0.25, rightAfter: 0.15, rightAfterMean: 10, lastComes: 150, fewerBy: 2 / 3 };
/** Booked: around their window's start, but a part comes after it has ended. */
export const booked = { lastWindow: 10, early: 4, deviation: 7, late: 0.1, latest: 20 };
/** At the door's tablets one person takes this long, and there is one tablet for so many visits a day. */
export const tablets = { minutesEach: 1 / 3, visitsFor: 100 };

/** Tables where nobody says otherwise. */
export function tablesFor(visits: number): number {
	const known: Record<number, number> = { 60: 6, 150: 14, 300: 25 };
	return known[visits] ?? Math.max(agencies.length, Math.round((visits * 14) / 150));
}

/** Tables of each agency by its share of the work, one at least: what is over goes to those nearest to one more. */
export function tablesOfAgencies(tables: number): { agency: Agency; tables: number }[] {
	const work = agencies.map((agency) => agency.weight * agency.typicalMinutes);
	const all = work.reduce((sum, one) => sum + one, 0);
	const given = agencies.map((agency, at) => {
		const due = ((work[at] ?? 0) / all) * tables;
		return { agency, due, tables: Math.max(1, Math.floor(due)) };
	});
	const sum = () => given.reduce((total, one) => total + one.tables, 0);
	while (sum() < tables) most(given, (one) => one.due - one.tables).tables += 1;
	while (sum() > tables) most(given, (one) => (one.tables > 1 ? one.tables - one.due : -Infinity)).tables -= 1;
	return given;
}

function most<T>(list: readonly T[], of: (one: T) => number): T {
	return list.reduce((best, one) => (of(one) > of(best) ? one : best));
}
