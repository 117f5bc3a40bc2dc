import type { Connection } from './connection.ts';

/** How long a broken stream is taken for a hiccup before the page says so, in milliseconds. */
const PATIENCE = 3_000;

/**
 * Follows a stream of ticks and fetches again at each, and whenever the stream opens: whatever was missed is healed.
 * Call while a component is being made; it stops with the component.
 */
export function follow(address: string, refetch: () => unknown): { readonly connection: Connection } {
	let connection = $state<Connection>('reconnecting');
	$effect(() => {
		const source = new EventSource(address);
		let doubt: ReturnType<typeof setTimeout> | undefined;
		function heard(): void {
			clearTimeout(doubt);
			doubt = undefined;
			connection = 'live';
			void refetch();
		}
		function lost(): void {
			doubt ??= setTimeout(() => (connection = navigator.onLine ? 'reconnecting' : 'offline'), PATIENCE);
			// A refusal (signed out, revoked) ends the stream for good: fetching again shows why.
			if (source.readyState === EventSource.CLOSED) void refetch();
		}
		source.addEventListener('open', heard);
		source.addEventListener('change', heard);
		source.addEventListener('error', lost);
		return () => {
			clearTimeout(doubt);
			source.close();
		};
	});
	return {
		get connection() {
			return connection;
		}
	};
}
