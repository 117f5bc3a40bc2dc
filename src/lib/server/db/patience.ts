import { isBusy } from './errors.ts';

/** How long another process may hold the file before we give up, in milliseconds. */
const PATIENCE = 15_000;

/**
 * Does `work` at once, or as soon as the process that holds the SQLite file lets go: it waits without blocking Node's loop.
 * @throws what `work` throws, and "busy" itself after fifteen seconds of it.
 */
export async function whenFree<T>(work: () => T | Promise<T>): Promise<T> {
	const giveUpAt = performance.now() + PATIENCE;
	for (let pause = 1; ; pause = Math.min(pause * 2, 20)) {
		try {
			return await work();
		} catch (error) {
			if (!isBusy(error) || performance.now() > giveUpAt) throw error;
			await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
		}
	}
}
