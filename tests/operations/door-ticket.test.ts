import { expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import { done } from '#lib/domain/refusal.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { boardView } from '#lib/server/operations/board/view.ts';
import { callAgain, start } from '#lib/server/operations/desk/serve.ts';
import { deskView } from '#lib/server/operations/desk/view.ts';
import { bookingAtDoor, ticketAtDoor } from '#lib/server/operations/door/person.ts';
import { ticketView } from '#lib/server/operations/ticket/view.ts';
import { backInLine } from '#lib/server/operations/visit/back-in-line.ts';
import { checkInBooking } from '#lib/server/operations/visit/check-in.ts';
import { claim } from '#lib/server/operations/visit/claim.ts';
import { markLeft } from '#lib/server/operations/visit/mark-left.ts';
import { replaceTicket } from '#lib/server/operations/visit/replace-ticket.ts';
import { setPriority } from '#lib/server/operations/visit/set-priority.ts';
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
	reasonOf,
	rep,
	states,
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

onBothEngines('somebody who missed their call and is at the door', (open) => {
	it('is put back in every line where they did, once, with the credit they had, and the door hears no more than that', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police', 'housing'], at(0));
		expect(await ticketAtDoor(db, hall.dropInId, visitId)).toMatchObject({ missed: false });
		await didNotCome(db, hall, desk, at(9));
		const ticket = await ticketAtDoor(db, hall.dropInId, visitId);
		expect(ticket).toMatchObject({ missed: true, call: null });
		expect(JSON.stringify(ticket)).not.toMatch(/police|housing|topic|[0-9a-f]{8}-[0-9a-f]{4}/i);
		const back = { commandId: newId(), dropInId: hall.dropInId, visitId };
		await must(backInLine(db, back, hall.welcomer, at(20)));
		expect(await ticketAtDoor(db, hall.dropInId, visitId)).toMatchObject({ missed: false });
		expect(await states(db, visitId)).toEqual(['waiting', 'waiting']);
		const stop = await policeStop(db, hall);
		expect(stop).toMatchObject({ credit: 9, as_of: at(20), rate: 1, calls: 0 });
		await didNotCome(db, hall, desk, at(30));
		await must(backInLine(db, back, hall.welcomer, at(31)));
		expect(await ticketAtDoor(db, hall.dropInId, visitId), 'the old press counts once').toMatchObject({ missed: true });
	});

	it('goes on at the pace of somebody who cannot wait long', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(0));
		await didNotCome(db, hall, desk, at(9));
		await must(setPriority(db, { dropInId: hall.dropInId, visitId, sooner: true }, hall.welcomer, at(10)));
		await must(backInLine(db, { commandId: newId(), dropInId: hall.dropInId, visitId }, hall.welcomer, at(20)));
		expect(await policeStop(db, hall)).toMatchObject({ credit: 9, rate: 2 });
	});

	it('is not asked of somebody whose line they have joined again, or who has left', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(0));
		await didNotCome(db, hall, desk, at(5));
		const more = { dropInId: hall.dropInId, visitId, topicIds: [topic(hall, 'police')] };
		await must(addTopics(db, more, hall.welcomer, at(7)));
		expect(await ticketAtDoor(db, hall.dropInId, visitId)).toMatchObject({ missed: false });
		const back = { commandId: newId(), dropInId: hall.dropInId, visitId };
		await must(backInLine(db, back, hall.welcomer, at(8)));
		expect(await states(db, visitId)).toEqual(['waiting']);
		await must(markLeft(db, { dropInId: hall.dropInId, visitId }, hall.welcomer, at(9)));
		const late = { ...back, commandId: newId() };
		expect(await reasonOf(backInLine(db, late, hall.welcomer, at(10)))).toBe('visit_left');
		expect(await ticketAtDoor(db, hall.dropInId, visitId)).toMatchObject({ missed: false });
	});

	it('while the drop-in closes too, and not once it is over', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(0));
		await didNotCome(db, hall, desk, at(5));
		const back = () => ({ commandId: newId(), dropInId: hall.dropInId, visitId });
		await become(db, hall, 'closed');
		expect(await reasonOf(backInLine(db, back(), hall.welcomer, at(6)))).toBe('drop_in_over');
		await become(db, hall, 'closing');
		await must(backInLine(db, back(), hall.welcomer, at(7)));
		expect(await states(db, visitId)).toEqual(['waiting']);
	});
});

async function policeStop(db: Database, hall: Hall) {
	return db.read
		.selectFrom('stop')
		.selectAll()
		.where('attendance_id', '=', hall.agencies.police?.attendanceId ?? '')
		.executeTakeFirstOrThrow();
}

async function become(db: Database, hall: Hall, state: 'closing' | 'closed'): Promise<void> {
	const made = change(db, async (trx) => {
		await trx.updateTable('drop_in').set({ state }).where('id', '=', hall.dropInId).execute();
		return done();
	});
	await must(made);
}

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
