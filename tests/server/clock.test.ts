import { expect, it } from 'vitest';
import { steadyClock } from '#lib/server/clock.ts';

/** A machine whose clock is set by hand while its ticks go on. */
function machine() {
	let [wall, ticks] = [Date.parse('2024-03-27T15:00:00.000Z'), 12_345.6];
	return {
		clock: steadyClock(
			() => wall,
			() => ticks
		),
		goesOn(seconds: number) {
			wall += seconds * 1000;
			ticks += seconds * 1000;
		},
		isSet(seconds: number) {
			wall += seconds * 1000;
		}
	};
}

it('goes on where it was when the machine’s clock is set back, and nobody waits in vain', () => {
	const { clock, goesOn, isSet } = machine();
	goesOn(600);
	expect(clock()).toBe('2024-03-27T15:10:00.000Z');
	isSet(-3600);
	expect(clock()).toBe('2024-03-27T15:10:00.000Z');
	goesOn(60);
	expect(clock()).toBe('2024-03-27T15:11:00.000Z');
});

it('follows at once when it is set forward, or the machine has slept', () => {
	const { clock, goesOn, isSet } = machine();
	isSet(5400);
	expect(clock()).toBe('2024-03-27T16:30:00.000Z');
	goesOn(1);
	expect(clock()).toBe('2024-03-27T16:30:01.000Z');
	isSet(-5400);
	expect(clock()).toBe('2024-03-27T16:30:01.000Z');
});

it('says what the machine says', () => {
	const clock = steadyClock();
	const before = Date.now();
	const said = Date.parse(clock());
	expect(said).toBeGreaterThanOrEqual(before - 1);
	expect(said).toBeLessThanOrEqual(Date.now() + 1);
});
