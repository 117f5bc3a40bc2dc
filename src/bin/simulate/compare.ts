import type { Policy } from '../../lib/domain/policies.ts';
import { play } from '../../lib/domain/play.ts';
import type { Day } from './day.ts';
import { type Measured, measure } from './measure.ts';
import { type MoreFigures, sumUp } from './sum-up.ts';

/** A policy, or what it is on a day of which it knows more than a hall could. */
export type PolicyOf = Policy | ((day: Day) => Policy);

/** Each day under each policy, by the policy's name: the same people every time. `tell` hears how many plays are done. */
export function playAll(
	days: readonly Day[],
	these: Readonly<Record<string, PolicyOf>>,
	tell: (done: number, of: number) => void
): Map<string, Measured[]> {
	const policies = Object.entries(these);
	const measured = new Map<string, Measured[]>(policies.map(([name]) => [name, []]));
	for (const [number, day] of days.entries()) {
		for (const [name, of] of policies) {
			const policy = typeof of === 'function' ? of(day) : of;
			measured.get(name)?.push(measure(day, play(day.hall, day.draws, policy)));
		}
		tell(number + 1, days.length);
	}
	return measured;
}

/** What each policy came to, in the order in which they are compared. */
export function figuresOf(measured: Map<string, Measured[]>): Map<string, MoreFigures> {
	return new Map([...measured].map(([name, days]) => [name, sumUp(days)]));
}
