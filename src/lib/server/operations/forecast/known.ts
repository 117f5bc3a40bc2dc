import type { DeskNow, StopNow, VisitNow } from '../../../domain/hall.ts';
import { type Instant, minutesBetween } from '../../../domain/instant.ts';
import type { Known, KnownBooking } from '../../../domain/known.ts';
import type { Talk } from '../../../domain/service-time.ts';
import { isAtATable, isLive } from '../../../domain/stop.ts';
import type { DeskState, HallState, StopOfDay } from '../../db/hall-state.ts';

/** A desk that calls nobody for longer than this takes a break, whatever it says; minutes. */
const LONGEST_REST = 10;

/** What a hall's rows say to its forecast, at `now`. An agency's id is its attendance's. */
export function knownOf(state: HallState, now: Instant): Known {
	const minutes = (at: Instant) => minutesBetween(state.startsAt, at);
	const { stops, desks, tables, missed } = state;
	const visits = visitsOf(state, minutes);
	const bookings = bookingsOf(state, minutes);
	const begun = stops.filter(({ startedAt, joined }) => startedAt !== null && !joined);
	return {
		hall: {
			now: minutes(now),
			desks: [...desks.map((desk) => deskNow(desk, minutes)), ...desksGone(visits, desks)],
			sharedTables: tables.filter(({ attendanceId }) => attendanceId === null).map(({ id }) => id),
			visits
		},
		agencies: state.attendances.map(({ id, typicalMinutes, startsAt, endsAt, gone }) => ({
			agencyId: id,
			typicalMinutes,
			talks: stops.filter(({ attendanceId }) => attendanceId === id).flatMap((stop) => talkOf(stop, now)),
			startsAt: minutes(startsAt),
			endsAt: minutes(endsAt),
			gone,
			desksToCome: Math.max(1, tables.filter(({ attendanceId }) => attendanceId === id).length)
		})),
		longTalks: stops.filter(({ longTalk }) => longTalk).map(({ id }) => id),
		ways: stops.flatMap((stop) => wayOf(stop, now)),
		absences: missed.map(({ calledAt, givenUpAt }) => ({ minutes: minutesBetween(calledAt, givenUpAt), over: true })),
		rests: desks.flatMap(({ id }) => restsOf(stops.filter(({ deskId }) => deskId === id))),
		answered: begun.length,
		unanswered: missed.length,
		missed: stops.filter(({ here, state }) => here && state === 'no_show').map(({ visitId }) => visitId),
		freeSince: freeSince(state, minutes),
		pausedSince: Object.fromEntries(
			desks.filter(({ state }) => state === 'paused').map(({ id, since }) => [id, minutes(since)])
		),
		bookings,
		lateness: latenessOf(stops),
		missing: bookings.filter(({ places }) => places.every(({ window }) => window.endsAt < minutes(now))).length
	};
}

type Minutes = (at: Instant) => number;

function visitsOf({ stops, desks, headStart }: HallState, minutes: Minutes): VisitNow[] {
	const visits = new Map<string, { id: string; arrivedAt: number; stops: StopNow[] }>();
	for (const stop of stops) {
		if (!stop.here || !isLive(stop.state)) continue;
		const arrivedAt = minutes(stop.visitArrivedAt);
		const visit = visits.get(stop.visitId) ?? { id: stop.visitId, arrivedAt, stops: [] };
		visit.stops.push(stopNow(stop, headStart, colleagueOf(stop, desks), minutes));
		visits.set(stop.visitId, visit);
	}
	return [...visits.values()];
}

/** From whom a stop is kept, as long as that rep has a colleague to call them: as `call-next` has it. */
function colleagueOf({ keptFrom, attendanceId }: StopOfDay, desks: readonly DeskState[]): string | null {
	return desks.some((desk) => desk.attendanceId === attendanceId && desk.repId !== keptFrom) ? keptFrom : null;
}

function stopNow(stop: StopOfDay, headStart: number, keptFrom: string | null, minutes: Minutes): StopNow {
	const { id, attendanceId, state, credit, rate, window, joined } = stop;
	const there = isAtATable(state);
	const orNull = (at: Instant | null) => (at === null ? null : minutes(at));
	return {
		stopId: id,
		agencyId: attendanceId,
		state,
		credit,
		asOf: minutes(stop.asOf),
		rate,
		arrivedAt: minutes(stop.arrivedAt),
		window: window && { startsAt: minutes(window.startsAt), endsAt: minutes(window.endsAt) },
		headStart,
		parkedUntil: orNull(stop.parkedUntil),
		keptFrom,
		joined,
		deskId: there ? stop.deskId : null,
		tableId: there ? stop.tableId : null,
		calledAt: there ? orNull(stop.firstCalledAt) : null,
		startedAt: state === 'serving' ? orNull(stop.startedAt) : null
	};
}

function deskNow({ id, attendanceId, repId, tableId, state, since }: DeskState, minutes: Minutes): DeskNow {
	const callsFrom = state === 'open' ? minutes(since) : Infinity;
	return { id, agencyId: attendanceId, repId, tableId, callsFrom, callsUntil: Infinity };
}

/** Read a moment apart, a person may sit at a desk that has closed: it calls nobody after them. */
function desksGone(visits: readonly VisitNow[], desks: readonly DeskState[]): DeskNow[] {
	const there = new Set(desks.map(({ id }) => id));
	return visits
		.flatMap(({ stops }) => stops)
		.flatMap(({ deskId, agencyId, tableId }) =>
			deskId === null || there.has(deskId)
				? []
				: [{ id: deskId, agencyId, repId: deskId, tableId, callsFrom: Infinity, callsUntil: -Infinity }]
		);
}

function talkOf({ state, startedAt, finishedAt, longTalk, joined }: StopOfDay, now: Instant): Talk[] {
	if (joined || startedAt === null || (state !== 'finished' && state !== 'serving')) return [];
	const over = state === 'finished' && finishedAt !== null;
	return [{ minutes: minutesBetween(startedAt, over ? finishedAt : now), over, long: longTalk }];
}

function wayOf({ state, firstCalledAt, startedAt, joined }: StopOfDay, now: Instant): Talk[] {
	if (joined || firstCalledAt === null) return [];
	if (state === 'called') return [{ minutes: minutesBetween(firstCalledAt, now), over: false }];
	if (startedAt === null || startedAt < firstCalledAt) return [];
	return [{ minutes: minutesBetween(firstCalledAt, startedAt), over: true }];
}

/** From one person to the next at one desk, where the next one was waiting already. */
function restsOf(stops: readonly StopOfDay[]): Talk[] {
	const inTurn = stops
		.flatMap(({ firstCalledAt, finishedAt, arrivedAt }) =>
			firstCalledAt === null ? [] : [{ firstCalledAt, finishedAt, arrivedAt }]
		)
		.toSorted((a, b) => (a.firstCalledAt < b.firstCalledAt ? -1 : 1));
	return inTurn.flatMap(({ firstCalledAt, arrivedAt }, i) => {
		const before = inTurn[i - 1]?.finishedAt ?? null;
		if (before === null || before > firstCalledAt || arrivedAt > before) return [];
		const minutes = minutesBetween(before, firstCalledAt);
		return minutes > LONGEST_REST ? [] : [{ minutes, over: true }];
	});
}

/** When each open desk that has nobody became free. */
function freeSince({ desks, stops }: HallState, minutes: Minutes): Record<string, number> {
	const busy = new Set(stops.filter(({ state }) => isAtATable(state)).map(({ deskId }) => deskId));
	const free = desks.filter(({ id, state }) => state === 'open' && !busy.has(id));
	return Object.fromEntries(
		free.map(({ id, since }) => {
			const finishes = stops.flatMap(({ deskId, finishedAt }) =>
				deskId === id && finishedAt !== null ? [finishedAt] : []
			);
			return [id, minutes([since, ...finishes].reduce((last, at) => (at > last ? at : last)))];
		})
	);
}

function bookingsOf({ toCome, headStart }: HallState, minutes: Minutes): KnownBooking[] {
	const bookings = new Map<string, KnownBooking['places'][number][]>();
	for (const { bookingId, attendanceId, window } of toCome) {
		const place = {
			agencyId: attendanceId,
			window: { startsAt: minutes(window.startsAt), endsAt: minutes(window.endsAt) }
		};
		bookings.set(bookingId, [...(bookings.get(bookingId) ?? []), place]);
	}
	return [...bookings].map(([id, places]) => ({ id, places, headStart }));
}

/** By how much those who booked and came were later than their first window's start, in minutes. */
function latenessOf(stops: readonly StopOfDay[]): number[] {
	const visits = new Map<string, { arrivedAt: Instant; startsAt: Instant }>();
	for (const { visitId, booked, visitArrivedAt, window } of stops) {
		if (!booked || window === null) continue;
		const startsAt = visits.get(visitId)?.startsAt ?? window.startsAt;
		visits.set(visitId, {
			arrivedAt: visitArrivedAt,
			startsAt: window.startsAt < startsAt ? window.startsAt : startsAt
		});
	}
	return [...visits.values()].map(({ arrivedAt, startsAt }) => minutesBetween(startsAt, arrivedAt));
}
