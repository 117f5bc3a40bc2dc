import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Forecast, forecast } from '#lib/domain/forecast.ts';
import type { StopNow } from '#lib/domain/hall.ts';
import { minutesBetween } from '#lib/domain/instant.ts';
import type { Known } from '#lib/domain/known.ts';
import { simultaneousWithCredit } from '#lib/domain/policies.ts';
import { type Place, whoIsNext } from '#lib/domain/queue.ts';
import { after, line, windowAt } from '../support/lines.ts';
import { deskOf, hall, NOW } from '../support/halls.ts';
import { knownOf, visitOf, waitingFor } from '../support/known.ts';
import { always } from '../support/runs.ts';

const SEED = 11;

describe('a forecast', () => {
	it('is of everybody who waits, never of a time that is past, and its low end is its low end', () => {
		always(
			fc.property(hall, fc.nat(), (some, seed) => {
				const { visits } = forecast(knownOf(some), seed, 8);
				for (const { low, median, high } of visits.values()) {
					expect(low).toBeGreaterThanOrEqual(0);
					expect(median).toBeGreaterThanOrEqual(low);
					expect(high).toBeGreaterThanOrEqual(median);
				}
				for (const { id, stops, arrivedAt } of some.visits) {
					const inLine = stops.some(({ state, joined }) => !joined && (state === 'waiting' || state === 'parked'));
					expect(visits.has(id)).toBe(inLine && arrivedAt <= some.now);
				}
			}),
			60
		);
	});

	it('is the same for the same facts and seed, and nearly so for another seed', () => {
		const known = knownOf({ visits: waitingFor('police', 6) });
		expect(forecast(known, SEED)).toEqual(forecast(known, SEED));
		const [one, other] = [waitOf(forecast(known, 1), 'w5'), waitOf(forecast(known, 2), 'w5')];
		expect(one).not.toEqual(other);
		expect(Math.abs(one.median - other.median)).toBeLessThan(0.25 * one.median);
	});

	it('has its ends where a fifth of the afternoons it plays lies below and a fifth above', () => {
		const known = knownOf({ visits: waitingFor('police', 4) });
		const { low, high } = waitOf(forecast(known, SEED, 400), 'w3');
		const played = Array.from({ length: 400 }, (_, seed) => waitOf(forecast(known, seed + 1000, 1), 'w3').median);
		const share = (of: (wait: number) => boolean) => played.filter(of).length / played.length;
		expect(Math.abs(share((wait) => wait < low) - 0.2)).toBeLessThan(0.06);
		expect(Math.abs(share((wait) => wait > high) - 0.2)).toBeLessThan(0.06);
	});

	it('is not longer with more desks', () => {
		always(
			fc.property(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 4 }), fc.nat(), (people, desks, seed) => {
				const medians = [desks, desks + 1].map((count) => {
					const some = Array.from({ length: count }, (_, i) => deskOf(`d${i}`, 'police'));
					const { visits } = forecast(knownOf({ desks: some, visits: waitingFor('police', people) }), seed, 40);
					return [...visits.values()].map(({ median }) => median);
				});
				for (const [i, before] of (medians[0] ?? []).entries())
					expect(medians[1]?.[i]).toBeLessThanOrEqual(before + 0.5);
			}),
			25
		);
	});

	it('calls first whom the queue calls first', () => {
		always(
			fc.property(line, fc.integer({ min: 0, max: 3 * 3600 }), (places, seconds) => {
				const now = after(seconds);
				const here = places.filter(({ arrivedAt }) => arrivedAt <= now);
				const next = whoIsNext(here, new Set(), now);
				fc.pre(next !== null);
				const { visits } = forecast(knownOf({ now: minutes(now), visits: here.map(visitIn) }), SEED, 4);
				expect(visits.get(next?.visitId ?? '')?.high).toBe(0);
			})
		);
	});

	it('goes by the order it is given: another one says otherwise', () => {
		const known = knownOf({ visits: waitingFor('police', 5) });
		const lastFirst = { ...simultaneousWithCredit, creditOf: (seat: StopNow) => seat.arrivedAt };
		expect(waitOf(forecast(known, SEED), 'w0').median).toBe(0);
		expect(waitOf(forecast(known, SEED, 20, lastFirst), 'w4').median).toBe(0);
		expect(waitOf(forecast(known, SEED, 20, lastFirst), 'w0').median).toBeGreaterThan(20);
	});

	it('made again of somebody who has outwaited the last, tells what is still to come', () => {
		const busy = (now: number) =>
			knownOf({
				now,
				visits: [
					visitOf('with them', 'police', 60, { ...atDesk, calledAt: NOW - 1, startedAt: NOW }),
					visitOf('next', 'police', 61)
				]
			});
		const first = waitOf(forecast(busy(NOW), SEED), 'next');
		const later = waitOf(forecast(busy(NOW + 40), SEED), 'next');
		expect(first.high).toBeLessThan(40);
		expect(later.low).toBeGreaterThan(0);
		expect(later.median).toBeLessThan(40);
	});

	it('is none where no desk calls and none is to come', () => {
		const nobody = { desks: [deskOf('d0', 'police', { callsFrom: Infinity })], visits: [visitOf('w0', 'housing', 5)] };
		expect(waitOf(forecast(knownOf(nobody), SEED), 'w0').low).toBe(Infinity);
		const late = knownOf({ ...nobody, now: 10 });
		expect(waitOf(forecast(late, SEED), 'w0').high).toBeLessThan(60);
		const gone = { ...late, agencies: late.agencies.map((agency) => ({ ...agency, gone: true })) };
		expect(waitOf(forecast(gone, SEED), 'w0').low, 'an agency that has gone is not counted on').toBe(Infinity);
	});
});

describe('a wait grows', () => {
	const base = { visits: waitingFor('police', 3) };
	const usual = median(knownOf(base));

	it.each<[string, Known]>([
		['with what today’s conversations took', withTalks([30, 28, 33, 29, 31, 30])],
		[
			'with a desk that is away',
			knownOf({ ...base, desks: [deskOf('d0', 'police', { callsFrom: Infinity })] }, { pausedSince: { d0: NOW } })
		],
		[
			'with people who are booked and due',
			knownOf(base, { bookings: ['a', 'b', 'c'].map((id) => booking(id, NOW - 5)), lateness: [6, 6, 6, 6, 6, 6, 7, 7] })
		],
		[
			'with slow ways to the table',
			knownOf(base, { ways: Array.from({ length: 20 }, () => ({ minutes: 5, over: true })) })
		]
	])('%s', (_, known) => {
		expect(median(known)).toBeGreaterThan(usual + 3);
		expect(median(known), 'and still ends').toBeLessThan(usual + 120);
	});

	it('with a conversation that its rep called long', () => {
		const visits = [
			visitOf('with them', 'police', 60, { ...atDesk, calledAt: NOW - 4, startedAt: NOW - 3 }),
			...waitingFor('police', 1)
		];
		const [plain, long] = [[], ['with them']].map((longTalks) => median(knownOf({ visits }, { longTalks }), 'w0'));
		expect(long).toBeGreaterThan((plain ?? 0) + 4);
	});

	it('but not with somebody who has missed their call and is likely gone', () => {
		const missed = knownOf({ visits: waitingFor('police', 2) }, { missed: ['w0'] });
		expect(median(missed, 'w1')).toBeLessThan(median(knownOf({ visits: waitingFor('police', 2) }), 'w1') - 3);
	});

	function withTalks(lengths: number[]): Known {
		const known = knownOf(base);
		const talks = lengths.map((minutes) => ({ minutes, over: true }));
		return { ...known, agencies: known.agencies.map((agency) => ({ ...agency, talks })) };
	}
});

const atDesk = { state: 'serving', deskId: 'd0', tableId: 'table-d0' } as const;

function booking(id: string, startsAt: number) {
	const window = { startsAt, endsAt: startsAt + 15 };
	return { id, places: [{ agencyId: 'police', window }], headStart: 30 };
}

function median(known: Known, visit = 'w2'): number {
	return waitOf(forecast(known, SEED), visit).median;
}

function waitOf({ visits }: Forecast, id: string) {
	const wait = visits.get(id);
	if (wait === undefined) throw new Error(`${id} does not wait`);
	return wait;
}

const DOORS = windowAt(0).startsAt;

function minutes(at: string): number {
	return minutesBetween(DOORS, at);
}

/** A place of the queue in the forecast's minutes. */
function visitIn(place: Place) {
	const { visitId, stopId, asOf, arrivedAt, window, state, credit, rate, headStart } = place;
	return visitOf(visitId, 'police', minutes(arrivedAt), {
		stopId,
		state,
		credit,
		rate,
		headStart,
		asOf: minutes(asOf),
		window: window && { startsAt: minutes(window.startsAt), endsAt: minutes(window.endsAt) }
	});
}
