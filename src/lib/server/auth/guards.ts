import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Coordinator, Kiosk, Rep, Welcomer } from '../../domain/actor.ts';
import type { DeviceKind, PairedDevice } from '../../domain/device.ts';
import { isCoordinator, mayWelcomeAt, placesOf, repsOf, type SignedIn } from '../../domain/staff.ts';
import { log } from '../log.ts';

/** @throws a redirect to sign in, or 403 for somebody of the staff who is no coordinator. */
export function requireCoordinator(event: RequestEvent): Coordinator {
	const staff = requireStaff(event);
	if (!isCoordinator(staff)) turnAway(event, staff, 'Not a coordinator');
	return { kind: 'coordinator', staffId: staff.staffId };
}

/**
 * Coordinators may do what welcomers do. A role may be for one drop-in alone: whoever names a drop-in names it in `at`.
 * @throws a redirect to sign in, or 403.
 */
export function requireWelcomer(event: RequestEvent, at?: { dropInId: string }): Welcomer {
	const staff = requireStaff(event);
	const may = at === undefined ? staff.roles.some(({ role }) => role !== 'rep') : mayWelcomeAt(staff, at.dropInId);
	if (!may) turnAway(event, staff, 'Not a welcomer');
	return { kind: 'welcomer', staffId: staff.staffId };
}

/** As a rep of each agency they stand for, one at least; their open desk says which it is just now. @throws a redirect to sign in, or 403. */
export function requireReps(event: RequestEvent): readonly [Rep, ...Rep[]] {
	const staff = requireStaff(event);
	const [first, ...more] = repsOf(staff);
	return first === undefined ? turnAway(event, staff, 'Not a rep') : [first, ...more];
}

/** Anybody of the staff. @throws a redirect to sign in. */
export function requireStaff(event: RequestEvent): SignedIn {
	if (event.locals.staff) return event.locals.staff;
	if (!wantsPage(event)) refuseAccess(event, 401, { message: 'Sign in' });
	redirect(303, `/sign-in?next=${encodeURIComponent(pageOf(event))}${event.locals.loginEnded ? '&again' : ''}`);
}

/** @throws a redirect to /kiosk, which says what to do, when this browser is no paired kiosk (any more). */
export function requireKiosk(event: RequestEvent): Kiosk {
	const { id: deviceId, dropInId } = requireDevice(event, 'kiosk');
	return { kind: 'kiosk', deviceId, dropInId };
}

/** @throws a redirect to /board, which says what to do, when this browser is no paired board (any more). */
export function requireBoard(event: RequestEvent): PairedDevice {
	return requireDevice(event, 'board');
}

/** A place in this app to go on to, from an address that anybody may have written; `fallback` when it is none. */
export function safeNext(next: string | null, fallback: string): string {
	if (!next?.startsWith('/') || next.length > 500) return fallback;
	const here = 'http://here.invalid';
	if (!URL.canParse(next, here)) return fallback;
	const url = new URL(next, here);
	// Dots that parsing takes away may leave two slashes at the front: another site.
	return url.origin === here && !url.pathname.startsWith('//') ? url.pathname + url.search : fallback;
}

function requireDevice(event: RequestEvent, kind: DeviceKind): PairedDevice {
	const { device } = event.locals;
	if (device?.kind === kind) return device;
	if (!wantsPage(event)) refuseAccess(event, 401, { message: 'Not paired' });
	redirect(303, `/${kind}`);
}

/** Says no, and where this person's work is instead. */
function turnAway(event: RequestEvent, staff: SignedIn, message: string): never {
	refuseAccess(event, 403, { message, places: placesOf(staff) }, staff.staffId);
}

function refuseAccess(event: RequestEvent, status: 401 | 403, body: App.Error, staffId?: string): never {
	// The route's pattern, never its address: that may be a link which opens something.
	log.warn({ route: event.route.id, method: event.request.method, status, staffId }, 'access refused');
	error(status, body);
}

/** A browser on its way to a page, or a form or data request of one; not a stream or a script's own request. */
function wantsPage(event: RequestEvent): boolean {
	const { headers } = event.request;
	if (event.isDataRequest || headers.get('x-sveltekit-action') === 'true') return true;
	return headers.get('accept')?.includes('text/html') ?? false;
}

function pageOf(event: RequestEvent): string {
	// `?/finish` names a form action, not a page.
	const search = event.url.search.startsWith('?/') ? '' : event.url.search;
	return event.url.pathname + search;
}
