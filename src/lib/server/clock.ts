import { readFileSync } from 'node:fs';
import type { Instant } from '../domain/instant.ts';

/** What time it is. The only place that asks the machine. */
export type Clock = () => Instant;

/**
 * A clock that never runs back: when the machine's is set back, it goes on from where it was, and when that is set forward
 * or the machine has slept, it follows. Set back, whoever waits would lose credit to whoever comes after (DESIGN 5), and a
 * call could not be made again for as long. Until the server starts anew it is ahead by so much.
 * @param wall what the machine says, in milliseconds since 1970
 * @param ticks milliseconds since any one moment, which nobody sets
 */
export function steadyClock(wall = () => Date.now(), ticks = () => performance.now()): Clock {
	let ahead = wall() - ticks();
	return () => {
		ahead = Math.max(ahead, wall() - ticks());
		return new Date(Math.floor(ahead + ticks())).toISOString();
	};
}

/**
 * The machine's clock, steadied; or, in tests, what a file says: an instant (`2024-03-27T15:24:00.000Z`, time stands still)
 * or milliseconds to add to the machine's time (`3600000`). An empty or missing file changes nothing.
 */
export function clockFrom(file: string | null): Clock {
	if (file === null) return steadyClock();
	return () => {
		const said = contentOf(file);
		if (/^[+-]?\d+$/.test(said)) return new Date(Date.now() + Number(said)).toISOString();
		return (said === '' ? new Date() : new Date(said)).toISOString();
	};
}

function contentOf(file: string): string {
	try {
		return readFileSync(file, 'utf8').trim();
	} catch {
		return '';
	}
}
