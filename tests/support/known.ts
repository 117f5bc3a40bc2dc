import type { HallNow } from '#lib/domain/hall.ts';
import type { Known } from '#lib/domain/known.ts';
import { deskOf, NOW, stopOf } from './halls.ts';

/** A hall whose day has shown nothing yet: what it has and what its agencies say they take. */
export function knownOf(hall: Partial<HallNow>, more: Partial<Known> = {}): Known {
	const there = { now: NOW, desks: [deskOf('d0', 'police')], sharedTables: [], visits: [], ...hall };
	const agencyIds = new Set([
		...there.desks.map(({ agencyId }) => agencyId),
		...there.visits.flatMap(({ stops }) => stops.map(({ agencyId }) => agencyId))
	]);
	return {
		hall: there,
		agencies: [...agencyIds].map((agencyId) => ({
			agencyId,
			typicalMinutes: 10,
			talks: [],
			startsAt: 0,
			endsAt: 180,
			gone: false,
			desksToCome: 1
		})),
		longTalks: [],
		ways: [],
		absences: [],
		rests: [],
		answered: 0,
		unanswered: 0,
		missed: [],
		freeSince: {},
		pausedSince: {},
		bookings: [],
		lateness: [],
		missing: 0,
		...more
	};
}

/** So many people in one line, a minute apart, with one place each. */
export function waitingFor(agencyId: string, count: number) {
	return Array.from({ length: count }, (_, i) => visitOf(`w${i}`, agencyId, NOW - count + i));
}

export function visitOf(id: string, agencyId: string, arrivedAt: number, more: Parameters<typeof stopOf>[3] = {}) {
	return { id, arrivedAt, stops: [stopOf(id, agencyId, arrivedAt, more)] };
}
