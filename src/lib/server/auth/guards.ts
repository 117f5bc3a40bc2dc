import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Coordinator, Kiosk, Rep, Welcomer } from '../../domain/actor.ts';
import type { DeviceKind, PairedDevice } from '../../domain/device.ts';
import { hasRole, type SignedIn } from '../../domain/staff.ts';

/** @throws a redirect to sign in, or 403 for somebody of the staff who is no coordinator. */
export function requireCoordinator(event: RequestEvent): Coordinator {
	const staff = requireStaff(event);
	if (!hasRole(staff, 'coordinator')) error(403, 'Not a coordinator');
	return { kind: 'coordinator', staffId: staff.staffId };
}

/** Coordinators may do what welcomers do. @throws a redirect to sign in, or 403. */
export function requireWelcomer(event: RequestEvent): Welcomer {
	const staff = requireStaff(event);
	if (!hasRole(staff, 'welcomer') && !hasRole(staff, 'coordinator')) error(403, 'Not a welcomer');
	return { kind: 'welcomer', staffId: staff.staffId };
}

/** As the rep of the one agency, or of the agency asked for where somebody stands for several. @throws a redirect to sign in, or 403. */
export function requireRep(event: RequestEvent, agencyId?: string): Rep {
	const { staffId, roles } = requireStaff(event);
	const role = roles.find((one) => one.role === 'rep' && (agencyId === undefined || one.agencyId === agencyId));
	if (role?.role !== 'rep') error(403, 'Not a rep');
	return { kind: 'rep', staffId, agencyId: role.agencyId, dropInId: role.dropInId };
}

/** Anybody of the staff. @throws a redirect to sign in. */
export function requireStaff(event: RequestEvent): SignedIn {
	if (event.locals.staff) return event.locals.staff;
	if (!wantsPage(event)) error(401, 'Sign in');
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
	if (!wantsPage(event)) error(401, 'Not paired');
	redirect(303, `/${kind}`);
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
