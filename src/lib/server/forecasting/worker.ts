import { parentPort } from 'node:worker_threads';
import { forecast } from '../../domain/forecast.ts';
import type { Known } from '../../domain/known.ts';

/** A thread of its own: plays the rest of a day again and again, while the other one serves people. */
parentPort?.on('message', ({ id, known, seed }: { id: number; known: Known; seed: number }) => {
	parentPort?.postMessage({ id, forecast: forecast(known, seed) });
});
