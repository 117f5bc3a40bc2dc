import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HallNow, PlayedStop, StopNow } from '#lib/domain/hall.ts';
import { play } from '#lib/domain/play.ts';
import * as policies from '#lib/domain/policies.ts';
import { busyVisits, type Place, whoIsNext } from '#lib/domain/queue.ts';
import { deskOf, drawsOf, hall, NOW, stopOf, ten } from '../support/halls.ts';
import { after } from '../support/lines.ts';
import { always } from '../support/runs.ts';

const anyPolicy = fc.constantFrom(...Object.values(policies));

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
