import { readFileSync } from 'node:fs';
import type { Instant } from '../domain/instant.ts';

/** What time it is. The only place that asks the machine. */
export type Clock = () => Instant;

/**
 * The machine's clock; or, in tests, what a file says: an instant (`2024-03-27T15:24:00.000Z`, time stands still)
 * or milliseconds to add to the machine's time (`3600000`). An empty or missing file changes nothing.
 */
export function clockFrom(file: string | null): Clock {
	if (file === null) return () => new Date().toISOString();
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
