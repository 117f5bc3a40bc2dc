import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Welcomer } from '#lib/domain/actor.ts';
import { mayWelcomeAt } from '#lib/domain/staff.ts';
import { readCookie, setCookie } from '#lib/server/auth/cookies.ts';
import type { DropIn } from '#lib/server/db/drop-ins.ts';
import { openDropIns } from '#lib/server/db/open-drop-ins.ts';
import { type ArrivalHandle, openHandle, sealHandle, type TicketHandle } from '#lib/server/operations/door/handle.ts';
import { newId } from '#lib/server/ids.ts';

/** The drop-ins open now that this person of the staff may welcome at. */
export async function doorsOf({ locals }: RequestEvent): Promise<DropIn[]> {
	const roles = locals.staff?.roles ?? [];
	const open = await openDropIns(locals.db.read, locals.locale);
	return open.filter(({ id }) => mayWelcomeAt({ roles }, id));
}

/** The one they are at: the only one open, or the one they chose. */
export function chosenDoor(event: RequestEvent, doors: readonly DropIn[]): DropIn | null {
	const [only] = doors;
	return doors.length === 1 && only ? only : (doors.find(({ slug }) => slug === readCookie(event, 'door')) ?? null);
}

export function chooseDoor(event: RequestEvent, slug: string): void {
	setCookie(event, 'door', slug);
}

/** The drop-in this page is for. @throws a redirect to the first page, which says what to do, when there is none. */
export async function atTheDoor(event: RequestEvent): Promise<DropIn> {
	return chosenDoor(event, await doorsOf(event)) ?? redirect(303, '/welcome');
}

/** Ids for one arrival, sealed: a form sent twice lands on one ticket. */
export function arrivalHandle(
	{ locals }: RequestEvent,
	dropIn: DropIn,
	actor: Welcomer,
	bookingId: string | null
): string {
	const { codes } = locals.db;
	const ids = { commandId: newId(), visitId: newId(), claim: codes.token() };
	return sealHandle(
		codes,
		{ kind: 'arrival', dropInId: dropIn.id, staffId: actor.staffId, bookingId, ...ids },
		locals.now()
	);
}

/** Where a ticket that was found or just made is shown. The address says nothing and ends by itself. */
export function ticketPage(
	{ locals }: RequestEvent,
	dropIn: DropIn,
	actor: Welcomer,
	visitId: string,
	claim: string | null = null
): string {
	const handle: TicketHandle = {
		kind: 'ticket',
		dropInId: dropIn.id,
		staffId: actor.staffId,
		visitId,
		claim,
		commandId: newId()
	};
	return `/welcome/ticket/${sealHandle(locals.db.codes, handle, locals.now())}`;
}

/** @throws a redirect to the first page when the handle has ended or is somebody else's. */
export function ticketIn({ locals, params }: RequestEvent, dropIn: DropIn, actor: Welcomer): TicketHandle {
	const wanted = { kind: 'ticket' as const, dropInId: dropIn.id, staffId: actor.staffId };
	return openHandle(locals.db.codes, params.handle ?? '', wanted, locals.now()) ?? redirect(303, '/welcome?ended');
}

export function arrivalIn({ locals }: RequestEvent, dropIn: DropIn, actor: Welcomer, sealed: string): ArrivalHandle {
	const wanted = { kind: 'arrival' as const, dropInId: dropIn.id, staffId: actor.staffId };
	return openHandle(locals.db.codes, sealed, wanted, locals.now()) ?? redirect(303, '/welcome?ended');
}
