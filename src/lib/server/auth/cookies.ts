import type { RequestEvent } from '@sveltejs/kit';
import { LOGIN_SECONDS } from './logins.ts';

/**
 * login: who is signed in; known: this browser has signed in before; kiosk, board: what a tablet or a wall screen is
 * paired by, so that one browser may be both; device: whose bookings and day card these are; draft: a booking in progress,
 * which ends with the browser; door: which of several drop-ins a welcomer is at, as long.
 */
const LONG = 400 * 24 * 60 * 60;
const seconds = {
	login: LOGIN_SECONDS,
	kiosk: LONG,
	board: LONG,
	device: LONG,
	known: 180 * 24 * 60 * 60,
	draft: undefined,
	door: undefined
};

export type CookieName = keyof typeof seconds;

/** What the browser holds under one of our names; null when nothing, or something too long to be ours. */
export function readCookie(event: RequestEvent, name: CookieName): string | null {
	const value = event.cookies.get(fullName(event, name));
	return value && value.length <= 100 ? value : null;
}

export function setCookie(event: RequestEvent, name: CookieName, value: string): void {
	event.cookies.set(fullName(event, name), value, { ...attributes(event), maxAge: seconds[name] });
}

export function dropCookie(event: RequestEvent, name: CookieName): void {
	event.cookies.delete(fullName(event, name), attributes(event));
}

/** Each of our cookies as it is called at this address, with its life in seconds; null ends with the browser. */
export function cookiesOfOurs(event: RequestEvent): { kind: CookieName; name: string; seconds: number | null }[] {
	return (Object.keys(seconds) as CookieName[]).map((kind) => ({
		kind,
		name: fullName(event, kind),
		seconds: seconds[kind] ?? null
	}));
}

// Browsers keep the prefix for HTTPS; over plain http (localhost, a hall's own network) they would drop the cookie.
function fullName(event: RequestEvent, name: CookieName): string {
	return isSecure(event) ? `__Host-one-roof-${name}` : `one-roof-${name}`;
}

function attributes(event: RequestEvent) {
	return { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: isSecure(event) };
}

function isSecure(event: RequestEvent): boolean {
	return event.url.protocol === 'https:';
}
