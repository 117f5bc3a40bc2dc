import { Worker } from 'node:worker_threads';
import type { Forecast } from '../../domain/forecast.ts';
import type { Known } from '../../domain/known.ts';
import type { Player } from '../operations/forecast/forecaster.ts';
import { workerFile } from './worker-file.ts';

interface Asked {
	resolve: (forecast: Forecast) => void;
	reject: (error: Error) => void;
	late: NodeJS.Timeout;
}

/** Many times what a crowded hall takes: a thread that is silent for longer never answers, in milliseconds. */
const PATIENCE = 30_000;

/**
 * A thread that works forecasts out, begun at the first and again after it broke or did not answer; it keeps no process
 * alive. Whoever waited for one that broke gets its error.
 */
export function forecastThread(patience = PATIENCE): { player: Player; close(): Promise<void> } {
	const asked = new Map<number, Asked>();
	let worker: Worker | null = null;
	let last = 0;

	function begin(): Worker {
		const made = new Worker(workerFile());
		made.unref();
		made.on('message', ({ id, forecast }: { id: number; forecast: Forecast }) => {
			const asker = asked.get(id);
			if (!asker) return;
			clearTimeout(asker.late);
			asked.delete(id);
			asker.resolve(forecast);
		});
		made.on('error', (error) => fail(made, error));
		made.on('exit', () => fail(made, new Error('The forecast thread ended')));
		return made;
	}
	function fail(broken: Worker, error: unknown): void {
		if (broken !== worker) return;
		worker = null;
		for (const { reject, late } of asked.values()) {
			clearTimeout(late);
			reject(error instanceof Error ? error : new Error(String(error)));
		}
		asked.clear();
	}
	function giveUp(silent: Worker): void {
		fail(silent, new Error('The forecast thread did not answer'));
		void silent.terminate();
	}

	return {
		player: (known: Known, seed: number) =>
			new Promise((resolve, reject) => {
				const thread = (worker ??= begin());
				last += 1;
				const late = setTimeout(() => giveUp(thread), patience).unref();
				asked.set(last, { resolve, reject, late });
				thread.postMessage({ id: last, known, seed });
			}),
		close: async () => void (await worker?.terminate())
	};
}
