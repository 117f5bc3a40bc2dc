const place = Symbol.for('one-roof.forecast-worker');
const everywhere = globalThis as { [place]?: URL };

/** Where the worker's source is. The app inside the build has been moved away from it, so its entry point says. */
export function giveWorkerFile(file: URL): void {
	everywhere[place] = file;
}

export function workerFile(): URL {
	const beside = './worker.ts';
	return everywhere[place] ?? new URL(beside, import.meta.url);
}
