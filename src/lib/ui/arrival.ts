import { navigating } from '$app/state';

/** The end of the way to another page, if there is one: fetching again meanwhile would throw away what was tapped. */
export async function arrival(): Promise<void> {
	let awaited: Promise<void> | null = null;
	// One way may follow another; one that was given up stays as it is, and is awaited once.
	while (navigating.complete !== null && navigating.complete !== awaited) {
		awaited = navigating.complete;
		await awaited.catch(() => undefined);
	}
}
