/** What is read of a screen, each as one sentence: the outermost of these. */
const READ = 'h1, h2, p, li, legend, label, button, output, #people, [role="alert"]';
/** Never read: what says nothing by itself, such as the keys of a keyboard, or the title a second time. */
const UNREAD = '[data-unread], [aria-hidden="true"], svg, legend.visually-hidden';
/** Read only when asked for: people near the tablet hear it. */
const PRIVATE = '[data-private]';

/** The sentences of a screen in the order it is read, what is private only `ifAsked`. */
export function readableIn(screen: Element, ifAsked: boolean): string[] {
	return [...screen.querySelectorAll<HTMLElement>(READ)]
		.filter((one) => !one.parentElement?.closest(READ) && !one.closest(UNREAD) && one.checkVisibility())
		.filter((one) => ifAsked || !one.closest(PRIVATE))
		.map(nameOf)
		.filter((text) => text !== '');
}

/** What something on the screen is called, as a screen reader would. */
export function nameOf(element: HTMLElement): string {
	const own = element.getAttribute('aria-label');
	const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
	return (own ?? (label ?? element).innerText).replace(/\s+/g, ' ').trim();
}
