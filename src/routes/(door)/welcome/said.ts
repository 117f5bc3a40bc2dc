import type { RequestEvent } from '@sveltejs/kit';

/** What a ticket's page says has just been done: the same words whatever was there before. */
export const sayings = [
	'add',
	'needs',
	'call',
	'sooner',
	'as_others',
	'print',
	'lost',
	'left',
	'again',
	'back',
	'away',
	'returned',
	'withdraw',
	'choose',
	'split'
] as const;
export type Said = (typeof sayings)[number];

export function isSaid(text: string): text is Said {
	return (sayings as readonly string[]).includes(text);
}

/** The ticket's page again, with what was done. */
export function samePage(event: RequestEvent, said: Said | null): string {
	return `/welcome/ticket/${event.params.handle}${said === null ? '' : `?said=${said}`}`;
}
