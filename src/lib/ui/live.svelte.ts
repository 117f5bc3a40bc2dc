import { answers } from './answers.ts';
import { arrival } from './arrival.ts';
import type { Connection } from './connection.ts';

/** How long a broken stream is taken for a hiccup before the page says so, in milliseconds. */
const PATIENCE = 3_000;
/** How long to wait before a stream that was refused is asked for again, in milliseconds. */
const AGAIN = 4_000;
/** The server ends each stream after about a minute: one that is silent for longer is dead and does not know it, in milliseconds. */
const SILENCE = 80_000;
/**
 * The server looks at most this long after a change whether there is something to say, in milliseconds. A page may fetch in
 * between what is over again by then: the stream has then nothing to say, and the page would go on showing it.
 */
const SETTLES = 1_500;

/**
 * Follows a stream of ticks and fetches again at each, and whenever the stream opens: whatever was missed is healed.
 * Whenever what is shown became another, it is fetched once more a moment later, until it stays as it is.
 * Call while a component is being made; it stops with the component. Where the address may change, give a function that
 * reads it from a `$derived`: the new one is followed as soon as it is another. `shown` gives what the page shows of what
 * it follows, without what is new at every fetch (the time, the ids of its forms).
 */
export function follow(
	address: string | (() => string),
	refetch: () => unknown,
	shown: () => unknown
): { readonly connection: Connection | undefined; readonly lostAt: number | undefined } {
	// Before the first connection nothing is said of it: it is not lost.
	let connection = $state<Connection>();
	let lostAt = $state<number>();
	const looks = $derived(JSON.stringify(shown()));

	/** Fetching a page's data from a server that is not there would put the error page in its place. */
	async function heal(): Promise<void> {
		if (!(await answers())) return;
		await arrival();
		await refetch();
	}

	$effect(() => {
		void looks;
		const settled = setTimeout(heal, SETTLES);
		return () => clearTimeout(settled);
	});
	$effect(() => {
		const at = typeof address === 'string' ? address : address();
		let source: EventSource | undefined;
		let doubt: ReturnType<typeof setTimeout> | undefined;
		let next: ReturnType<typeof setTimeout> | undefined;

		function open(): void {
			source?.close();
			source = new EventSource(at);
			source.addEventListener('open', heard);
			source.addEventListener('change', heard);
			source.addEventListener('error', lost);
			openAgainIn(SILENCE);
		}
		function openAgainIn(wait: number): void {
			clearTimeout(next);
			next = setTimeout(open, wait);
		}
		function heard(): void {
			clearTimeout(doubt);
			doubt = undefined;
			connection = 'live';
			lostAt = undefined;
			openAgainIn(SILENCE);
			void heal();
		}
		function lost(): void {
			lostAt ??= Date.now();
			doubt ??= setTimeout(() => (connection = navigator.onLine ? 'reconnecting' : 'offline'), PATIENCE);
			if (source?.readyState !== EventSource.CLOSED) return;
			// A refusal (signed out, revoked) ends the stream for good: fetching again shows why. A proxy's may pass.
			openAgainIn(AGAIN);
			void heal();
		}

		open();
		doubt = setTimeout(() => (connection = navigator.onLine ? 'reconnecting' : 'offline'), PATIENCE);
		addEventListener('offline', lost);
		addEventListener('online', open);
		return () => {
			removeEventListener('online', open);
			removeEventListener('offline', lost);
			clearTimeout(doubt);
			clearTimeout(next);
			source?.close();
		};
	});
	return {
		get connection() {
			return connection;
		},
		/** By this browser's clock; undefined while it is live. */
		get lostAt() {
			return lostAt;
		}
	};
}
