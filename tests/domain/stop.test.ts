import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CALLS } from '#lib/domain/drop-in.ts';
import {
	clocks,
	giveTime,
	isAtATable,
	isLive,
	move,
	patientUntil,
	type StopAct,
	type StopState
} from '#lib/domain/stop.ts';
import { after } from '../support/lines.ts';
import { always } from '../support/runs.ts';

const states: StopState[] = ['waiting', 'parked', 'called', 'serving', 'finished', 'no_show', 'withdrawn'];
const acts: StopAct[] = [
	'call',
	'callAgain',
	'start',
	'longTalk',
	'finish',
	'noShow',
	'park',
	'return',
	'calledAway',
	'passOn',
	'reactivate',
	'notNeeded',
	'withdraw'
];

// The whole machine, as DESIGN 2 draws it.
const allowed: Record<string, StopState> = {
	'waiting call': 'called',
	'called callAgain': 'called',
	'called start': 'serving',
	'serving longTalk': 'serving',
	'serving finish': 'finished',
	'called noShow': 'no_show',
	'waiting park': 'parked',
	'called park': 'parked',
	'parked return': 'waiting',
	'waiting withdraw': 'withdrawn',
	'parked withdraw': 'withdrawn',
	'called withdraw': 'withdrawn',
	'no_show withdraw': 'withdrawn',
	'called notNeeded': 'withdrawn',
	'called passOn': 'waiting',
	'called calledAway': 'waiting',
	'serving calledAway': 'waiting',
	'no_show reactivate': 'waiting'
};

describe('a place in line', () => {
	const everyMove = states.flatMap((state) => acts.map((act) => ({ state, act, to: allowed[`${state} ${act}`] })));

	it.each(everyMove)('$state, $act: $to', ({ state, act, to }) => {
		const calls = act === 'callAgain' ? 1 : MAX_CALLS;
		expect(move({ state, calls }, act)).toEqual(
			to ? { ok: true, state: to } : { ok: false, refusal: { reason: 'stop_moved_on' } }
		);
	});

	it('is called three times before it can be a no-show, and no more than three', () => {
		for (const calls of [1, 2]) {
			expect(move({ state: 'called', calls }, 'callAgain')).toEqual({ ok: true, state: 'called' });
			expect(move({ state: 'called', calls }, 'noShow')).toEqual({
				ok: false,
				refusal: { reason: 'call_again_first' }
			});
		}
		expect(move({ state: 'called', calls: MAX_CALLS }, 'callAgain').ok).toBe(false);
		expect(move({ state: 'called', calls: MAX_CALLS }, 'noShow')).toEqual({ ok: true, state: 'no_show' });
	});

	it.each([
		['screen', 30],
		['phone', 60],
		['fetch', 120]
	] as const)('called by %s has %i seconds to come before the next call, or before being given up', (how, seconds) => {
		const calledAt = '2024-03-27T15:00:00.000Z';
		const justBefore = new Date(Date.parse(calledAt) + seconds * 1000 - 1).toISOString();
		const then = patientUntil(calledAt, how);
		expect(Date.parse(then) - Date.parse(justBefore)).toBe(1);
		for (const act of ['callAgain', 'noShow'] as const) {
			expect(giveTime(act, calledAt, how, justBefore)).toMatchObject({ refusal: { reason: 'give_them_time' } });
			expect(giveTime(act, calledAt, how, then)).toEqual({ ok: true });
		}
		expect(giveTime('start', calledAt, how, calledAt), 'whoever has come may sit down').toEqual({ ok: true });
	});

	it('comes to a table only by a call, and out of a finished or withdrawn state never', () => {
		always(
			fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 30 }), (presses) => {
				let stop: { state: StopState; calls: number } = { state: 'waiting', calls: 0 };
				for (const act of presses) {
					const moved = move(stop, act);
					if (!moved.ok) continue;
					if (!isAtATable(stop.state) && isAtATable(moved.state)) expect(act).toBe('call');
					expect(['finished', 'withdrawn']).not.toContain(stop.state);
					stop = { state: moved.state, calls: act === 'call' ? 1 : stop.calls + (act === 'callAgain' ? 1 : 0) };
					expect(stop.calls).toBeLessThanOrEqual(MAX_CALLS);
				}
				expect(states).toContain(stop.state);
			})
		);
	});

	it('is live until it is over, and a no-show is not live', () => {
		expect(states.filter(isLive)).toEqual(['waiting', 'parked', 'called', 'serving']);
		expect(states.filter(isAtATable)).toEqual(['called', 'serving']);
	});
});

describe('the four clocks', () => {
	it('cover the time from arrival to the end without a gap', () => {
		always(
			fc.property(fc.array(fc.integer({ min: 0, max: 7200 }), { minLength: 5, maxLength: 5 }), (seconds) => {
				const [arrivedAt = '', calledAt = '', startedAt = '', finishedAt = '', leftAt = ''] = seconds
					.toSorted((a, b) => a - b)
					.map(after);
				const { wait, way, service, stay } = clocks({ arrivedAt, calledAt, startedAt, finishedAt, leftAt });
				const rest = (Date.parse(leftAt) - Date.parse(finishedAt)) / 60_000;
				expect((wait ?? NaN) + (way ?? NaN) + (service ?? NaN) + rest).toBeCloseTo(stay ?? NaN, 6);
			})
		);
	});

	it('say nothing while they still run', () => {
		expect(
			clocks({ arrivedAt: after(0), calledAt: after(60), startedAt: null, finishedAt: null, leftAt: null })
		).toEqual({
			wait: 1,
			way: null,
			service: null,
			stay: null
		});
	});
});
