import { onMount } from 'svelte';

const REMEMBERED = 'one-roof-desk-cue';
/** How long the page shows that somebody has come, in milliseconds. */
const SHOWN = 8_000;

/**
 * Shows for a moment that somebody has joined a line that was empty, for who asked for it. Never a sound: heard at a table
 * just after somebody has checked in at the door, it would tell the hall whom they came to see (UX P1).
 */
export function cue(waiting: () => number | null) {
	let on = $state(false);
	let came = $state(false);
	let before: number | null = null;

	onMount(() => {
		on = localStorage.getItem(REMEMBERED) === 'on';
	});
	$effect(() => {
		const now = waiting();
		const isFirst = on && before === 0 && now !== null && now > 0;
		before = now;
		if (!isFirst) return;
		came = true;
		// A phone in the hand; a desk stays as still as it is.
		navigator.vibrate?.(80);
	});
	$effect(() => {
		if (!came) return;
		const timer = setTimeout(() => (came = false), SHOWN);
		return () => clearTimeout(timer);
	});

	return {
		get on() {
			return on;
		},
		toggle() {
			on = !on;
			localStorage.setItem(REMEMBERED, on ? 'on' : 'off');
		},
		get came() {
			return came;
		}
	};
}
