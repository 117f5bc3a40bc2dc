import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HallNow, PlayedStop, StopNow } from '#lib/domain/hall.ts';
import { play } from '#lib/domain/play.ts';
import * as policies from '#lib/domain/policies.ts';
import { busyVisits, type Place, whoIsNext } from '#lib/domain/queue.ts';
import { deskOf, drawsOf, hall, NOW, stopOf, ten } from '../support/halls.ts';
import { after } from '../support/lines.ts';
import { always } from '../support/runs.ts';

const proposed = policies.homeFirst({ homeStart: 60, headStart: 45 });
const anyPolicy = fc.constantFrom(
	policies.simultaneousWithCredit,
	policies.simultaneousFirstCome,
	policies.bookedFirst,
	policies.serialRejoin,
	policies.serialKeepArrival,
	proposed
);

describe('a hall played on', () => {
	it('serves one line in the order of credit, each as soon as the table is free', () => {
		const visits = [
			{ id: 'late', arrivedAt: 80, stops: [stopOf('late', 'police', 80)] },
			{ id: 'early', arrivedAt: 70, stops: [stopOf('early', 'police', 70)] },
			{ id: 'urgent', arrivedAt: 78, stops: [stopOf('urgent', 'police', 78, { rate: 2 })] }
		];
		const { stops, visits: left } = play({ now: NOW, desks: [deskOf('d', 'police')], sharedTables: [], visits }, ten);
		expect(stops.map(({ stopId, calledAt }) => [stopId, calledAt])).toEqual([
			['late', NOW + 22],
			['early', NOW + 11],
			['urgent', NOW]
		]);
		expect(left.map(({ leftAt }) => leftAt)).toEqual([NOW + 33, NOW + 22, NOW + 11]);
	});

	it('goes on from what is under way', () => {
		const serving = { state: 'serving' as const, deskId: 'd', tableId: 'table-d', calledAt: 83, startedAt: 84 };
		const visits = [
			{ id: 'a', arrivedAt: 50, stops: [stopOf('a', 'police', 50, serving)] },
			{ id: 'b', arrivedAt: 60, stops: [stopOf('b', 'police', 60)] }
		];
		const result = play({ now: NOW, desks: [deskOf('d', 'police')], sharedTables: [], visits }, ten);
		expect(result.stops.map(({ calledAt, finishedAt }) => [calledAt, finishedAt])).toEqual([
			[83, 94],
			[94, 105]
		]);
		expect(result.tables).toEqual([{ tableId: 'table-d', usedMinutes: 15, idleMinutes: 0 }]);
	});

	it('has a rep who sits in with another agency call nobody until they get up', () => {
		const there = { state: 'serving' as const, tableId: 'shared', calledAt: 83, startedAt: 84 };
		const together = [
			stopOf('host', 'police', 50, { ...there, deskId: 'p' }),
			stopOf('guest', 'housing', 50, { ...there, deskId: 'h', startedAt: 88, joined: true })
		];
		const visits = [
			{ id: 'a', arrivedAt: 50, stops: together },
			{ id: 'b', arrivedAt: 60, stops: [stopOf('b', 'police', 60)] },
			{ id: 'c', arrivedAt: 60, stops: [stopOf('c', 'housing', 60)] }
		];
		const desks = [deskOf('p', 'police', { tableId: null }), deskOf('h', 'housing', { tableId: null })];
		const result = play({ now: NOW, desks, sharedTables: ['shared', 'other'], visits }, ten);
		expect(result.stops.map(({ calledAt, finishedAt }) => [calledAt, finishedAt])).toEqual([
			[83, 94],
			[83, 98],
			[94, 105],
			[98, 109]
		]);
		expect(result.stops.map(({ tableId }) => tableId)).toEqual(['shared', 'shared', 'other', 'shared']);
		expect(result.tables.map(({ usedMinutes }) => usedMinutes)).toEqual([19, 11]);
		expect(result.visits[0]?.leftAt).toBe(98);
	});

	it('leaves who is asked to a table in no line for it', () => {
		const asked = stopOf('asked', 'housing', 50, { joined: true });
		const visits = [{ id: 'a', arrivedAt: 50, stops: [asked] }];
		const { stops } = play({ now: NOW, desks: [deskOf('h', 'housing')], sharedTables: [], visits }, ten);
		expect(stops.map(({ calledAt }) => calledAt)).toEqual([null]);
	});

	it('gives a table up when nobody comes, and calls the next', () => {
		const visits = ['a', 'b'].map((id, n) => ({ id, arrivedAt: 80 + n, stops: [stopOf(id, 'police', 80 + n)] }));
		const draws = { ...ten, noShow: ({ stopId }: StopNow) => stopId === 'a' };
		const result = play({ now: NOW, desks: [deskOf('d', 'police')], sharedTables: [], visits }, draws);
		expect(result.stops.map(({ calledAt, finishedAt }) => [calledAt, finishedAt])).toEqual([
			[NOW, null],
			[NOW + 2, NOW + 13]
		]);
		expect(result.visits[0]?.leftAt).toBeNull();
	});

	it('lets people in when they come, desks call when they open, and nobody once they have gone', () => {
		const visits = ['a', 'b', 'c'].map((id, n) => ({
			id,
			arrivedAt: NOW + 10 * n,
			stops: [stopOf(id, 'police', NOW + 10 * n)]
		}));
		const desks = [deskOf('d', 'police', { callsFrom: NOW + 5, callsUntil: NOW + 20 })];
		const result = play({ now: NOW, desks, sharedTables: [], visits }, ten);
		expect(result.stops.map(({ calledAt }) => calledAt)).toEqual([NOW + 5, NOW + 16, null]);
	});

	it('in serial lines has people rejoin at the end, or by arrival', () => {
		const one = (id: string, at: number) => ({ id, arrivedAt: at, stops: [stopOf(id, 'housing', at)] });
		const two = { id: 'two', arrivedAt: 80, stops: [stopOf('x', 'police', 80), stopOf('y', 'housing', 80)] };
		const visits = [two, one('a', 81), one('b', 82), one('c', 83)];
		const desks = [deskOf('p', 'police'), deskOf('h', 'housing')];
		const called = (policy: policies.Policy) =>
			play({ now: NOW, desks, sharedTables: [], visits }, ten, policy).stops.map(({ calledAt }) => calledAt);
		expect(called(policies.serialRejoin)).toEqual([NOW, NOW + 33, NOW, NOW + 11, NOW + 22]);
		expect(called(policies.serialKeepArrival)).toEqual([NOW, NOW + 22, NOW, NOW + 11, NOW + 33]);
	});

	it('changes nothing it was given, and comes out the same again', () => {
		always(
			fc.property(hall, fc.nat(), anyPolicy, (given, seed, policy) => {
				const before = structuredClone(given);
				const first = play(given, drawsOf(seed), policy);
				expect(given).toEqual(before);
				expect(play(given, drawsOf(seed), policy)).toEqual(first);
			})
		);
	});

	it('never has one person at two tables, nor two people at a desk or a table', () => {
		always(
			fc.property(hall, fc.nat(), anyPolicy, (given, seed, policy) => {
				const { stops } = play(given, drawsOf(seed), policy);
				for (const of of ['visitId', 'deskId', 'tableId'] as const) expect(atOnce(stops, of)).toEqual([]);
			})
		);
	});

	it('ends every wait that an open desk can end', () => {
		always(
			fc.property(hall, fc.nat(), anyPolicy, (given, seed, policy) => {
				// Serially, whoever waits for a desk that never opens waits nowhere else.
				fc.pre(policy.waits === 'everywhere');
				const waiting = new Set(
					played(given, seed, policy).flatMap((stop) => (stop.calledAt === null ? stop.stopId : []))
				);
				const stops = given.visits.flatMap((visit) => visit.stops);
				expect(stops.filter((stop) => waiting.has(stop.stopId) && canBeCalled(given, stop))).toEqual([]);
			})
		);
	});

	it('calls whom the queue of the hall would call', () => {
		always(
			fc.property(hall, fc.nat(), (given, seed) => {
				const now = played(given, seed).filter(({ calledAt }) => calledAt === NOW);
				const atTables = given.visits.flatMap(({ stops }) =>
					stops.flatMap(({ stopId, deskId }) => (deskId ? stopId : []))
				);
				const calls = now.filter(({ stopId }) => !atTables.includes(stopId));
				const expected = callsNow(given);
				expect(Object.fromEntries(calls.map(({ deskId, stopId }) => [deskId, stopId]))).toEqual(expected);
			}),
			500
		);
	});
});

describe('who is passed by those who came later', () => {
	it('by the rule of the house, only by people booked for a time less than the head start after one came', () => {
		always(
			fc.property(hall, fc.nat(), (made, seed) => {
				const given = justCome(made);
				for (const { waiting, called } of passings(given, play(given, drawsOf(seed)).stops)) {
					if (called.rate !== waiting.rate) continue;
					const due = Math.max(called.arrivedAt, called.window?.startsAt ?? Infinity);
					expect(due).toBeLessThan(waiting.arrivedAt + called.headStart);
				}
			}),
			500
		);
	});

	it('without bookings and needs, by nobody', () => {
		always(
			fc.property(hall, fc.nat(), (made, seed) => {
				const given = justCome(made, { window: null, rate: 1 });
				expect(passings(given, play(given, drawsOf(seed)).stops)).toEqual([]);
			})
		);
	});

	it('by the proposed rule, by no more than the agency has tables, and one', () => {
		always(
			fc.property(hall, fc.nat(), (made, seed) => {
				const given = justCome(made, { keptFrom: null });
				const found = passings(given, play(given, drawsOf(seed), proposed).stops);
				for (const [waiting, times] of Map.groupBy(found, (one) => one.waiting)) {
					const desks = given.desks.filter((desk) => desk.agencyId === waiting.agencyId && desk.callsFrom < Infinity);
					expect(times.length).toBeLessThanOrEqual(desks.length + 1);
				}
			}),
			500
		);
	});
});

/** The same hall with nobody at a table, away, or holding credit from before. */
function justCome(given: HallNow, more: Partial<StopNow> = {}): HallNow {
	const none = { credit: 0, parkedUntil: null, deskId: null, tableId: null, calledAt: null, startedAt: null };
	const visits = given.visits.map((visit) => ({
		...visit,
		stops: visit.stops.map((stop) => ({
			...stop,
			...none,
			state: 'waiting' as const,
			asOf: visit.arrivedAt,
			...more
		}))
	}));
	return { ...given, visits };
}

/** Every time somebody was called while another could have been who had come to that line earlier. */
function passings(given: HallNow, stops: PlayedStop[]): { waiting: StopNow; called: StopNow }[] {
	const all = new Map(given.visits.flatMap((visit) => visit.stops.map((stop) => [stop.stopId, stop])));
	const stopOf = ({ stopId }: PlayedStop) => all.get(stopId) ?? expect.fail(stopId);
	return stops.flatMap((earlier) =>
		stops
			.filter((later) => {
				if (later.agencyId !== earlier.agencyId || later.arrivedAt <= earlier.arrivedAt) return false;
				if (later.calledAt === null || later.calledAt >= (earlier.calledAt ?? Infinity)) return false;
				const repId = given.desks.find(({ id }) => id === later.deskId)?.repId;
				return stopOf(earlier).keptFrom !== repId && !isElsewhere(earlier, later.calledAt, stops);
			})
			.map((later) => ({ waiting: stopOf(earlier), called: stopOf(later) }))
	);
}

/** At another table, or just got up; whoever comes to no call is called and given up, and is at that table for as long. */
function isElsewhere({ stopId, visitId }: PlayedStop, at: number, stops: PlayedStop[]): boolean {
	return stops.some(
		(other) =>
			other.visitId === visitId &&
			other.stopId !== stopId &&
			other.calledAt !== null &&
			at >= other.calledAt &&
			at <= (other.finishedAt ?? other.calledAt + 2) + 1 / 6 + 1e-9
	);
}

function played(given: HallNow, seed: number, policy?: policies.Policy): PlayedStop[] {
	return play(given, drawsOf(seed), policy).stops;
}

function canBeCalled({ desks }: HallNow, stop: StopNow): boolean {
	if (stop.state === 'parked' && stop.parkedUntil === null) return false;
	return desks.some(
		(desk) => desk.agencyId === stop.agencyId && desk.callsFrom < Infinity && desk.repId !== stop.keptFrom
	);
}

/** Whom each free desk calls at once, by the queue itself, in instants. */
function callsNow({ desks, visits, sharedTables }: HallNow): Record<string, string> {
	const places = visits
		.filter(({ arrivedAt }) => arrivedAt <= NOW)
		.flatMap((visit) => visit.stops.map((stop) => ({ ...placeOf(stop, visit.id), agencyId: stop.agencyId })));
	const busy = busyVisits(places);
	const stops = visits.flatMap((visit) => visit.stops);
	let tables = sharedTables.length - stops.filter(({ tableId }) => tableId?.startsWith('shared')).length;
	const calls: Record<string, string> = {};
	for (const desk of desks) {
		if (desk.callsFrom > NOW || stops.some(({ deskId }) => deskId === desk.id)) continue;
		if (desk.tableId === null && tables === 0) continue;
		const line = places.filter(({ agencyId }) => agencyId === desk.agencyId);
		const next = whoIsNext(line, busy, after(NOW * 60), desk.repId);
		if (next === null) continue;
		calls[desk.id] = next.stopId;
		busy.add(next.visitId);
		if (desk.tableId === null) tables -= 1;
	}
	return calls;
}

function placeOf(stop: StopNow, visitId: string): Place {
	const at = (minutes: number) => after(minutes * 60);
	return {
		...stop,
		visitId,
		arrivedAt: at(stop.arrivedAt),
		asOf: at(stop.asOf),
		window: stop.window && { startsAt: at(stop.window.startsAt), endsAt: at(stop.window.endsAt) },
		parkedUntil: stop.parkedUntil === null ? null : at(stop.parkedUntil),
		priority: stop.rate > 1
	};
}

/** Who was called to the same `of` while somebody was called there or sat. */
function atOnce(stops: PlayedStop[], of: 'visitId' | 'deskId' | 'tableId'): string[] {
	return stops.flatMap((sitting) =>
		stops
			.filter((called) => called !== sitting && called[of] === sitting[of] && isDuring(called, sitting))
			.map((called) => `${called.stopId} during ${sitting.stopId}`)
	);
}

function isDuring({ calledAt }: PlayedStop, sitting: PlayedStop): boolean {
	if (calledAt === null || sitting.calledAt === null || sitting.finishedAt === null) return false;
	return calledAt >= sitting.calledAt && calledAt < sitting.finishedAt - 1e-9;
}
