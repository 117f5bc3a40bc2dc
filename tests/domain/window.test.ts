import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMinutes } from '#lib/domain/instant.ts';
import { covers, type Places, windowChoices, windowsOf } from '#lib/domain/window.ts';
import { after, DOORS, moment, windowAt } from '../support/lines.ts';
import { always } from '../support/runs.ts';

const agencies = ['police', 'housing', 'health', 'charity'];
const hall = fc
	.array(
		fc.record({
			quarter: fc.integer({ min: 0, max: 11 }),
			agency: fc.constantFrom(...agencies),
			free: fc.integer({ min: 0, max: 2 })
		}),
		{ maxLength: 30 }
	)
	.map((made): Places[] => {
		const once = new Map(made.map((one) => [`${one.quarter} ${one.agency}`, one]));
		return [...once.values()].map(({ quarter, agency, free }) => ({
			windowId: `w${quarter}`,
			attendanceId: agency,
			free,
			...windowAt(quarter)
		}));
	});

describe('the windows offered', () => {
	it('are available exactly when every chosen agency has a place', () => {
		always(
			fc.property(
				hall,
				fc.uniqueArray(fc.constantFrom(...agencies), { minLength: 1 }),
				moment,
				(places, chosen, now) => {
					for (const { windowId, available } of windowChoices(places, chosen, now)) {
						const having = chosen.filter((agency) =>
							places.some((place) => place.windowId === windowId && place.attendanceId === agency && place.free > 0)
						);
						expect(available).toBe(having.length === chosen.length);
					}
					const offered = windowChoices(places, chosen, now).map(({ windowId }) => windowId);
					const expected = places
						.filter(({ startsAt, attendanceId }) => startsAt > now && chosen.includes(attendanceId))
						.map(({ windowId }) => windowId);
					expect(new Set(offered)).toEqual(new Set(expected));
					expect(new Set(offered).size).toBe(offered.length);
				}
			)
		);
	});

	it('come in the order of the day, however often an agency was ticked', () => {
		always(
			fc.property(hall, fc.array(fc.constantFrom(...agencies), { maxLength: 8 }), (places, chosen) => {
				const choices = windowChoices(places, chosen, DOORS);
				expect(choices.map(({ startsAt }) => startsAt)).toEqual(choices.map(({ startsAt }) => startsAt).toSorted());
				expect(choices).toEqual(windowChoices(places.toReversed(), [...new Set(chosen)], DOORS));
			})
		);
	});

	it('do not tell how many places are left', () => {
		const one = (free: number): Places[] => [{ windowId: 'w', attendanceId: 'police', free, ...windowAt(0) }];
		const early = after(-60);
		expect(windowChoices(one(1), ['police'], early)).toHaveLength(1);
		expect(windowChoices(one(1), ['police'], early)).toEqual(windowChoices(one(9), ['police'], early));
	});

	it('can be booked until they begin, so that nobody in the hall books past those who wait', () => {
		const places: Places[] = [{ windowId: 'w', attendanceId: 'police', free: 1, ...windowAt(1) }];
		expect(windowChoices(places, ['police'], after(15 * 60 - 1))).toHaveLength(1);
		expect(windowChoices(places, ['police'], after(15 * 60))).toHaveLength(0);
	});
});

describe('the windows of a day', () => {
	it('follow one another without gap or overlap, and stay inside the hours', () => {
		always(
			fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 120 }), (length, minutes) => {
				const hours = { startsAt: DOORS, endsAt: addMinutes(DOORS, length) };
				const windows = windowsOf(hours, minutes);
				expect(windows).toHaveLength(Math.floor(length / minutes));
				expect(windows.every((window) => covers(hours, window))).toBe(true);
				windows.slice(1).forEach((window, i) => expect(window.startsAt).toBe(windows[i]?.endsAt));
			})
		);
	});

	it.each([0, -15, NaN, 0.00001, Infinity])('are none when each would be %d minutes', (minutes) => {
		expect(windowsOf({ startsAt: DOORS, endsAt: addMinutes(DOORS, 180) }, minutes)).toEqual([]);
	});

	it('are covered by an agency only when it is there for the whole of them', () => {
		const { startsAt, endsAt } = windowAt(1);
		expect(covers({ startsAt, endsAt }, windowAt(1))).toBe(true);
		expect(covers({ startsAt: addMinutes(startsAt, 1), endsAt }, windowAt(1))).toBe(false);
		expect(covers({ startsAt, endsAt: addMinutes(endsAt, -1) }, windowAt(1))).toBe(false);
	});
});
