import { onMount } from 'svelte';

const REMEMBERED = 'one-roof-desk-keys';

/**
 * Single keys for the buttons that name them in `data-key` (UX W2). Off until the page knows that this browser
 * has not turned them off, so that a page without script promises none. `more` are keys without a button in sight.
 */
export function keys(covered: () => boolean, more: Record<string, () => void>) {
	let on = $state(false);

	onMount(() => {
		on = localStorage.getItem(REMEMBERED) !== 'off';
	});

	return {
		get on() {
			return on;
		},
		toggle() {
			on = !on;
			localStorage.setItem(REMEMBERED, on ? 'on' : 'off');
		},
		/** For `keydown` on the window. */
		press(event: KeyboardEvent) {
			// A key held down presses once, on a focused button too.
			if (event.repeat && (event.key === 'Enter' || event.key === ' ')) return event.preventDefault();
			if (!on || covered() || event.repeat || event.ctrlKey || event.altKey || event.metaKey || isMeantFor(event))
				return;
			const name = nameOf(event);
			const act = more[name] ?? clickOf(name);
			if (!act) return;
			event.preventDefault();
			act();
		}
	};
}

/** Whether what has the focus uses this key itself. */
function isMeantFor({ target, key }: KeyboardEvent): boolean {
	if (!(target instanceof HTMLElement)) return false;
	if (target.closest('input, textarea, select')) return true;
	return key === 'Enter' && target.closest('a, button, summary') !== null;
}

/** The letter on the key, and on keyboards of other scripts the letter that is in its place. */
function nameOf({ key, code }: KeyboardEvent): string {
	if (key === 'Enter' || /^[a-z0-9]$/i.test(key)) return key.toLowerCase();
	return code.replace(/^(Key|Digit|Numpad)/, '').toLowerCase();
}

function clickOf(name: string): (() => void) | undefined {
	if (!/^(enter|[a-z0-9])$/.test(name)) return undefined;
	// What lies under an open sheet is not in sight.
	const sheet = document.querySelector('details[open]:has(> .over)') ?? document;
	const buttons = sheet.querySelectorAll<HTMLElement>(`[data-key="${name}"]`);
	const button = [...buttons].find((one) => one.checkVisibility());
	return button && (() => button.click());
}
