import type { RequestEvent } from '@sveltejs/kit';
import { LOGIN_SECONDS } from './logins.ts';

/**
 * login: who is signed in; device: what a tablet is paired by; known: this browser has signed in before;
 * draft: a booking in progress, which ends with the browser.
 */
const seconds = { login: LOGIN_SECONDS, device: 400 * 24 * 60 * 60, known: 180 * 24 * 60 * 60, draft: undefined };

type Name = keyof typeof seconds;

/** What the browser holds under one of our names; null when nothing, or something too long to be ours. */
export function readCookie(event: RequestEvent, name: Name): string | null {
	const value = event.cookies.get(fullName(event, name));
	return value && value.length <= 100 ? value : null;
}

export function setCookie(event: RequestEvent, name: Name, value: string): void {
	event.cookies.set(fullName(event, name), value, { ...attributes(event), maxAge: seconds[name] });
}

export function dropCookie(event: RequestEvent, name: Name): void {
	event.cookies.delete(fullName(event, name), attributes(event));
}

// Browsers keep the prefix for HTTPS; over plain http (localhost, a hall's own network) they would drop the cookie.
function fullName(event: RequestEvent, name: Name): string {
	return isSecure(event) ? `__Host-one-roof-${name}` : `one-roof-${name}`;
}

function attributes(event: RequestEvent) {
	return { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: isSecure(event) };
}

function isSecure(event: RequestEvent): boolean {
	return event.url.protocol === 'https:';
}
