import { expect, it } from 'vitest';
import type { Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { book } from '#lib/server/operations/booking/book.ts';
import { cancel } from '#lib/server/operations/booking/cancel.ts';
import { deleteNow } from '#lib/server/operations/booking/delete-now.ts';
import { startChange } from '#lib/server/operations/booking/start-change.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { finish, start } from '#lib/server/operations/desk/serve.ts';
import { closeDropIn } from '#lib/server/operations/drop-in/close.ts';
import { ticketView } from '#lib/server/operations/ticket/view.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { onBothEngines } from '../support/databases.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';
import { answer, bookFor, phone } from '../support/residents.ts';

onBothEngines('a ticket', (open) => {
	it('tells when and where before the day, the number after check-in, the table when called, and then that it is over', async () => {
		const { db, hall, token } = await booked();
		const window = { startsAt: hall.windows[0]?.startsAt, endsAt: hall.windows[0]?.endsAt };
		expect(await ticketView(db, token, at(-60))).toMatchObject({
			state: 'booked',
			window,
			occasion: { deleteOn: '2024-04-03' }
		});
		await checkIn(db, { ...arrival(at(1)), dropInId: hall.dropInId, code: token }, hall.kiosk, at(1));
		expect(await ticketView(db, token.toLowerCase(), at(2))).toMatchObject({
			state: 'here',
			call: null,
			missed: false
		});
		const seat = await calls(db, hall, 'police', at(3));
		expect(await ticketView(db, token, at(3))).toMatchObject({ call: { begun: false } });
		const rep = hall.agencies.police?.reps[0];
		if (!rep) throw new Error('no rep');
		await start(db, { ...seat, commandId: newId(), seen: at(3) }, rep, at(4));
		expect(await ticketView(db, token, at(4))).toMatchObject({ call: { begun: true } });
		await finish(db, { ...seat, commandId: newId(), seen: at(3), outcome: 'advised' }, rep, at(9));
		expect(await ticketView(db, token, at(9))).toMatchObject({ state: 'over' });
		await deleteNow(db, { token, word: null }, phone(), at(10));
		expect(await ticketView(db, token, at(10))).toEqual({ state: 'ended' });
	});

	it('never names an agency or a topic, nor how many lines it stands in', async () => {
		const { db, hall, token } = await booked();
		const before = Object.keys(await ticketView(db, token, at(-60)));
		await checkIn(db, { ...arrival(at(1)), dropInId: hall.dropInId, code: token }, hall.kiosk, at(1));
		const text = JSON.stringify([before, await ticketView(db, token, at(2))]);
		for (const { agencyId, attendanceId, topicId } of Object.values(hall.agencies))
			for (const id of [agencyId, attendanceId, topicId]) expect(text).not.toContain(id);
		expect(text).not.toMatch(/police|housing|About/);
	});

	it('says the same whatever happens to other people', async () => {
		const { db, hall, token } = await booked();
		await checkIn(db, { ...arrival(at(1)), dropInId: hall.dropInId, code: token }, hall.kiosk, at(1));
		const before = await ticketView(db, token, at(2));
		const other = {
			...arrival(at(2)),
			dropInId: hall.dropInId,
			topicIds: [hall.agencies.housing?.topicId ?? ''],
			party: nobodyInParticular,
			priorityAsked: false
		};
		await walkIn(db, other, hall.kiosk, at(2));
		await calls(db, hall, 'housing', at(3));
		expect(await ticketView(db, token, at(3))).toEqual(before);
	});

	it('says no more after one of two has seen somebody than it said before', async () => {
		const { db, hall, token } = await booked(['police', 'housing']);
		await checkIn(db, { ...arrival(at(1)), dropInId: hall.dropInId, code: token }, hall.kiosk, at(1));
		const before = await ticketView(db, token, at(2));
		const seat = { ...(await calls(db, hall, 'police', at(3))), seen: at(3) };
		const rep = hall.agencies.police?.reps[0];
		if (!rep) throw new Error('no rep');
		await start(db, { ...seat, commandId: newId() }, rep, at(4));
		await finish(db, { ...seat, commandId: newId(), outcome: 'advised' }, rep, at(9));
		expect(await ticketView(db, token, at(9))).toEqual(before);
	});

	it('says that it closed, and not that the visit is over, to whoever was not seen', async () => {
		const { db, hall, token } = await booked(['police', 'housing']);
		await checkIn(db, { ...arrival(at(1)), dropInId: hall.dropInId, code: token }, hall.kiosk, at(1));
		const { dropInId } = hall;
		expect(await closeDropIn(db, { dropInId, endsLines: true }, hall.coordinator, at(30))).toMatchObject({ ok: true });
		expect(await ticketView(db, token, at(31))).toMatchObject({ state: 'closed' });
		expect(JSON.stringify(await ticketView(db, token, at(31)))).not.toMatch(/police|housing|About/);
	});

	it('knows the phone that changed a booking from the one that made it', async () => {
		const { db, hall, token } = await booked();
		const changing = await startChange(db, { token, word: null }, phone(), at(-50));
		if (!changing.ok) throw new Error(changing.refusal.reason);
		await answer(db, changing.secret, hall, ['housing'], 2, at(-50));
		expect(await book(db, { secret: changing.secret }, phone(), at(-49))).toMatchObject({ ok: true });
		expect(await ticketView(db, token, at(-48))).toMatchObject({ state: 'booked', changed: false });
		expect(await ticketView(db, changing.secret, at(-48))).toMatchObject({ state: 'booked', changed: true });
	});

	it('is over alike for links that ended, that never were, and drop-ins long past', async () => {
		const { db, token } = await booked();
		expect(await ticketView(db, 'A'.repeat(26), at(0))).toEqual({ state: 'ended' });
		expect(await ticketView(db, token, at(181))).toMatchObject({ state: 'past' });
		await cancel(db, { token, word: null }, phone(), at(-60));
		expect(await ticketView(db, token, at(-60))).toMatchObject({ state: 'cancelled' });
	});

	async function booked(agencies = ['police']) {
		const db = await open();
		const hall = await makeHall(db);
		const result = await bookFor(db, hall, agencies, 0, at(-60));
		if (!result.ok) throw new Error(result.refusal.reason);
		return { db, hall, token: result.token };
	}
});

async function calls(db: Database, hall: Hall, agency: string, now: string) {
	const rep = hall.agencies[agency]?.reps[0];
	if (!rep) throw new Error('no rep');
	const opened = await openDesk(db, hall.dropInId, rep, now);
	if (!opened.ok) throw new Error(opened.refusal.reason);
	const seat = { dropInId: hall.dropInId, deskId: opened.deskId };
	expect(await callNext(db, { ...seat, commandId: newId() }, rep, now)).toMatchObject({ ok: true });
	return seat;
}
