import { onMount, untrack } from 'svelte';

/** Whether the page that was loaded is alive: all that is made after it was made by its script. */
let isAlive = false;

/** Say once that the page is alive: from the outermost layout, which is mounted last. */
export function pageIsAlive(): void {
	isAlive = true;
}

/**
 * Keeps what was ticked on a page before its script came, as on a slow network: coming alive, a page would set every box
 * back to what the server knows. Call while the component is being made.
 * @param ids of the boxes
 * @param onkept told of each that was ticked or unticked, for a box whose state is kept elsewhere too
 */
export function keepTicks(
	ids: () => readonly string[],
	onkept: (isTicked: boolean, id: string) => void = () => {}
): void {
	if (isAlive || typeof document === 'undefined') return;
	const before = untrack(ids).flatMap((id) => {
		const box = document.getElementById(id);
		const isKept = box instanceof HTMLInputElement && box.checked !== box.defaultChecked;
		return isKept ? [{ box, isTicked: box.checked }] : [];
	});
	onMount(() => {
		for (const { box, isTicked } of before) {
			box.checked = isTicked;
			onkept(isTicked, box.id);
		}
	});
}
