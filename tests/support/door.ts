import { expect } from 'vitest';
import type { Rep } from '#lib/domain/actor.ts';
import { addMinutes, type Instant } from '#lib/domain/instant.ts';
import type { Result } from '#lib/domain/refusal.ts';
import type { Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { callAgain, noShow } from '#lib/server/operations/desk/serve.ts';
import { findBooking } from '#lib/server/operations/door/find-booking.ts';
import { checkInBooking } from '#lib/server/operations/visit/check-in.ts';
import { claim } from '#lib/server/operations/visit/claim.ts';
import { reprintTicket } from '#lib/server/operations/visit/replace-ticket.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from './hall.ts';

/** A hall with people at the door, and a desk of the police open. */
export async function atTheDoor(open: () => Promise<Database>, { board = true } = {}) {
	const db = await open();
	const hall = await makeHall(db, { board });
	const opened = await openDesk(db, hall.dropInId, rep(hall), at(0));
	return { db, hall, desk: opened.ok ? opened.deskId : '' };
}

export function rep(hall: Hall): Rep {
	const found = hall.agencies.police?.reps[0];
	if (!found) throw new Error('no rep');
	return found;
}

export function topic(hall: Hall, agency: string): string {
	return hall.agencies[agency]?.topicId ?? '';
}

export function find(db: Database, hall: Hall, typed: string) {
	return findBooking(db, { dropInId: hall.dropInId, typed }, hall.welcomer, at(3));
}

export async function checksIn(db: Database, hall: Hall, bookingId: string, now: Instant): Promise<string> {
	const ids = arrival(now);
	await must(checkInBooking(db, { ...ids, dropInId: hall.dropInId, bookingId }, hall.welcomer, now));
	return ids.visitId;
}

export async function walksIn(
	db: Database,
	hall: Hall,
	agencies: string[],
	now: Instant,
	howToCall: 'screen' | 'phone' | 'fetch' = 'screen'
): Promise<string> {
	const ids = arrival(now);
	const topicIds = agencies.map((agency) => topic(hall, agency));
	const party = { ...nobodyInParticular, howToCall };
	await must(
		walkIn(db, { ...ids, dropInId: hall.dropInId, topicIds, party, priorityAsked: false }, hall.welcomer, now)
	);
	return ids.visitId;
}

export async function called(db: Database, hall: Hall, deskId: string, now: Instant): Promise<void> {
	await must(callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId }, rep(hall), now));
}

/** Called at three minutes before, twice again, and given up `now`. */
export async function didNotCome(db: Database, hall: Hall, deskId: string, now: Instant): Promise<void> {
	const seen = addMinutes(now, -3);
	await called(db, hall, deskId, seen);
	const seat = { dropInId: hall.dropInId, deskId, seen };
	for (const [index, again] of [callAgain, callAgain, noShow].entries())
		await must(again(db, { ...seat, commandId: newId() }, rep(hall), addMinutes(seen, index + 1)));
}

export async function states(db: Database, visitId: string): Promise<string[]> {
	const rows = await db.read
		.selectFrom('stop')
		.select('state')
		.where('visit_id', '=', visitId)
		.orderBy('state')
		.execute();
	return rows.map((row) => row.state);
}

export async function reasonOf(result: Promise<Result>): Promise<string> {
	const answer = await result;
	return answer.ok ? 'ok' : answer.refusal.reason;
}

/** What replaces a lost ticket, once. */
export function newPaper(db: Database, hall: Hall, visitId: string) {
	return { commandId: newId(), dropInId: hall.dropInId, visitId, claim: db.codes.token() };
}

/** A phone scans the paper's code and follows the ticket. Gives its link. */
export async function follows(db: Database, hall: Hall, visitId: string, now: Instant): Promise<string> {
	const [token, ticket] = [db.codes.token(), db.codes.token()];
	await must(reprintTicket(db, { dropInId: hall.dropInId, visitId, claim: token }, hall.welcomer, now));
	await must(claim(db, { token, ticket }, now));
	return ticket;
}

export async function must<T>(result: Promise<Result<T>>): Promise<T> {
	const answer = await result;
	expect(answer).toMatchObject({ ok: true });
	return answer as T & { ok: true };
}
