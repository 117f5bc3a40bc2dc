import type { StopNow, VisitNow } from '../../lib/domain/hall.ts';
import type { Played, PlayedStop } from '../../lib/domain/hall.ts';
import type { Known } from '../../lib/domain/known.ts';
import type { Talk } from '../../lib/domain/service-time.ts';
import type { Day } from './day.ts';
import * as hub from './hub.ts';

/** A stop of a played day, with when its desk was done with it: finished, or given up. */
export interface Lived extends PlayedStop {
	stop: StopNow;
	endedAt: number;
}

/** Every stop of a played day. */
export function livedOf({ hall, draws }: Day, played: Played): Lived[] {
	const stops = new Map(hall.visits.flatMap((visit) => visit.stops).map((stop) => [stop.stopId, stop]));
	return played.stops.flatMap((one) => {
		const stop = stops.get(one.stopId);
		if (stop === undefined) return [];
		const endedAt = one.finishedAt ?? (one.calledAt === null ? Infinity : one.calledAt + draws.absence(stop, 0));
		return [{ ...one, stop, endedAt }];
	});
}

/**
 * What the hall knew at `now` on a played day, and not a thing more: as a server reads it from its database
 * (`operations/forecast/known.ts`). How long anything will take, who has left and who will come is hidden from it.
 */
export function knownAt({ hall, people }: Day, lived: readonly Lived[], now: number): Known {
	const called = lived.filter(({ calledAt }) => calledAt !== null && calledAt <= now);
	const over = called.filter(({ endedAt }) => endedAt <= now);
	const missed = over.filter(({ startedAt }) => startedAt === null);
	const begun = called.filter(({ startedAt }) => startedAt !== null && startedAt <= now);
	const booked = hall.visits.filter(({ id }) => people.get(id)?.booked);
	const toCome = booked.filter(({ arrivedAt }) => arrivedAt > now);
	return {
		hall: { now, desks: hall.desks, sharedTables: hall.sharedTables, visits: visitsAt(lived, now) },
		agencies: hub.agencies.map(({ id, typicalMinutes }) => ({
			agencyId: id,
			typicalMinutes,
			talks: begun.filter(({ agencyId }) => agencyId === id).map((stop) => talk(stop.startedAt, stop.endedAt, now)),
			startsAt: 0,
			endsAt: hub.DAY_LASTS,
			gone: false,
			desksToCome: 1
		})),
		longTalks: [],
		ways: called
			.filter((stop) => !missed.includes(stop))
			.map(({ calledAt, startedAt }) => talk(calledAt, startedAt ?? Infinity, now)),
		absences: missed.map(({ calledAt, endedAt }) => talk(calledAt, endedAt, now)),
		rests: hall.desks.flatMap(({ id }) => restsOf(called.filter(({ deskId }) => deskId === id))),
		answered: begun.length,
		unanswered: missed.length,
		missed: missed.map(({ visitId }) => visitId),
		freeSince: Object.fromEntries(
			hall.desks
				.filter(({ id }) => !called.some(({ deskId, endedAt }) => deskId === id && endedAt > now))
				.map(({ id }) => [
					id,
					over.reduce((last, { deskId, endedAt }) => (deskId === id ? Math.max(last, endedAt) : last), 0)
				])
		),
		pausedSince: {},
		bookings: toCome.map(({ id, stops }) => ({
			id,
			places: stops.flatMap(({ agencyId, window }) => (window === null ? [] : [{ agencyId, window }])),
			headStart: hub.rules.headStart
		})),
		lateness: booked
			.filter(({ arrivedAt }) => arrivedAt <= now)
			.map(({ arrivedAt, stops }) => arrivedAt - (stops[0]?.window?.startsAt ?? arrivedAt)),
		missing: toCome.filter(({ stops }) => (stops[0]?.window?.endsAt ?? Infinity) < now).length
	};
}

/** Everybody who is here, with the stops that are not over. */
function visitsAt(lived: readonly Lived[], now: number): VisitNow[] {
	const visits = new Map<string, { id: string; arrivedAt: number; stops: StopNow[] }>();
	for (const { visitId, arrivedAt, stop, calledAt, startedAt, endedAt, deskId, tableId } of lived) {
		if (arrivedAt > now || endedAt <= now) continue;
		const visit = visits.get(visitId) ?? { id: visitId, arrivedAt, stops: [] };
		visits.set(visitId, visit);
		const there = calledAt !== null && calledAt <= now;
		const sits = startedAt !== null && startedAt <= now;
		visit.stops.push(
			there
				? { ...stop, state: sits ? 'serving' : 'called', deskId, tableId, calledAt, startedAt: sits ? startedAt : null }
				: stop
		);
	}
	return [...visits.values()];
}

function talk(from: number | null, to: number, now: number): Talk {
	return { minutes: Math.min(to, now) - (from ?? now), over: to <= now };
}

/** Between one person and the next, where the next one was here already. */
function restsOf(called: readonly Lived[]): Talk[] {
	const inTurn = called.toSorted((a, b) => (a.calledAt ?? 0) - (b.calledAt ?? 0));
	return inTurn.flatMap(({ calledAt, arrivedAt }, i) => {
		const before = inTurn[i - 1]?.endedAt;
		if (before === undefined || calledAt === null || arrivedAt > before) return [];
		return [{ minutes: calledAt - before, over: true }];
	});
}
