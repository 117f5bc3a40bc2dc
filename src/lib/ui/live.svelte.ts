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
 * Follows a stream of ticks and fetches again at each, and whenever the stream opens: whatever was missed is healed.
 * Call while a component is being made; it stops with the component. Where the address may change, give a function that
 * reads it from a `$derived`: the new one is followed as soon as it is another.
 */
export function follow(
	address: string | (() => string),
	refetch: () => unknown
): { readonly connection: Connection | undefined; readonly lostAt: number | undefined } {
	// Before the first connection nothing is said of it: it is not lost.
	let connection = $state<Connection>();
	let lostAt = $state<number>();
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
		/** Fetching a page's data from a server that is not there would put the error page in its place. */
		async function heal(): Promise<void> {
			if (!(await answers())) return;
			await arrival();
			await refetch();
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
