import { expect, it } from 'vitest';
import type { Resident } from '#lib/domain/actor.ts';
import { newId } from '#lib/server/ids.ts';
import { callAgain, start } from '#lib/server/operations/desk/serve.ts';
import { changeCall } from '#lib/server/operations/ticket/change-call.ts';
import { comeBack } from '#lib/server/operations/ticket/come-back.ts';
import { leave } from '#lib/server/operations/ticket/leave.ts';
import { park } from '#lib/server/operations/ticket/park.ts';
import { ticketView } from '#lib/server/operations/ticket/view.ts';
import { replaceTicket } from '#lib/server/operations/visit/replace-ticket.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { onBothEngines } from '../support/databases.ts';
import { atTheDoor, called, follows, must, newPaper, reasonOf, rep, states, walksIn } from '../support/door.ts';
import { arrival, at } from '../support/hall.ts';
import { bookFor, phone } from '../support/residents.ts';

onBothEngines('from one’s own phone', (open) => {
	it('five more minutes are five, keep the place in every line, end by themselves, and come twice', async () => {
		const { db, token, visitId } = await waiting(['police', 'housing']);
		expect(await ticketView(db, token, at(3))).toMatchObject({ awayUntil: null, parksLeft: 2 });
		await must(park(db, by(token), me, at(3)));
		expect(await states(db, visitId)).toEqual(['parked', 'parked']);
		expect(await ticketView(db, token, at(4))).toMatchObject({ awayUntil: at(8), parksLeft: null, waits: true });
		expect(await ticketView(db, token, at(8))).toMatchObject({ awayUntil: null, parksLeft: 1, waits: true });
		await must(park(db, by(token), me, at(9)));
		await must(comeBack(db, by(token), me, at(10)));
		expect(await states(db, visitId)).toEqual(['waiting', 'waiting']);
		expect(await ticketView(db, token, at(10))).toMatchObject({ awayUntil: null, parksLeft: 0 });
		expect(await reasonOf(park(db, by(token), me, at(11)))).toBe('parked_enough');
	});

	it('five more minutes end a call that was on its way, and nothing says whose', async () => {
		const { db, hall, desk, token } = await waiting(['police', 'housing']);
		await called(db, hall, desk, at(5));
		expect(await ticketView(db, token, at(5))).toMatchObject({ call: { begun: false, calledAt: at(5) }, parksLeft: 2 });
		await must(park(db, by(token), me, at(6)));
		const view = await ticketView(db, token, at(6));
		expect(view).toMatchObject({ call: null, awayUntil: at(11) });
		expect(JSON.stringify(view)).not.toMatch(/police|housing|attendance|topic/i);
	});

	it('one press counts once, however often it is sent', async () => {
		const { db, token } = await waiting(['police']);
		const press = by(token);
		await Promise.all([1, 2, 3].map(() => must(park(db, press, me, at(3)))));
		await must(comeBack(db, by(token), me, at(4)));
		await must(park(db, press, me, at(5)));
		expect(await ticketView(db, token, at(5))).toMatchObject({ awayUntil: null, parksLeft: 1 });
	});

	it('how one is called is changed for the next call, and not while one goes on', async () => {
		const { db, hall, desk, token } = await waiting(['police']);
		await must(changeCall(db, { ...by(token), howToCall: 'fetch' }, me, at(3)));
		expect(await ticketView(db, token, at(3))).toMatchObject({ howToCall: 'fetch' });
		expect(await reasonOf(changeCall(db, { ...by(token), howToCall: 'shout' }, me, at(3)))).toBe('field_missing');
		await called(db, hall, desk, at(5));
		expect(await reasonOf(changeCall(db, { ...by(token), howToCall: 'screen' }, me, at(6)))).toBe('called_now');
		await must(start(db, { ...seat(hall, desk), commandId: newId() }, rep(hall), at(7)));
		await must(changeCall(db, { ...by(token), howToCall: 'screen' }, me, at(8)));
		expect(await ticketView(db, token, at(8))).toMatchObject({ howToCall: 'screen' });
	});

	it('somebody leaves, and is told that they can come back', async () => {
		const { db, token, visitId } = await waiting(['police', 'housing']);
		await must(leave(db, { ...by(token), word: null }, me, at(3)));
		expect(await states(db, visitId)).toEqual(['withdrawn', 'withdrawn']);
		expect(await ticketView(db, token, at(3))).toMatchObject({ state: 'walked_out' });
		expect(await reasonOf(park(db, by(token), me, at(4)))).toBe('visit_left');
	});

	it('nobody leaves while somebody talks with them', async () => {
		const { db, hall, desk, token } = await waiting(['police', 'housing']);
		await called(db, hall, desk, at(5));
		await must(start(db, { ...seat(hall, desk), commandId: newId() }, rep(hall), at(6)));
		expect(await reasonOf(leave(db, { ...by(token), word: null }, me, at(7)))).toBe('being_served');
		expect(await reasonOf(park(db, by(token), me, at(7)))).toBe('being_served');
	});

	it('whoever only has a booking’s link may ask for five minutes, and may not make its person leave', async () => {
		const { db, hall } = await atTheDoor(open);
		const { token } = await must(bookFor(db, hall, ['police'], 0, at(-30), me));
		await must(checkIn(db, { ...arrival(at(1)), dropInId: hall.dropInId, code: token }, hall.kiosk, at(1)));
		const thief = phone('another');
		expect(await reasonOf(leave(db, { ...by(token), word: null }, thief, at(3)))).toBe('not_this_device');
		expect(await reasonOf(leave(db, { ...by(token), word: 'ABCDEF' }, thief, at(3)))).toBe('secret_wrong');
		await must(park(db, by(token), thief, at(3)));
		await must(leave(db, { ...by(token), word: null }, me, at(4)));
	});

	it('nothing is done by a link that was replaced, that nobody has, or of a booking that has not come', async () => {
		const { db, hall, token, visitId } = await waiting(['police']);
		const { token: early } = await must(bookFor(db, hall, ['police'], 4, at(-30), me));
		await must(replaceTicket(db, newPaper(db, hall, visitId), hall.welcomer, at(3)));
		for (const wrong of [token, early, 'A'.repeat(26), '']) {
			expect(await reasonOf(park(db, by(wrong), me, at(4)))).toBe('link_ended');
			expect(await reasonOf(comeBack(db, by(wrong), me, at(4)))).toBe('link_ended');
			expect(await reasonOf(changeCall(db, { ...by(wrong), howToCall: 'fetch' }, me, at(4)))).toBe('link_ended');
			expect(await reasonOf(leave(db, { ...by(wrong), word: null }, me, at(4)))).toBe('link_ended');
		}
		expect(await states(db, visitId)).toEqual(['waiting']);
	});

	it('a phone that asks without end is slowed down, and another’s is not', async () => {
		const { db, hall, token } = await waiting(['police']);
		const other = await follows(db, hall, await walksIn(db, hall, ['police'], at(1)), at(2));
		const reasons = [];
		for (let i = 0; i < 14; i++) reasons.push(await reasonOf(comeBack(db, by(token), me, at(4))));
		expect(reasons.filter((reason) => reason === 'ok')).toHaveLength(12);
		expect(reasons.at(-1)).toBe('too_many_tries');
		expect(await reasonOf(comeBack(db, by(other), me, at(4)))).toBe('ok');
		expect(await reasonOf(comeBack(db, by(token), me, at(5)))).toBe('ok');
	});

	it('a second call is known from the first', async () => {
		const { db, hall, desk, token } = await waiting(['police']);
		await called(db, hall, desk, at(5));
		await must(callAgain(db, { ...seat(hall, desk), commandId: newId() }, rep(hall), at(7)));
		expect(await ticketView(db, token, at(7))).toMatchObject({ call: { calledAt: at(7) } });
	});

	it('whoever is in no line is asked to speak to a welcomer', async () => {
		const { db, token } = await waiting([]);
		expect(await ticketView(db, token, at(3))).toMatchObject({ state: 'here', waits: false, parksLeft: null });
	});

	async function waiting(agencies: string[]) {
		const door = await atTheDoor(open);
		const visitId = await walksIn(door.db, door.hall, agencies, at(0));
		return { ...door, visitId, token: await follows(door.db, door.hall, visitId, at(1)) };
	}
});

const me: Resident = phone();

function by(token: string) {
	return { commandId: newId(), token };
}

function seat(hall: { dropInId: string }, deskId: string) {
	return { dropInId: hall.dropInId, deskId, seen: at(5) };
}
