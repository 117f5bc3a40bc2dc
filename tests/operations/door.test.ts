import { expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import { change } from '#lib/server/db/change.ts';
import { linkByToken, makeLink } from '#lib/server/db/links.ts';
import { newId } from '#lib/server/ids.ts';
import { start } from '#lib/server/operations/desk/serve.ts';
import { findTicket } from '#lib/server/operations/door/find-ticket.ts';
import { addTopics } from '#lib/server/operations/visit/add-topics.ts';
import { checkInBooking } from '#lib/server/operations/visit/check-in.ts';
import { markLeft } from '#lib/server/operations/visit/mark-left.ts';
import { replaceTicket, reprintTicket } from '#lib/server/operations/visit/replace-ticket.ts';
import { setHowToCall } from '#lib/server/operations/visit/set-how-to-call.ts';
import { setNeeds } from '#lib/server/operations/visit/set-needs.ts';
import { setPriority } from '#lib/server/operations/visit/set-priority.ts';
import { done } from '#lib/domain/refusal.ts';
import { booked } from '../support/booked.ts';
import { onBothEngines } from '../support/databases.ts';
import {
	atTheDoor,
	called,
	checksIn,
	didNotCome,
	find,
	must,
	reasonOf,
	rep,
	states,
	topic,
	walksIn
} from '../support/door.ts';
import { arrival, at } from '../support/hall.ts';

onBothEngines('the door', (open) => {
	it('checks a found booking in once, and finds the visit it has become', async () => {
		const { db, hall } = await atTheDoor(open);
		const { bookingId, reference } = await booked(db, hall, 'Amal Haddad', 2);
		const first = { ...arrival(at(3)), dropInId: hall.dropInId, bookingId };
		const answer = await checkInBooking(db, first, hall.welcomer, at(3));
		expect(answer).toMatchObject({ ok: true, again: false });
		expect(await checkInBooking(db, first, hall.welcomer, at(4))).toMatchObject({
			again: true,
			number: answer.ok && answer.number
		});
		expect(
			await checkInBooking(db, { ...arrival(at(5)), dropInId: hall.dropInId, bookingId }, hall.welcomer, at(5))
		).toMatchObject({
			again: true,
			visitId: first.visitId
		});
		expect(await find(db, hall, reference)).toMatchObject({ found: [{ kind: 'here', visitId: first.visitId }] });
	});

	it('replaces a lost ticket: the old number lapses for good, its links end, and the lines stay', async () => {
		const { db, hall } = await atTheDoor(open);
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
		expect(
			await reasonOf(findTicket(db, { dropInId: hall.dropInId, typed: before?.number ?? '' }, hall.welcomer, at(12)))
		).toBe('ticket_lapsed');
		expect(await states(db, visitId)).toEqual(['waiting']);
	});

	it('never gives a lapsed number out again, to the last number of the day', async () => {
		const { db, hall } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(1));
		const numbers = new Set<string>();
		for (let i = 0; i < 12; i++) {
			const next = await replaceTicket(
				db,
				{ commandId: newId(), dropInId: hall.dropInId, visitId, claim: db.codes.token() },
				hall.welcomer,
				at(2)
			);
			if (next.ok) numbers.add(next.number);
		}
		expect(numbers.size).toBe(12);
		expect(await db.read.selectFrom('ticket').select('number').execute()).toHaveLength(13);
	});

	it('prints again with a fresh code; the unused one ends', async () => {
		const { db, hall } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(1));
		const [first, second] = [db.codes.token(), db.codes.token()];
		for (const claim of [first, second])
			await must(reprintTicket(db, { dropInId: hall.dropInId, visitId, claim }, hall.welcomer, at(2)));
		expect((await linkByToken(db.read, db.codes, first))?.ended_at).toBe(at(2));
		expect((await linkByToken(db.read, db.codes, second))?.ended_at).toBeNull();
	});

	it('answers alike whether or not somebody was in that line already', async () => {
		const { db, hall } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(1));
		const add = (agency: string, now: Instant) =>
			addTopics(db, { dropInId: hall.dropInId, visitId, topicIds: [topic(hall, agency)] }, hall.welcomer, now);
		const answers = [await add('police', at(2)), await add('housing', at(2)), await add('housing', at(3))];
		expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
		const stops = await db.read
			.selectFrom('stop')
			.selectAll()
			.where('visit_id', '=', visitId)
			.orderBy('arrived_at')
			.execute();
		expect(stops.map((stop) => [stop.attendance_id, stop.arrived_at])).toEqual([
			[hall.agencies.police?.attendanceId, at(1)],
			[hall.agencies.housing?.attendanceId, at(2)]
		]);
	});

	it('refuses to add nothing, or a topic nobody here answers', async () => {
		const { db, hall } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(1));
		const add = (topicIds: string[]) =>
			reasonOf(addTopics(db, { dropInId: hall.dropInId, visitId, topicIds }, hall.welcomer, at(2)));
		expect(await add([])).toBe('topics_missing');
		expect(await add([newId()])).toBe('topic_unknown');
		expect(
			await reasonOf(
				addTopics(
					db,
					{ dropInId: hall.dropInId, visitId: newId(), topicIds: [topic(hall, 'police')] },
					hall.welcomer,
					at(2)
				)
			)
		).toBe('ticket_unknown');
	});

	it('lets somebody who did not answer go on with the credit they had', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(0));
		await didNotCome(db, hall, desk, at(10));
		await must(
			addTopics(db, { dropInId: hall.dropInId, visitId, topicIds: [topic(hall, 'police')] }, hall.welcomer, at(40))
		);
		const [stop, ...more] = await db.read.selectFrom('stop').selectAll().execute();
		expect(more).toEqual([]);
		expect(stop).toMatchObject({ state: 'waiting', credit: 10, as_of: at(40), rate: 1, calls: 0 });
		const changes = await db.read.selectFrom('stop_change').select(['was', 'became', 'how']).execute();
		expect(changes).toContainEqual({ was: 'no_show', became: 'waiting', how: 'reactivate' });
	});

	it('banks what was earned when somebody is to be seen sooner, or is not after all', async () => {
		const { db, hall } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police', 'housing'], at(0));
		const set = (sooner: boolean, now: Instant) =>
			must(setPriority(db, { dropInId: hall.dropInId, visitId, sooner }, hall.welcomer, now));
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
		const { db, hall } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(0));
		const who = { dropInId: hall.dropInId, visitId };
		const needs = {
			needs: ['seat' as const, 'interpreter' as const],
			needsOther: '',
			interpreter: 'Arabic',
			language: 'ar',
			size: 3
		};
		await must(setNeeds(db, { ...who, ...needs }, hall.welcomer, at(1)));
		await must(setHowToCall(db, { ...who, howToCall: 'fetch' }, hall.welcomer, at(1)));
		expect(await reasonOf(setNeeds(db, { ...who, ...needs, size: 13 }, hall.welcomer, at(1)))).toBe('party_invalid');
		const visit = await db.read.selectFrom('visit').selectAll().executeTakeFirstOrThrow();
		expect(visit).toMatchObject({
			needs: 'seat interpreter',
			interpreter: 'Arabic',
			language: 'ar',
			party: 3,
			how_to_call: 'fetch'
		});
	});

	it('lets somebody go: out of every line and off the table they were called to, whose rep can call the next', async () => {
		const { db, hall, desk } = await atTheDoor(open);
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
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police', 'housing'], at(0));
		await called(db, hall, desk, at(5));
		const seat = { commandId: newId(), dropInId: hall.dropInId, deskId: desk, seen: at(5) };
		await must(start(db, seat, rep(hall), at(6)));
		expect(await reasonOf(markLeft(db, { dropInId: hall.dropInId, visitId }, hall.welcomer, at(7)))).toBe(
			'being_served'
		);
		expect(await states(db, visitId)).toEqual(['serving', 'waiting']);
	});

	it('changes nothing for somebody who has left', async () => {
		const { db, hall } = await atTheDoor(open);
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
});
