import { expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import type { Result } from '#lib/domain/refusal.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { linkByToken, makeLink } from '#lib/server/db/links.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { callAgain, noShow, start } from '#lib/server/operations/desk/serve.ts';
import { findBooking } from '#lib/server/operations/door/find-booking.ts';
import { findTicket } from '#lib/server/operations/door/find-ticket.ts';
import { openHandle, sealHandle } from '#lib/server/operations/door/handle.ts';
import { settleNote } from '#lib/server/operations/door/settle-note.ts';
import { doorView } from '#lib/server/operations/door/view.ts';
import { addTopics } from '#lib/server/operations/visit/add-topics.ts';
import { checkInBooking } from '#lib/server/operations/visit/check-in.ts';
import { markLeft } from '#lib/server/operations/visit/mark-left.ts';
import { replaceTicket, reprintTicket } from '#lib/server/operations/visit/replace-ticket.ts';
import { setHowToCall } from '#lib/server/operations/visit/set-how-to-call.ts';
import { setNeeds } from '#lib/server/operations/visit/set-needs.ts';
import { setPriority } from '#lib/server/operations/visit/set-priority.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { done } from '#lib/domain/refusal.ts';
import { booked } from '../support/booked.ts';
import { onBothEngines } from '../support/databases.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';

onBothEngines('the door', (open) => {
	it('finds a booking by its reference however it is typed, and by exactly the full name', async () => {
		const { db, hall } = await atTheDoor();
		const { bookingId, reference } = await booked(db, hall, 'Amal  Haddad', 2);
		const expected = { ok: true, found: [{ kind: 'booked', bookingId, windows: [{ startsAt: at(30), endsAt: at(45) }] }] };
		for (const typed of [reference, ` ${reference.slice(0, 3).toLowerCase()} ${reference.slice(3)}`, 'amal haddad', ' AMAL HADDAD '])
			expect(await find(db, hall, typed), typed).toEqual(expected);
	});

	it('finds nobody by a part of a name, by nothing, or by far too much', async () => {
		const { db, hall } = await atTheDoor();
		await booked(db, hall, 'Amal Haddad', 2);
		for (const typed of ['Amal', 'Haddad', 'amal hadda', '%', 'A'.repeat(5000)]) expect(await reasonOf(find(db, hall, typed)), typed).toBe('nobody_found');
		expect(await reasonOf(find(db, hall, '  '))).toBe('field_missing');
	});

	it('tells several of one name apart by their times alone', async () => {
		const { db, hall } = await atTheDoor();
		await booked(db, hall, 'Amal Haddad', 2);
		await booked(db, hall, 'Amal Haddad', 5);
		const answer = await find(db, hall, 'Amal Haddad');
		expect(JSON.stringify(answer)).not.toMatch(/amal|police|topic/i);
		expect(answer).toMatchObject({ found: [{ windows: [{ startsAt: at(30) }] }, { windows: [{ startsAt: at(75) }] }] });
	});

	it('leaves a trace of every look-up, found or not, without what was typed', async () => {
		const { db, hall } = await atTheDoor();
		const { reference } = await booked(db, hall, 'Amal Haddad', 2);
		await find(db, hall, reference);
		await find(db, hall, 'Amal Haddad');
		await find(db, hall, 'Somebody Else');
		await findTicket(db, { dropInId: hall.dropInId, typed: '472' }, hall.welcomer, at(3));
		const rows = await db.read.selectFrom('audit').selectAll().orderBy('detail').execute();
		expect(rows.map((row) => row.detail).toSorted()).toEqual(['name: found', 'name: nobody', 'number: nobody', 'reference: found']);
		expect(rows.every((row) => row.staff_id === hall.welcomer.staffId && row.drop_in_id === hall.dropInId && row.created_at === at(3))).toBe(true);
		expect(JSON.stringify(rows)).not.toMatch(new RegExp(`amal|somebody|472|${reference}`, 'i'));
	});

	it('slows down somebody who tries numbers through, and lets them go on later', async () => {
		const { db, hall } = await atTheDoor();
		const tryOne = (number: number, now: Instant) => reasonOf(findTicket(db, { dropInId: hall.dropInId, typed: String(number) }, hall.welcomer, now));
		for (let number = 200; number < 240; number++) expect(await tryOne(number, at(3))).toBe('ticket_unknown');
		expect(await tryOne(240, at(3))).toBe('too_many_tries');
		expect(await tryOne(240, at(4))).toBe('ticket_unknown');
	});

	it('says what is wrong with a booking for another day, cancelled, or gone home', async () => {
		const { db, hall } = await atTheDoor();
		const other = await makeHall(db);
		const elsewhere = await booked(db, other, null, 2);
		expect(await find(db, hall, elsewhere.reference)).toEqual({ ok: false, refusal: { reason: 'wrong_day', field: 'who', values: { date: '2024-03-27' } } });
		const cancelled = await booked(db, hall, 'Amal Haddad', 2, 'cancelled');
		expect(await reasonOf(find(db, hall, cancelled.reference))).toBe('booking_cancelled');
		const gone = await booked(db, hall, null, 2);
		const visitId = await checksIn(db, hall, gone.bookingId, at(3));
		await must(markLeft(db, { dropInId: hall.dropInId, visitId }, hall.welcomer, at(4)));
		expect(await reasonOf(find(db, hall, gone.reference))).toBe('visit_left');
	});

	it('checks a found booking in once, and finds the visit it has become', async () => {
		const { db, hall } = await atTheDoor();
		const { bookingId, reference } = await booked(db, hall, 'Amal Haddad', 2);
		const first = { ...arrival(at(3)), dropInId: hall.dropInId, bookingId };
		const answer = await checkInBooking(db, first, hall.welcomer, at(3));
		expect(answer).toMatchObject({ ok: true, again: false });
		expect(await checkInBooking(db, first, hall.welcomer, at(4))).toMatchObject({ again: true, number: answer.ok && answer.number });
		expect(await checkInBooking(db, { ...arrival(at(5)), dropInId: hall.dropInId, bookingId }, hall.welcomer, at(5))).toMatchObject({
			again: true,
			visitId: first.visitId
		});
		expect(await find(db, hall, reference)).toMatchObject({ found: [{ kind: 'here', visitId: first.visitId }] });
	});

	it('finds a walk-in who gave a name, and nobody by a number that is not theirs', async () => {
		const { db, hall } = await atTheDoor();
		const ids = arrival(at(2));
		const party = { ...nobodyInParticular, name: 'Sam Okoro' };
		const came = await walkIn(db, { ...ids, dropInId: hall.dropInId, topicIds: [], party, priorityAsked: false }, hall.welcomer, at(2));
		expect(await find(db, hall, 'sam okoro')).toMatchObject({ found: [{ kind: 'here', visitId: ids.visitId, since: at(2) }] });
		const number = came.ok ? came.number : '';
		const typed = [...number].map((digit) => String.fromCharCode(0x660 + Number(digit))).join(' ');
		expect(await findTicket(db, { dropInId: hall.dropInId, typed }, hall.welcomer, at(3))).toEqual({ ok: true, visitId: ids.visitId });
		expect(await reasonOf(findTicket(db, { dropInId: hall.dropInId, typed: 'Sam' }, hall.welcomer, at(3)))).toBe('number_invalid');
	});

	it('replaces a lost ticket: the old number lapses for good, its links end, and the lines stay', async () => {
		const { db, hall } = await atTheDoor();
		const { bookingId } = await booked(db, hall, null, 2);
		const phone = db.codes.token();
		await change(db, async (trx) => {
			await makeLink(trx, db.codes, { token: phone, dropInId: hall.dropInId, purpose: 'ticket', bookingId }, at(0));
			return done();
		});
		const visitId = await checksIn(db, hall, bookingId, at(3));
		const [before] = await db.read.selectFrom('ticket').selectAll().execute();
		const lost = { commandId: newId(), dropInId: hall.dropInId, visitId, claim: db.codes.token() };
		const replaced = await replaceTicket(db, lost, hall.welcomer, at(10));
		expect(await replaceTicket(db, lost, hall.welcomer, at(11))).toEqual(replaced);
		const tickets = await db.read.selectFrom('ticket').selectAll().orderBy('issued_at').execute();
		expect(tickets).toMatchObject([
			{ number: before?.number, lapsed_at: at(10) },
			{ number: replaced.ok && replaced.number, lapsed_at: null }
		]);
		expect(tickets[0]?.number).not.toBe(tickets[1]?.number);
		expect((await linkByToken(db.read, db.codes, phone))?.ended_at).toBe(at(10));
		expect((await linkByToken(db.read, db.codes, lost.claim))?.ended_at).toBeNull();
		expect(await reasonOf(findTicket(db, { dropInId: hall.dropInId, typed: before?.number ?? '' }, hall.welcomer, at(12)))).toBe('ticket_lapsed');
		expect(await states(db, visitId)).toEqual(['waiting']);
	});

	it('never gives a lapsed number out again, to the last number of the day', async () => {
		const { db, hall } = await atTheDoor();
		const visitId = await walksIn(db, hall, ['police'], at(1));
		const numbers = new Set<string>();
		for (let i = 0; i < 12; i++) {
			const next = await replaceTicket(db, { commandId: newId(), dropInId: hall.dropInId, visitId, claim: db.codes.token() }, hall.welcomer, at(2));
			if (next.ok) numbers.add(next.number);
		}
		expect(numbers.size).toBe(12);
		expect(await db.read.selectFrom('ticket').select('number').execute()).toHaveLength(13);
	});

	it('prints again with a fresh code; the unused one ends', async () => {
		const { db, hall } = await atTheDoor();
		const visitId = await walksIn(db, hall, ['police'], at(1));
		const [first, second] = [db.codes.token(), db.codes.token()];
		for (const claim of [first, second]) await must(reprintTicket(db, { dropInId: hall.dropInId, visitId, claim }, hall.welcomer, at(2)));
		expect((await linkByToken(db.read, db.codes, first))?.ended_at).toBe(at(2));
		expect((await linkByToken(db.read, db.codes, second))?.ended_at).toBeNull();
	});

	it('answers alike whether or not somebody was in that line already', async () => {
		const { db, hall } = await atTheDoor();
		const visitId = await walksIn(db, hall, ['police'], at(1));
		const add = (agency: string, now: Instant) => addTopics(db, { dropInId: hall.dropInId, visitId, topicIds: [topic(hall, agency)] }, hall.welcomer, now);
		const answers = [await add('police', at(2)), await add('housing', at(2)), await add('housing', at(3))];
		expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
		const stops = await db.read.selectFrom('stop').selectAll().where('visit_id', '=', visitId).orderBy('arrived_at').execute();
		expect(stops.map((stop) => [stop.attendance_id, stop.arrived_at])).toEqual([
			[hall.agencies.police?.attendanceId, at(1)],
			[hall.agencies.housing?.attendanceId, at(2)]
		]);
	});

	it('refuses to add nothing, or a topic nobody here answers', async () => {
		const { db, hall } = await atTheDoor();
		const visitId = await walksIn(db, hall, ['police'], at(1));
		const add = (topicIds: string[]) => reasonOf(addTopics(db, { dropInId: hall.dropInId, visitId, topicIds }, hall.welcomer, at(2)));
		expect(await add([])).toBe('topics_missing');
		expect(await add([newId()])).toBe('topic_unknown');
		expect(await reasonOf(addTopics(db, { dropInId: hall.dropInId, visitId: newId(), topicIds: [topic(hall, 'police')] }, hall.welcomer, at(2)))).toBe('ticket_unknown');
	});

	it('lets somebody who did not answer go on with the credit they had', async () => {
		const { db, hall, desk } = await atTheDoor();
		const visitId = await walksIn(db, hall, ['police'], at(0));
		await didNotCome(db, hall, desk, at(10));
		await must(addTopics(db, { dropInId: hall.dropInId, visitId, topicIds: [topic(hall, 'police')] }, hall.welcomer, at(40)));
		const [stop, ...more] = await db.read.selectFrom('stop').selectAll().execute();
		expect(more).toEqual([]);
		expect(stop).toMatchObject({ state: 'waiting', credit: 10, as_of: at(40), rate: 1, calls: 0 });
		const changes = await db.read.selectFrom('stop_change').select(['was', 'became', 'how']).execute();
		expect(changes).toContainEqual({ was: 'no_show', became: 'waiting', how: 'reactivate' });
	});

	it('banks what was earned when somebody is to be seen sooner, or is not after all', async () => {
		const { db, hall } = await atTheDoor();
		const visitId = await walksIn(db, hall, ['police', 'housing'], at(0));
		const set = (sooner: boolean, now: Instant) => must(setPriority(db, { dropInId: hall.dropInId, visitId, sooner }, hall.welcomer, now));
		await set(true, at(10));
		await set(true, at(15));
		await set(false, at(20));
		const stops = await db.read.selectFrom('stop').select(['credit', 'as_of', 'rate']).execute();
		expect(stops).toEqual([
			{ credit: 30, as_of: at(20), rate: 1 },
			{ credit: 30, as_of: at(20), rate: 1 }
		]);
	});

	it('changes what would help somebody and how they are called', async () => {
		const { db, hall } = await atTheDoor();
		const visitId = await walksIn(db, hall, ['police'], at(0));
		const who = { dropInId: hall.dropInId, visitId };
		const needs = { needs: ['seat' as const, 'interpreter' as const], needsOther: '', interpreter: 'Arabic', language: 'ar', size: 3 };
		await must(setNeeds(db, { ...who, ...needs }, hall.welcomer, at(1)));
		await must(setHowToCall(db, { ...who, howToCall: 'fetch' }, hall.welcomer, at(1)));
		expect(await reasonOf(setNeeds(db, { ...who, ...needs, size: 13 }, hall.welcomer, at(1)))).toBe('party_invalid');
		const visit = await db.read.selectFrom('visit').selectAll().executeTakeFirstOrThrow();
		expect(visit).toMatchObject({ needs: 'seat interpreter', interpreter: 'Arabic', language: 'ar', party: 3, how_to_call: 'fetch' });
	});

	it('lets somebody go: out of every line and off the table they were called to, whose rep can call the next', async () => {
		const { db, hall, desk } = await atTheDoor();
		const visitId = await walksIn(db, hall, ['police', 'housing'], at(0));
		const next = await walksIn(db, hall, ['police'], at(1));
		await called(db, hall, desk, at(5));
		await must(markLeft(db, { dropInId: hall.dropInId, visitId }, hall.welcomer, at(6)));
		await must(markLeft(db, { dropInId: hall.dropInId, visitId }, hall.welcomer, at(7)));
		expect(await states(db, visitId)).toEqual(['withdrawn', 'withdrawn']);
		const visit = await db.read.selectFrom('visit').selectAll().where('id', '=', visitId).executeTakeFirstOrThrow();
		expect(visit).toMatchObject({ state: 'left', left_how: 'walkout', left_at: at(6) });
		await called(db, hall, desk, at(8));
		expect(await states(db, next)).toEqual(['called']);
	});

	it('does not send somebody home who is being talked with', async () => {
		const { db, hall, desk } = await atTheDoor();
		const visitId = await walksIn(db, hall, ['police', 'housing'], at(0));
		await called(db, hall, desk, at(5));
		const seat = { commandId: newId(), dropInId: hall.dropInId, deskId: desk, seen: at(5) };
		await must(start(db, seat, rep(hall), at(6)));
		expect(await reasonOf(markLeft(db, { dropInId: hall.dropInId, visitId }, hall.welcomer, at(7)))).toBe('being_served');
		expect(await states(db, visitId)).toEqual(['serving', 'waiting']);
	});

	it('changes nothing for somebody who has left', async () => {
		const { db, hall } = await atTheDoor();
		const visitId = await walksIn(db, hall, ['police'], at(0));
		const who = { dropInId: hall.dropInId, visitId };
		await must(markLeft(db, who, hall.welcomer, at(6)));
		const tries = [
			addTopics(db, { ...who, topicIds: [topic(hall, 'police')] }, hall.welcomer, at(7)),
			setPriority(db, { ...who, sooner: true }, hall.welcomer, at(7)),
			setHowToCall(db, { ...who, howToCall: 'fetch' }, hall.welcomer, at(7)),
			replaceTicket(db, { ...who, commandId: newId(), claim: db.codes.token() }, hall.welcomer, at(7)),
			reprintTicket(db, { ...who, claim: db.codes.token() }, hall.welcomer, at(7))
		];
		for (const one of tries) expect(await reasonOf(one)).toBe('visit_left');
	});

	it('asks to fetch those who wished it, the newest first, until they sit at the table', async () => {
		const { db, hall, desk } = await atTheDoor();
		await walksIn(db, hall, ['police'], at(0), 'fetch');
		await walksIn(db, hall, ['police'], at(1), 'phone');
		await called(db, hall, desk, at(5));
		const view = await doorView(db, hall.dropInId, at(5));
		expect(view).toEqual({ fetch: [{ number: expect.stringMatching(/^\d{3}$/), table: expect.any(Number), calledAt: at(5) }], notes: [] });
		await must(start(db, { commandId: newId(), dropInId: hall.dropInId, deskId: desk, seen: at(5) }, rep(hall), at(6)));
		expect((await doorView(db, hall.dropInId, at(6))).fetch).toEqual([]);
	});

	it('shows nobody to fetch who is called another way', async () => {
		const { db, hall, desk } = await atTheDoor();
		await walksIn(db, hall, ['police'], at(1), 'phone');
		await called(db, hall, desk, at(5));
		expect(await doorView(db, hall.dropInId, at(5))).toEqual({ fetch: [], notes: [] });
	});

	it('ticks a note off once, and confirms or not that somebody cannot wait long', async () => {
		const { db, hall } = await atTheDoor();
		const ids = arrival(at(0));
		const asks = { ...ids, dropInId: hall.dropInId, topicIds: [topic(hall, 'police')], party: nobodyInParticular, priorityAsked: true };
		await must(walkIn(db, asks, hall.kiosk, at(0)));
		const [note] = (await doorView(db, hall.dropInId, at(1))).notes;
		expect(note).toMatchObject({ kind: 'priority_asked', number: expect.stringMatching(/^\d{3}$/) });
		const answer = { dropInId: hall.dropInId, noteId: note?.id ?? '' };
		await must(settleNote(db, { ...answer, sooner: true }, hall.welcomer, at(10)));
		await must(settleNote(db, { ...answer, sooner: false }, hall.welcomer, at(11)));
		expect((await doorView(db, hall.dropInId, at(12))).notes).toEqual([]);
		const stop = await db.read.selectFrom('stop').select(['credit', 'as_of', 'rate']).executeTakeFirstOrThrow();
		expect(stop).toEqual({ credit: 10, as_of: at(10), rate: 2 });
	});

	it('forgets that somebody wanted help choosing once a welcomer has chosen with them, or they have left', async () => {
		const { db, hall } = await atTheDoor();
		const [helped, gone] = [await walksIn(db, hall, [], at(0)), await walksIn(db, hall, [], at(1))];
		expect((await doorView(db, hall.dropInId, at(2))).notes.map(({ kind }) => kind)).toEqual(['help_choosing', 'help_choosing']);
		await must(addTopics(db, { dropInId: hall.dropInId, visitId: helped, topicIds: [topic(hall, 'housing')] }, hall.welcomer, at(3)));
		await must(markLeft(db, { dropInId: hall.dropInId, visitId: gone }, hall.welcomer, at(3)));
		expect((await doorView(db, hall.dropInId, at(4))).notes).toEqual([]);
	});

	it('opens a handle only for the welcomer who looked, for a while', async () => {
		const { db, hall } = await atTheDoor();
		const common = { dropInId: hall.dropInId, staffId: hall.welcomer.staffId };
		const handle = { kind: 'ticket' as const, ...common, visitId: newId(), claim: null, commandId: newId() };
		const sealed = sealHandle(db.codes, handle, at(0));
		expect(sealed).not.toContain(handle.visitId);
		const wanted = { kind: 'ticket' as const, ...common };
		expect(openHandle(db.codes, sealed, wanted, at(19))).toMatchObject({ visitId: handle.visitId });
		expect(openHandle(db.codes, sealed, wanted, at(21))).toBeNull();
		expect(openHandle(db.codes, sealed, { ...wanted, staffId: newId() }, at(1))).toBeNull();
		expect(openHandle(db.codes, sealed, { ...wanted, dropInId: newId() }, at(1))).toBeNull();
		expect(openHandle(db.codes, sealed, { ...wanted, kind: 'arrival' }, at(1))).toBeNull();
		expect(openHandle(db.codes, `${sealed}x`.replace('A', 'B'), wanted, at(1)) ?? openHandle(db.codes, 'nonsense', wanted, at(1))).toBeNull();
	});

	async function atTheDoor() {
		const db = await open();
		const hall = await makeHall(db);
		const opened = await openDesk(db, hall.dropInId, rep(hall), at(0));
		return { db, hall, desk: opened.ok ? opened.deskId : '' };
	}
});

function rep(hall: Hall) {
	const found = hall.agencies.police?.reps[0];
	if (!found) throw new Error('no rep');
	return found;
}

function topic(hall: Hall, agency: string): string {
	return hall.agencies[agency]?.topicId ?? '';
}

function find(db: Database, hall: Hall, typed: string) {
	return findBooking(db, { dropInId: hall.dropInId, typed }, hall.welcomer, at(3));
}

async function checksIn(db: Database, hall: Hall, bookingId: string, now: Instant): Promise<string> {
	const ids = arrival(now);
	await must(checkInBooking(db, { ...ids, dropInId: hall.dropInId, bookingId }, hall.welcomer, now));
	return ids.visitId;
}

async function walksIn(db: Database, hall: Hall, agencies: string[], now: Instant, howToCall: 'screen' | 'phone' | 'fetch' = 'screen'): Promise<string> {
	const ids = arrival(now);
	const topicIds = agencies.map((agency) => topic(hall, agency));
	const party = { ...nobodyInParticular, howToCall };
	await must(walkIn(db, { ...ids, dropInId: hall.dropInId, topicIds, party, priorityAsked: false }, hall.welcomer, now));
	return ids.visitId;
}

async function called(db: Database, hall: Hall, deskId: string, now: Instant): Promise<void> {
	await must(callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId }, rep(hall), now));
}

async function didNotCome(db: Database, hall: Hall, deskId: string, now: Instant): Promise<void> {
	await called(db, hall, deskId, now);
	const seat = { dropInId: hall.dropInId, deskId, seen: now };
	for (const again of [callAgain, callAgain, noShow]) await must(again(db, { ...seat, commandId: newId() }, rep(hall), now));
}

async function states(db: Database, visitId: string): Promise<string[]> {
	const rows = await db.read.selectFrom('stop').select('state').where('visit_id', '=', visitId).orderBy('state').execute();
	return rows.map((row) => row.state);
}

async function reasonOf(result: Promise<Result>): Promise<string> {
	const answer = await result;
	return answer.ok ? 'ok' : answer.refusal.reason;
}

async function must<T>(result: Promise<Result<T>>): Promise<void> {
	expect(await result).toMatchObject({ ok: true });
}
