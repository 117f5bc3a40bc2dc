import { onMount } from 'svelte';

/** How long a button is held before it acts, in milliseconds (UX P6). */
const HOLD = 1_000;
/** How long a short press waits for a second one, in milliseconds. */
const ARMED = 6_000;

/**
 * A button that acts when it is held for a second, by mouse, finger or key; or at a second short press, for a switch or a
 * voice that cannot hold. A double click is one press. While `mayHold` says no, holding does nothing, and only two short
 * presses act: it is asked when the second is over.
 */
export function holding(act: () => void, mayHold: () => boolean) {
	let isHeld = $state(false);
	let isArmed = $state(false);
	let timer: ReturnType<typeof setTimeout> | undefined;
	let disarm: ReturnType<typeof setTimeout> | undefined;
	/** The click at the end of a hold that has acted is none. */
	let isOver = false;

	onMount(() => () => {
		clearTimeout(timer);
		clearTimeout(disarm);
	});

	function begin(clicks = false): void {
		cancel();
		isHeld = true;
		timer = setTimeout(() => {
			isOver = clicks;
			if (mayHold()) fire();
			else cancel();
		}, HOLD);
	}

	function cancel(): void {
		clearTimeout(timer);
		isHeld = false;
	}

	function fire(): void {
		cancel();
		clearTimeout(disarm);
		isArmed = false;
		act();
	}

	function short(): void {
		if (isArmed) return fire();
		isArmed = true;
		clearTimeout(disarm);
		disarm = setTimeout(() => (isArmed = false), ARMED);
	}

	const isPress = ({ key }: KeyboardEvent) => key === 'Enter' || key === ' ';

	return {
		get isHeld() {
			return isHeld && mayHold();
		},
		get isArmed() {
			return isArmed;
		},
		begin: () => begin(),
		cancel,
		/** For the button. */
		handlers: {
			onpointerdown(event: PointerEvent) {
				isOver = false;
				if (event.button === 0) begin(true);
			},
			onpointerup: cancel,
			onpointerleave: cancel,
			onpointercancel: cancel,
			// A long touch would open the browser's own menu.
			oncontextmenu: (event: Event) => event.preventDefault(),
			onkeydown(event: KeyboardEvent) {
				if (!isPress(event)) return;
				event.preventDefault();
				if (!event.repeat) begin();
			},
			onkeyup(event: KeyboardEvent) {
				if (!isPress(event)) return;
				event.preventDefault();
				if (!isHeld) return;
				cancel();
				short();
			},
			onclick(event: MouseEvent) {
				if (isOver) isOver = false;
				else if (event.detail <= 1) short();
			}
		}
	};
}
