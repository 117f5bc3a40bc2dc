import { STEP } from '#lib/server/live/watch.ts';

/** The half-minute it is: what others do a ticket hears of when one turns. */
export function stepOf(): number {
	return Math.floor(Date.now() / STEP);
}

/** Follows a stream over HTTP, once it has said its first line. */
export async function listen(url: string, headers: Record<string, string> = {}) {
	const abort = new AbortController();
	const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: abort.signal });
	if (response.status !== 200 || !response.body) throw new Error(`The stream answered ${response.status}`);
	const lines: string[] = [];
	const waiting = new Set<() => void>();
	const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
	const ended = (async () => {
		try {
			for (let part = await reader.read(); !part.done; part = await reader.read()) {
				lines.push(...part.value.split('\n').filter((line) => line !== ''));
				waiting.forEach((look) => look());
			}
		} catch {
			// Closed by the listener.
		}
	})();
	function until(condition: (lines: string[]) => boolean): Promise<void> {
		return new Promise((resolve) => {
			const look = () => {
				if (!condition(lines)) return;
				waiting.delete(look);
				resolve();
			};
			waiting.add(look);
			look();
		});
	}
	await until((heard) => heard.length > 0);
	/** The changes it has said so far. */
	const ticks = () => lines.filter((line) => line === 'event: change').length;
	return {
		ticks,
		lines: () => lines,
		until,
		ended,
		close: () => abort.abort()
	};
}
