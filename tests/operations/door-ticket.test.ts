import { expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import type { Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { boardView } from '#lib/server/operations/board/view.ts';
import { callAgain, start } from '#lib/server/operations/desk/serve.ts';
import { deskView } from '#lib/server/operations/desk/view.ts';
import { bookingAtDoor, ticketAtDoor } from '#lib/server/operations/door/person.ts';
import { ticketView } from '#lib/server/operations/ticket/view.ts';
import { checkInBooking } from '#lib/server/operations/visit/check-in.ts';
import { claim } from '#lib/server/operations/visit/claim.ts';
import { markLeft } from '#lib/server/operations/visit/mark-left.ts';
import { replaceTicket } from '#lib/server/operations/visit/replace-ticket.ts';
import { booked } from '../support/booked.ts';
import { onBothEngines } from '../support/databases.ts';
import {
	atTheDoor,
	called,
	checksIn,
	didNotCome,
	follows,
	must,
	newPaper,
	rep,
	topic,
	walksIn
} from '../support/door.ts';
import { addTopics } from '#lib/server/operations/visit/add-topics.ts';
import { arrival, at, type Hall } from '../support/hall.ts';

onBothEngines('a ticket at the door', (open) => {
	it('of somebody called says to which table, and whether they are to be fetched', async () => {
		for (const [way, fetch] of [
			['screen', false],
			['phone', true],
			['fetch', true]
		] as const) {
			const { db, hall, desk } = await atTheDoor(open);
			const visitId = await walksIn(db, hall, ['police', 'housing'], at(1), way);
			expect(await ticketAtDoor(db, hall.dropInId, visitId)).toMatchObject({ call: null });
			await called(db, hall, desk, at(5));
			const ticket = await ticketAtDoor(db, hall.dropInId, visitId);
			expect(ticket?.call, way).toEqual({ table: expect.any(Number), fetch });
			expect(ticket?.call).toMatchObject({ table: await tableOf(db) });
			expect(JSON.stringify(ticket)).not.toMatch(/police|housing|topic|[0-9a-f]{8}-[0-9a-f]{4}/i);
		}
	});

	it('of somebody called on a phone that follows the ticket says so, and not to which table', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(1), 'phone');
		await follows(db, hall, visitId, at(2));
		await called(db, hall, desk, at(5));
		const ticket = await ticketAtDoor(db, hall.dropInId, visitId);
		expect(ticket).toMatchObject({ call: 'on_their_phone' });
		expect(JSON.stringify(ticket)).not.toContain('"table":');
	});

	it('says that somebody comes where there is no screen to watch, as do the phone and the tablet', async () => {
		const { db, hall, desk } = await atTheDoor(open, { board: false });
		const visitId = await walksIn(db, hall, ['police'], at(1));
		const waits = { howToCall: 'fetch', party: { howToCall: 'screen' } };
		expect(await ticketAtDoor(db, hall.dropInId, visitId)).toMatchObject(waits);
		const phone = await follows(db, hall, visitId, at(2));
		expect(await ticketView(db, phone, at(2))).toMatchObject({ howToCall: 'fetch' });
		const { bookingId } = await booked(db, hall, 'Amal Haddad', 2);
		const check = () =>
			checkInBooking(db, { ...arrival(at(3)), dropInId: hall.dropInId, bookingId }, hall.welcomer, at(3));
		expect(await check()).toMatchObject({ howToCall: 'fetch', again: false });
		expect(await check()).toMatchObject({ howToCall: 'fetch', again: true });
		await called(db, hall, desk, at(5));
		const called_ = await ticketAtDoor(db, hall.dropInId, visitId);
		expect(called_?.call).toEqual({ table: await tableOf(db), fetch: true });
	});

	it('of somebody who sits at a table says so, and not at which', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police', 'housing'], at(1));
		await called(db, hall, desk, at(5));
		await must(start(db, { commandId: newId(), dropInId: hall.dropInId, deskId: desk, seen: at(5) }, rep(hall), at(6)));
		const ticket = await ticketAtDoor(db, hall.dropInId, visitId);
		expect(ticket).toMatchObject({ call: 'at_a_table' });
		expect(JSON.stringify(ticket)).not.toMatch(/"table":|police|housing/);
	});

	it('has no call once they have left', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(1));
		await called(db, hall, desk, at(5));
		await must(markLeft(db, { dropInId: hall.dropInId, visitId }, hall.welcomer, at(6)));
		expect(await ticketAtDoor(db, hall.dropInId, visitId)).toMatchObject({ state: 'left', call: null });
	});

	it('and a booking tell no name: only the person they meet reads it', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const { bookingId } = await booked(db, hall, 'Amal Haddad', 2);
		expect(JSON.stringify(await bookingAtDoor(db, hall.dropInId, bookingId))).not.toMatch(/name|amal|haddad/i);
		const visitId = await checksIn(db, hall, bookingId, at(3));
		expect(JSON.stringify(await ticketAtDoor(db, hall.dropInId, visitId))).not.toMatch(/name|amal|haddad/i);
		await called(db, hall, desk, at(5));
		const desk_ = { dropInId: hall.dropInId, deskId: desk, locale: 'en' };
		expect((await deskView(db, desk_, rep(hall), at(5)))?.person?.party.name).toBe('Amal Haddad');
	});
});

onBothEngines('a lost ticket replaced during a call', (open) => {
	it('leaves the call on the board as it was announced, and again when they are called again', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(1));
		await called(db, hall, desk, at(5));
		const before = await board(db, hall, at(5));
		expect(before).toHaveLength(1);
		const { number } = await must(replaceTicket(db, newPaper(db, hall, visitId), hall.welcomer, at(5.5)));
		expect(await board(db, hall, at(5.5))).toEqual(before);
		const seat = { dropInId: hall.dropInId, deskId: desk, seen: at(5), commandId: newId() };
		await must(callAgain(db, seat, rep(hall), at(7)));
		expect(await board(db, hall, at(7))).toEqual([{ ...before[0], calledAt: at(7) }]);
		expect(before[0]?.number).not.toBe(number);
	});

	it('tells the welcomer at once which table they are wanted at, and their new phone too', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(1));
		await called(db, hall, desk, at(5));
		const paper = newPaper(db, hall, visitId);
		const { number } = await must(replaceTicket(db, paper, hall.welcomer, at(5.5)));
		const table = await tableOf(db);
		expect(await ticketAtDoor(db, hall.dropInId, visitId)).toMatchObject({ number, call: { table } });
		const { ticket } = await must(claim(db, { token: paper.claim, ticket: db.codes.token() }, at(6)));
		expect(await ticketView(db, ticket, at(6))).toMatchObject({ number, call: { table } });
		const seat = { dropInId: hall.dropInId, deskId: desk, locale: 'en' };
		expect(await deskView(db, seat, rep(hall), at(6)), 'who holds the new paper is the one called').toMatchObject({
			person: { number }
		});
	});

	it('is called by the new number the next time', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(0));
		await didNotCome(db, hall, desk, at(5));
		const { number } = await must(replaceTicket(db, newPaper(db, hall, visitId), hall.welcomer, at(6)));
		const more = { dropInId: hall.dropInId, visitId, topicIds: [topic(hall, 'police')] };
		await must(addTopics(db, more, hall.welcomer, at(7)));
		await called(db, hall, desk, at(8));
		expect(await board(db, hall, at(8))).toMatchObject([{ number }]);
	});
});

async function board(db: Database, hall: Hall, now: Instant) {
	return (await boardView(db, hall.dropInId, now))?.calls ?? [];
}

/** The table somebody is wanted at. */
async function tableOf(db: Database): Promise<number> {
	const row = await db.read
		.selectFrom('stop')
		.innerJoin('table', 'table.id', 'stop.table_id')
		.select('table.number')
		.where('stop.state', '=', 'called')
		.executeTakeFirstOrThrow();
	return row.number;
}
