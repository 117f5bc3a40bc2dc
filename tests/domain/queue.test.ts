import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMinutes, laterOf, minutesBetween } from '#lib/domain/instant.ts';
import {
	bank,
	busyVisits,
	creditAt,
	headStartOf,
	inOrder,
	isEligible,
	liftedTo,
	type Place,
	reasonFor,
	whoIsNext
} from '#lib/domain/queue.ts';
import { after, line, moment, place, someone, window, windowAt } from '../support/lines.ts';
import { always } from '../support/runs.ts';

const nobody = new Set<string>();

describe('credit', () => {
	it('never falls, through windows, late check-in, changes of rate and being away', () => {
		const changes = fc.array(fc.record({ at: moment, rate: fc.constantFrom(0, 1, 2) }), { maxLength: 5 });
		always(
			fc.property(place, changes, fc.array(moment, { minLength: 3, maxLength: 8 }), (start, rates, looks) => {
				let now: Place = start;
				let before = 0;
				const events = [...rates, ...looks.map((at) => ({ at, rate: null }))].filter(({ at }) => at >= start.arrivedAt);
				for (const event of events.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
					const credit = creditAt(now, event.at);
					expect(credit).toBeGreaterThanOrEqual(before - 1e-9);
					if (event.rate !== null) now = { ...now, ...bank(now, event.rate, event.at) };
					expect(creditAt(now, event.at)).toBeCloseTo(credit, 9);
					before = credit;
				}
			}),
			500
		);
	});

	it('of a walk-in is the minutes since they came, or twice that with a priority need', () => {
		expect(creditAt(someone('a', after(0)), after(600))).toBe(10);
		expect(creditAt(someone('a', after(0), { priority: true }), after(600))).toBe(20);
	});

	it('of a booking is at least the head start once they are here and their window has begun', () => {
		always(
			fc.property(place, window, moment, (someone, booked, now) => {
				const from = laterOf(someone.arrivedAt, booked.startsAt);
				fc.pre(now >= from && someone.arrivedAt <= booked.endsAt);
				expect(creditAt({ ...someone, window: booked }, now)).toBeGreaterThanOrEqual(someone.headStart - 1e-9);
			})
		);
	});

	it('is never less with a booking than without', () => {
		always(
			fc.property(place, moment, (someone, now) => {
				expect(creditAt(someone, now)).toBeGreaterThanOrEqual(creditAt({ ...someone, window: null }, now) - 1e-9);
			})
		);
	});

	it('of somebody who came early is no less than of somebody booked alike who came on time', () => {
		always(
			fc.property(place, window, fc.integer({ min: 0, max: 120 }), moment, (someone, booked, minutes, now) => {
				const onTime = { ...someone, window: booked, arrivedAt: booked.startsAt, asOf: booked.startsAt };
				const early = addMinutes(booked.startsAt, -minutes);
				expect(creditAt({ ...onTime, arrivedAt: early, asOf: early }, now)).toBeGreaterThanOrEqual(
					creditAt(onTime, now) - 1e-9
				);
			})
		);
	});
});

describe('the head start', () => {
	it('shrinks by one for each minute after the window, and never below nothing', () => {
		always(
			fc.property(
				window,
				fc.integer({ min: -60, max: 120 }),
				fc.integer({ min: 0, max: 60 }),
				(booked, late, headStart) => {
					const expected = late <= 0 ? headStart : Math.max(0, headStart - late);
					expect(headStartOf(booked, addMinutes(booked.endsAt, late), headStart)).toBeCloseTo(expected, 9);
				}
			)
		);
	});

	it.each([
		[-1, 30],
		[0, 30],
		[1, 29],
		[30, 0],
		[31, 0]
	])('%d minutes after the window is %d', (late, head) => {
		const booked = windowAt(2);
		expect(headStartOf(booked, addMinutes(booked.endsAt, late), 30)).toBe(head);
	});
});

describe('the order of a line', () => {
	it('does not depend on how the rows were read', () => {
		const shuffled = line.chain((people) =>
			fc.tuple(fc.constant(people), fc.shuffledSubarray(people, { minLength: people.length }))
		);
		always(
			fc.property(shuffled, moment, ([people, others], now) => {
				expect(inOrder(others, now)).toEqual(inOrder(people, now));
			})
		);
	});

	it('loses nobody and changes nobody', () => {
		always(
			fc.property(line, moment, (people, now) => {
				const before = structuredClone(people);
				expect(inOrder(people, now).toSorted(byId)).toEqual(before.toSorted(byId));
				expect(people).toEqual(before);
			})
		);
	});

	it('lets nobody with the same rate overtake without a booking', () => {
		always(
			fc.property(moment, moment, fc.boolean(), moment, (one, other, priority, now) => {
				fc.pre(one < other && other <= now);
				const people = [someone('later', other, { priority }), someone('earlier', one, { priority })];
				expect(inOrder(people, now).map(({ stopId }) => stopId)).toEqual(['earlier', 'later']);
			})
		);
	});

	it('of people booked alike who all came early is the order they came in, to the millisecond', () => {
		always(
			fc.property(
				fc.uniqueArray(fc.integer({ min: 0, max: 3_600_000 }), { minLength: 2, maxLength: 6 }),
				fc.integer({ min: 0, max: 7_200_000 }),
				(arrivals, later) => {
					const booked = windowAt(4);
					// Ids the other way round, so that a tie is not settled by them.
					const people = arrivals.map((ms) => someone(String(9_999_999 - ms), after(ms / 1000), { window: booked }));
					const came = inOrder(people, after(3600 + later / 1000)).map(({ stopId }) => 9_999_999 - Number(stopId));
					expect(came).toEqual(arrivals.toSorted((a, b) => a - b));
				}
			),
			500
		);
	});
});

describe('who is next', () => {
	it('is nobody who is at another table, and nobody who is not waiting', () => {
		const states = fc.constantFrom('waiting', 'parked', 'called', 'serving', 'finished', 'no_show', 'withdrawn');
		const people = fc.array(fc.record({ place, state: states, visit: fc.integer({ min: 0, max: 5 }) }), {
			maxLength: 20
		});
		always(
			fc.property(people, moment, (made, now) => {
				const all = made.map(({ place, state, visit }) => ({ ...place, state, visitId: String(visit) }) as Place);
				const next = whoIsNext(all, busyVisits(all), now);
				const ready = all.filter(
					(one) =>
						one.state === 'waiting' &&
						!all.some(({ visitId, state }) => visitId === one.visitId && (state === 'called' || state === 'serving'))
				);
				expect(next === null).toBe(ready.length === 0);
				if (next) expect(ready).toContain(next);
			})
		);
	});

	it('never has one person at two tables, whatever is pressed all afternoon', () => {
		const press = fc.record({
			agency: fc.integer({ min: 0, max: 3 }),
			act: fc.constantFrom('call', 'call', 'finish'),
			seconds: fc.integer({ min: 0, max: 300 })
		});
		const visits = fc.array(
			fc.record({ place, agencies: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1 }) }),
			{ maxLength: 10 }
		);
		always(
			fc.property(visits, fc.array(press, { maxLength: 60 }), (made, presses) => {
				const stops = made.flatMap(({ place, agencies }, visit) =>
					agencies.map(
						(agency) =>
							({ ...place, agency, visitId: `v${visit}`, stopId: `v${visit} at ${agency}` }) as Place & {
								agency: number;
							}
					)
				);
				let seconds = 0;
				for (const { agency, act, seconds: passed } of presses) {
					seconds += passed;
					const own = stops.filter((stop) => stop.agency === agency);
					if (act === 'finish')
						for (const stop of own.filter(({ state }) => state === 'called').slice(0, 1)) stop.state = 'finished';
					const next = act === 'call' ? whoIsNext(own, busyVisits(stops), after(seconds)) : null;
					if (next) next.state = 'called';
					const called = stops.filter(({ state }) => state === 'called').map(({ visitId }) => visitId);
					expect(new Set(called).size).toBe(called.length);
				}
			})
		);
	});

	it('is sooner or later everybody: the hardest day of newcomers delays a walk-in by twice those ahead and the head start, no more', () => {
		const day = fc.record({
			ahead: fc.integer({ min: 0, max: 20 }),
			newcomers: fc.array(fc.record({ priority: fc.boolean(), booked: fc.boolean() }), { minLength: 1, maxLength: 10 })
		});
		always(
			fc.property(day, ({ ahead, newcomers }) => {
				const headStart = 30;
				let people = Array.from({ length: ahead }, (_, i) =>
					someone(`ahead ${i}`, after(-i - 1), { priority: true, window: windowAt(0), headStart })
				);
				people.push(someone('the one', after(0)));
				// Every minute one more comes, as favoured as can be, and one is called.
				for (let minute = 0; people.some(({ stopId }) => stopId === 'the one'); minute++) {
					expect(minute).toBeLessThanOrEqual(2 * (ahead + 1) + headStart + 1);
					const now = after(minute * 60);
					const next = whoIsNext(people, nobody, now);
					people = people.filter((one) => one !== next);
					const { priority, booked } = newcomers[minute % newcomers.length] ?? { priority: true, booked: true };
					people.push(
						someone(`newcomer ${minute}`, now, {
							priority,
							window: booked ? { startsAt: now, endsAt: addMinutes(now, 15) } : null,
							headStart
						})
					);
				}
				expect(people.map(({ stopId }) => stopId)).not.toContain('the one');
			})
		);
	});
});

describe('the reason', () => {
	const booked = windowAt(2);
	it.each([
		['booked and here in time', someone('a', addMinutes(booked.startsAt, -6), { window: booked }), 'booked'],
		['booked and here after the window', someone('a', addMinutes(booked.endsAt, 6), { window: booked }), 'booked_late'],
		['so late that the head start is gone', someone('a', addMinutes(booked.endsAt, 31), { window: booked }), 'waited'],
		['a confirmed priority need', someone('a', after(0), { priority: true }), 'priority'],
		['just waiting', someone('a', after(0)), 'waited']
	])('%s', (_, one, why) => {
		expect(reasonFor(one, addMinutes(booked.endsAt, 60))).toMatchObject({ why, since: one.arrivedAt });
	});

	it('does not speak of a booking whose window has not begun', () => {
		expect(reasonFor(someone('a', after(0), { window: booked }), after(60)).why).toBe('waited');
	});

	it('names a moment that is past', () => {
		always(
			fc.property(place, moment, (one, now) => {
				fc.pre(one.arrivedAt <= now);
				const reason = reasonFor(one, now);
				expect(minutesBetween('from' in reason ? reason.from : reason.since, now)).toBeGreaterThanOrEqual(0);
			})
		);
	});
});

it('whoever is handed over to a line they stand in already holds at least what a new place would, and no less than before', () => {
	always(
		fc.property(place, moment, moment, moment, (one, came, now, then) => {
			fc.pre(came <= one.arrivedAt && one.arrivedAt <= now && now <= then);
			const least = { credit: 0, asOf: came, rate: one.rate };
			const lifted = { ...one, ...liftedTo(one, least, now) };
			expect(creditAt(lifted, then)).toBeGreaterThanOrEqual(creditAt(one, then) - 1e-6);
			expect(creditAt(lifted, then)).toBeGreaterThanOrEqual(one.rate * minutesBetween(came, then) - 1e-6);
		})
	);
});

it('nobody parked, called or gone is eligible', () => {
	for (const state of ['parked', 'called', 'serving', 'finished', 'no_show', 'withdrawn'] as const)
		expect(isEligible(someone('a', after(0), { state }), nobody, after(60))).toBe(false);
	expect(isEligible(someone('a', after(0)), nobody, after(60))).toBe(true);
	expect(isEligible(someone('a', after(0)), new Set(['a']), after(60))).toBe(false);
});

it('somebody parked is eligible again by themselves once their time is over', () => {
	const away = someone('a', after(0), { state: 'parked', parkedUntil: after(300) });
	expect(isEligible(away, nobody, after(299))).toBe(false);
	expect(isEligible(away, nobody, after(300))).toBe(true);
});

it('somebody a rep knows is left to a colleague, and somebody another table is waiting with is called by nobody', () => {
	expect(isEligible(someone('a', after(0), { keptFrom: 'rep' }), nobody, after(60), 'rep')).toBe(false);
	expect(isEligible(someone('a', after(0), { keptFrom: 'rep' }), nobody, after(60), 'colleague')).toBe(true);
	expect(isEligible(someone('a', after(0), { joined: true }), nobody, after(60))).toBe(false);
});

function byId(a: Place, b: Place): number {
	return a.stopId < b.stopId ? -1 : 1;
}
