/** What the entry point may ask of the app inside the build, which has modules of its own. */
export interface Running {
	/** A new token for the page that makes the first coordinator; null when there is one. */
	firstCoordinator(): Promise<string | null>;
	/** Closes streams, so that connections can end. */
	endStreams(): void;
	/** Closes the database and gives the lock back. */
	close(): Promise<void>;
}

const place = Symbol.for('one-roof.running');
const everywhere = globalThis as { [place]?: Running };

export function running(): Running | undefined {
	return everywhere[place];
}

export function setRunning(app: Running | undefined): void {
	everywhere[place] = app;
}
