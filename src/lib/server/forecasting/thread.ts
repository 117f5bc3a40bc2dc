import { Worker } from 'node:worker_threads';
import type { Forecast } from '../../domain/forecast.ts';
import type { Known } from '../../domain/known.ts';
import type { Player } from '../operations/forecast/forecaster.ts';
import { workerFile } from './worker-file.ts';

interface Asked {
	resolve: (forecast: Forecast) => void;
	reject: (error: Error) => void;
}

/** A thread that works forecasts out, begun at the first and again after it broke; it keeps no process alive. */
export function forecastThread(): { player: Player; close(): Promise<void> } {
	const asked = new Map<number, Asked>();
	let worker: Worker | null = null;
	let last = 0;

	function begin(): Worker {
		const made = new Worker(workerFile());
		made.unref();
		made.on('message', ({ id, forecast }: { id: number; forecast: Forecast }) => {
			asked.get(id)?.resolve(forecast);
			asked.delete(id);
		});
		made.on('error', (error) => fail(made, error));
		made.on('exit', () => fail(made, new Error('The forecast thread ended')));
		return made;
	}
	function fail(broken: Worker, error: unknown): void {
		if (broken !== worker) return;
		worker = null;
		for (const { reject } of asked.values()) reject(error instanceof Error ? error : new Error(String(error)));
		asked.clear();
	}

	return {
		player: (known: Known, seed: number) =>
			new Promise((resolve, reject) => {
				worker ??= begin();
				last += 1;
				asked.set(last, { resolve, reject });
				worker.postMessage({ id: last, known, seed });
			}),
		close: async () => void (await worker?.terminate())
	};
}
