import { expect, it } from 'vitest';
import type { Answers } from '#lib/domain/booking.ts';
import type { Result } from '#lib/domain/refusal.ts';
import type { Database } from '#lib/server/db/change.ts';
import { bookingById } from '#lib/server/db/bookings.ts';
import { newId } from '#lib/server/ids.ts';
import { book } from '#lib/server/operations/booking/book.ts';
import { deleteNow } from '#lib/server/operations/booking/delete-now.ts';
import { startChange } from '#lib/server/operations/booking/start-change.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { finish, start } from '#lib/server/operations/desk/serve.ts';
import { ownTicket } from '#lib/server/operations/ticket/own.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { claim } from '#lib/server/operations/visit/claim.ts';
import { replaceTicket } from '#lib/server/operations/visit/replace-ticket.ts';
import { alone } from '../support/alone.ts';
import { onBothEngines } from '../support/databases.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';
import { fillDraft, phone } from '../support/residents.ts';

const contact = { phone: '07700 900123', email: 'sam@example.test', safe: true };

onBothEngines('“delete now”', (open) => {
	it('leaves no record of the desk that any time on the ticket’s visit leads to', async () => {
		const { db, hall, token, bookingId } = await booked();
		await comes(db, hall, token);
		await isServed(db, hall);
		await must(deleteNow(db, { token, word: null }, phone(), at(40)));
		expect(await bookingById(db.read, bookingId)).toBeNull();
		const visit = await db.read.selectFrom('visit').selectAll().executeTakeFirstOrThrow();
		const desk = await db.read.selectFrom('command').select('applied_at').where('actor', 'like', 'rep:%').execute();
		expect(desk.length).toBeGreaterThan(0);
		for (const moment of [visit.left_at, visit.arrived_at, visit.received_at, visit.created_at])
			expect(desk.map((command) => command.applied_at)).not.toContain(moment);
	});

	it('wants the change code of a booking on the tablet’s link too, from any phone but the one that booked', async () => {
		const { db, hall, token, bookingId } = await booked();
		const follow = await comes(db, hall, token);
		const other = phone('somebody else’s');
		const refused = await deleteNow(db, { token: follow, word: null }, other, at(3));
		expect(refused).toMatchObject({ refusal: { reason: 'not_this_device' } });
		expect((await bookingById(db.read, bookingId))?.email_sealed).not.toBeNull();
		expect(await ownTicket(db, follow, null, other, at(3))).toMatchObject({ own: false });
		expect(await ownTicket(db, follow, null, phone(), at(3))).toMatchObject({ own: true });
		const word = db.codes.unseal('secret', (await bookingById(db.read, bookingId))?.secret_sealed ?? '');
		expect(await deleteNow(db, { token: follow, word }, other, at(4))).toMatchObject({ ok: true });
		expect((await bookingById(db.read, bookingId))?.email_sealed).toBeNull();
	});

	it('leaves nothing that a repeated command could give back, and a repeat brings nobody back', async () => {
		const { db, hall, token } = await booked({ party: { ...nobodyInParticular, howToCall: 'fetch' } });
		const ids = { ...arrival(at(1)), claim: db.codes.token(), dropInId: hall.dropInId, code: token };
		const { number } = await must(checkIn(db, ids, hall.kiosk, at(1)));
		const paper = { commandId: newId(), dropInId: hall.dropInId, visitId: ids.visitId, claim: db.codes.token() };
		const lost = await must(replaceTicket(db, paper, hall.welcomer, at(2)));
		const { ticket } = await must(claim(db, { token: paper.claim, ticket: db.codes.token() }, at(3)));
		await isServed(db, hall);
		await must(deleteNow(db, { token: ticket, word: null }, phone(), at(40)));
		const kept = JSON.stringify(await db.read.selectFrom('command').select('answer').execute());
		for (const gone of [ids.visitId, 'fetch']) expect(kept).not.toContain(gone);
		for (const gone of [number, lost.number]) expect(kept).not.toMatch(alone(gone));
		expect(await checkIn(db, ids, hall.kiosk, at(41))).toMatchObject({ ok: false });
		expect(await replaceTicket(db, paper, hall.welcomer, at(41))).toMatchObject({ ok: false });
		const [visit, ...more] = await db.read.selectFrom('visit').selectAll().execute();
		expect(more).toEqual([]);
		expect(visit).toMatchObject({
			booking_id: null,
			name_sealed: null,
			language: 'und',
			needs: '',
			how_to_call: 'screen',
			priority: 'none',
			device_id: null
		});
	});

	it('forgets a change of the booking that was begun and left', async () => {
		const { db, hall, token } = await booked();
		const neighbour = await fillDraft(db, hall, ['police'], 1, at(-50));
		await must(startChange(db, { token, word: null }, phone(), at(-40)));
		expect(await db.read.selectFrom('draft').selectAll().execute()).toHaveLength(3);
		await must(deleteNow(db, { token, word: null }, phone(), at(-39)));
		const left = await db.read.selectFrom('draft').select('secret_lookup').execute();
		expect(left, 'somebody else’s draft stays').toEqual([{ secret_lookup: db.codes.lookup('draft', neighbour) }]);
	});

	async function booked(answers: Partial<Answers> = {}) {
		const db = await open();
		const hall = await makeHall(db);
		const secret = await fillDraft(db, hall, ['police'], 0, at(-60), { contact, ...answers });
		const { token, bookingId } = await must(book(db, { secret }, phone(), at(-60)));
		return { db, hall, token, bookingId };
	}
});

/** Checks in at the tablet, whose QR a phone then claims. Gives that phone's ticket. */
async function comes(db: Database, hall: Hall, code: string): Promise<string> {
	const qr = db.codes.token();
	await must(checkIn(db, { ...arrival(at(1)), claim: qr, dropInId: hall.dropInId, code }, hall.kiosk, at(1)));
	return (await must(claim(db, { token: qr, ticket: db.codes.token() }, at(2)))).ticket;
}

async function isServed(db: Database, hall: Hall): Promise<void> {
	const rep = hall.agencies.police?.reps[0];
	if (!rep) throw new Error('a rep is needed');
	const { deskId } = await must(openDesk(db, hall.dropInId, rep, at(5)));
	const seat = () => ({ dropInId: hall.dropInId, deskId, commandId: newId(), seen: at(6) });
	await must(callNext(db, seat(), rep, at(6)));
	await must(start(db, seat(), rep, at(7)));
	await must(finish(db, { ...seat(), outcome: 'advised' }, rep, at(20)));
}

async function must<T>(result: Promise<Result<T>>): Promise<T> {
	const given = await result;
	if (!given.ok) throw new Error(given.refusal.reason);
	return given;
}
