/**
 * The server's time, going on by itself, in milliseconds since 1970: a screen's own clock may be wrong.
 * Call while a component is being made. `said` gives what the server said last, as ISO text.
 */
export function hubClock(said: () => string): { readonly now: number } {
	let ticked = $state<number | null>(null);
	$effect(() => {
		const ahead = Date.parse(said()) - Date.now();
		const tick = () => (ticked = Date.now() + ahead);
		tick();
		const timer = setInterval(tick, 1000);
		return () => clearInterval(timer);
	});
	return {
		get now() {
			return ticked ?? Date.parse(said());
		}
	};
}
