import { getPriority, platform, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { forecast } from '../../domain/forecast.ts';
import type { Known } from '../../domain/known.ts';

/** Below every other thread: on a machine that has too much to do, a forecast is late, and no call is. */
const LOW = 10;

// A thread of its own: plays the rest of a day again and again, while the other one serves people.
// Linux alone sets the priority of the thread that asks; elsewhere it would be the whole server's.
if (platform() === 'linux') giveWay();

parentPort?.on('message', ({ id, known, seed }: { id: number; known: Known; seed: number }) => {
	parentPort?.postMessage({ id, forecast: forecast(known, seed) });
});

/** Never asks for more than it has: a server that runs lower still may not, and must not. */
function giveWay(): void {
	try {
		setPriority(Math.max(getPriority(), LOW));
	} catch {
		// A forecast that takes nothing from others is better than one that may; one that may, better than none.
	}
}
