import { expect, it } from 'vitest';
import { done } from '#lib/domain/refusal.ts';
import { bookingById } from '#lib/server/db/bookings.ts';
import { change } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { deskView } from '#lib/server/operations/desk/view.ts';
import { ownTicket } from '#lib/server/operations/ticket/own.ts';
import { ticketView } from '#lib/server/operations/ticket/view.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { claim } from '#lib/server/operations/visit/claim.ts';
import { setHowToCall } from '#lib/server/operations/visit/set-how-to-call.ts';
import { parkAtDoor } from '#lib/server/operations/visit/park-at-door.ts';
import { replaceTicket } from '#lib/server/operations/visit/replace-ticket.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { onBothEngines } from '../support/databases.ts';
import { didNotCome } from '../support/door.ts';
import { arrival, at, makeHall, nobodyInParticular } from '../support/hall.ts';
import { repOf } from '../support/reps.ts';
import { bookFor, phone } from '../support/residents.ts';

onBothEngines('a second scan', (open) => {
	it('says the same number again, and again when that answer is lost', async () => {
		const { db, hall, code } = await start();
		const first = await checkIn(db, { ...arrival(at(5)), dropInId: hall.dropInId, code }, hall.kiosk, at(5));
		if (!first.ok) throw new Error(first.refusal.reason);
		const scan = { ...arrival(at(9)), dropInId: hall.dropInId, code };
		const second = await checkIn(db, scan, hall.kiosk, at(9));
		expect(second).toMatchObject({ ok: true, number: first.number, visitId: first.visitId, again: true });
		expect(await checkIn(db, scan, hall.kiosk, at(9))).toEqual(second);
	});

	it('by somebody who did not see their call says where to go, and nothing of a quiet call', async () => {
		const { db, hall, code } = await start();
		const scan = (minute: number) =>
			checkIn(db, { ...arrival(at(minute)), dropInId: hall.dropInId, code }, hall.kiosk, at(minute));
		const first = await scan(30);
		expect(first).not.toHaveProperty('table');
		const rep = repOf(hall, 'police');
		const desk = await openDesk(db, hall.dropInId, rep, at(30));
		if (!desk.ok || !first.ok) throw new Error('no desk');
		const call = { commandId: newId(), dropInId: hall.dropInId, deskId: desk.deskId };
		expect(await callNext(db, call, rep, at(31))).toMatchObject({ ok: true });
		const seat = (await deskView(db, { ...call, locale: 'en' }, rep, at(31)))?.table;
		expect(await scan(32)).toMatchObject({ again: true, table: seat });
		const quiet = { dropInId: hall.dropInId, visitId: first.visitId, howToCall: 'fetch' } as const;
		expect(await setHowToCall(db, quiet, hall.welcomer, at(33))).toMatchObject({ ok: true });
		expect(await scan(34)).not.toHaveProperty('table');
	});

	it('by somebody who missed their call puts them back in line, with the credit they had', async () => {
		const { db, hall, code } = await start();
		const scan = (minute: number) => {
			const input = { ...arrival(at(minute)), dropInId: hall.dropInId, code };
			return { input, send: () => checkIn(db, input, hall.kiosk, at(minute)) };
		};
		expect(await scan(30).send()).toMatchObject({ ok: true });
		const desk = await openDesk(db, hall.dropInId, repOf(hall, 'police'), at(30));
		if (!desk.ok) throw new Error('no desk');
		await didNotCome(db, hall, desk.deskId, at(40));
		const missed = await db.read.selectFrom('stop').selectAll().executeTakeFirstOrThrow();
		expect(missed).toMatchObject({ state: 'no_show' });
		const again = scan(50);
		expect(await again.send()).toMatchObject({ ok: true, again: true });
		const back = await db.read.selectFrom('stop').selectAll().executeTakeFirstOrThrow();
		expect(back).toMatchObject({ state: 'waiting', credit: missed.credit, as_of: at(50), rate: 1, calls: 0 });
		await didNotCome(db, hall, desk.deskId, at(60));
		expect(await again.send(), 'an answer lost on the way').toMatchObject({ ok: true, again: true });
		expect(await db.read.selectFrom('stop').select('state').execute()).toEqual([{ state: 'no_show' }]);
	});

	it('by somebody who asked for five more minutes takes them back in line: they are told to take a seat', async () => {
		const { db, hall, code } = await start();
		const scan = (minute: number) =>
			checkIn(db, { ...arrival(at(minute)), dropInId: hall.dropInId, code }, hall.kiosk, at(minute));
		const first = await scan(30);
		if (!first.ok) throw new Error(first.refusal.reason);
		const who = { dropInId: hall.dropInId, visitId: first.visitId };
		expect(await parkAtDoor(db, who, hall.welcomer, at(31))).toMatchObject({ ok: true });
		expect(await scan(32)).toMatchObject({ ok: true, again: true });
		const back = await db.read.selectFrom('stop').selectAll().executeTakeFirstOrThrow();
		expect(back).toMatchObject({ state: 'waiting', parked_until: null, parks: 1 });
	});

	it('of a walk-in’s own ticket says its number, and makes no other visit', async () => {
		const { db, hall } = await start();
		const ids = { ...arrival(at(1)), claim: db.codes.token() };
		const choice = { dropInId: hall.dropInId, topicIds: [], party: nobodyInParticular, priorityAsked: false };
		const here = await walkIn(db, { ...ids, ...choice }, hall.kiosk, at(1));
		const ticket = db.codes.token();
		await claim(db, { token: ids.claim, ticket }, at(2));
		const scan = (code: string) => checkIn(db, { ...arrival(at(3)), dropInId: hall.dropInId, code }, hall.kiosk, at(3));
		expect(await scan(`HTTPS://HUB.EXAMPLE/T/${ticket}`)).toMatchObject({
			number: here.ok && here.number,
			again: true
		});
		expect(await scan(ids.claim)).toMatchObject({ refusal: { reason: 'reference_unknown' } });
		expect(await db.read.selectFrom('visit').select('id').execute()).toHaveLength(1);
	});

	it('leaves a note for the welcomers when everybody the booking was for has gone home', async () => {
		const { db, hall, code } = await start();
		await change(db, async (trx) => {
			await trx
				.updateTable('attendance')
				.set({ ends_at: at(30) })
				.execute();
			return done();
		});
		const late = { ...arrival(at(40)), dropInId: hall.dropInId, code };
		expect(await checkIn(db, late, hall.kiosk, at(40))).toMatchObject({ ok: true, helpChoosing: true });
		const notes = await db.read.selectFrom('door_note').select(['kind', 'visit_id']).execute();
		expect(notes).toEqual([{ kind: 'help_choosing', visit_id: late.visitId }]);
	});

	it('keeps the line of somebody whose topic is no longer offered, while its agency is still here', async () => {
		const { db, hall, code } = await start();
		await change(db, async (trx) => {
			await trx
				.updateTable('topic')
				.set({ retired_at: at(0) })
				.execute();
			return done();
		});
		const ids = { ...arrival(at(5)), dropInId: hall.dropInId, code };
		expect(await checkIn(db, ids, hall.kiosk, at(5))).toMatchObject({ ok: true, helpChoosing: false });
		const lines = await db.read
			.selectFrom('stop')
			.innerJoin('stop_topic', 'stop_topic.stop_id', 'stop.id')
			.select(['attendance_id', 'topic_id', 'window_id'])
			.execute();
		const { attendanceId, topicId } = hall.agencies.police ?? {};
		expect(lines).toEqual([{ attendance_id: attendanceId, topic_id: topicId, window_id: hall.windows[2]?.id }]);
		expect(await db.read.selectFrom('door_note').select('kind').execute()).toEqual([]);
	});

	it('leaves a note when one of those the booking was for has gone home, and keeps the line of the other', async () => {
		const { db, hall } = await start();
		const both = await bookFor(db, hall, ['police', 'housing'], 3, at(0), phone('another'));
		if (!both.ok) throw new Error(both.refusal.reason);
		await change(db, async (trx) => {
			const gone = hall.agencies.police?.attendanceId ?? '';
			await trx
				.updateTable('attendance')
				.set({ ends_at: at(30) })
				.where('id', '=', gone)
				.execute();
			return done();
		});
		const late = { ...arrival(at(40)), dropInId: hall.dropInId, code: both.token };
		expect(await checkIn(db, late, hall.kiosk, at(40))).toMatchObject({ ok: true, helpChoosing: true });
		const lines = await db.read.selectFrom('stop').select('attendance_id').execute();
		expect(lines).toEqual([{ attendance_id: hall.agencies.housing?.attendanceId }]);
		const notes = await db.read.selectFrom('door_note').select(['kind', 'visit_id']).execute();
		expect(notes).toEqual([{ kind: 'help_choosing', visit_id: late.visitId }]);
	});

	it('after a lost ticket was replaced, sends whoever has the old paper or reference to a person', async () => {
		const { db, hall, code, reference } = await start();
		const qr = db.codes.token();
		const ids = { ...arrival(at(5)), claim: qr, dropInId: hall.dropInId, code };
		await checkIn(db, ids, hall.kiosk, at(5));
		const phones = db.codes.token();
		await claim(db, { token: qr, ticket: phones }, at(6));
		const paper = { commandId: newId(), dropInId: hall.dropInId, visitId: ids.visitId, claim: db.codes.token() };
		const replaced = await replaceTicket(db, paper, hall.welcomer, at(7));
		const scan = (typed: string) =>
			checkIn(db, { ...arrival(at(8)), dropInId: hall.dropInId, code: typed }, hall.kiosk, at(8));
		for (const old of [reference, reference.toLowerCase(), code, phones, qr])
			expect(await scan(old)).toEqual({ ok: false, refusal: { reason: 'ticket_lapsed', field: 'code' } });
		expect(await scan(paper.claim), 'the new paper is theirs').toMatchObject({
			again: true,
			number: replaced.ok && replaced.number
		});
	});

	it('after a lost ticket was replaced, gives them their page again when their phone scans the new paper', async () => {
		const { db, hall, code, reference } = await start();
		const ids = { ...arrival(at(5)), dropInId: hall.dropInId, code };
		await checkIn(db, ids, hall.kiosk, at(5));
		const paper = { commandId: newId(), dropInId: hall.dropInId, visitId: ids.visitId, claim: db.codes.token() };
		const replaced = await replaceTicket(db, paper, hall.welcomer, at(7));
		expect(await ticketView(db, code, at(8))).toEqual({ state: 'ended' });
		const ticket = db.codes.token();
		await claim(db, { token: paper.claim, ticket }, at(8));
		expect(await ticketView(db, ticket, at(9))).toMatchObject({
			state: 'here',
			number: replaced.ok && replaced.number
		});
		expect(await ownTicket(db, ticket, null, phone(), at(9)), 'the phone that booked').toMatchObject({ own: true });
		const scan = { ...arrival(at(9)), dropInId: hall.dropInId };
		expect(await checkIn(db, { ...scan, code: ticket }, hall.kiosk, at(9))).toMatchObject({ ok: true, again: true });
		expect(await checkIn(db, { ...scan, commandId: newId(), code: reference }, hall.kiosk, at(9))).toMatchObject({
			ok: false
		});
	});

	it('cannot be asked for under somebody else’s command', async () => {
		const { db, hall, code } = await start();
		const mine = { ...arrival(at(5)), dropInId: hall.dropInId, code };
		await checkIn(db, mine, hall.kiosk, at(5));
		const other = { ...hall.kiosk, deviceId: newId() };
		expect(await checkIn(db, mine, other, at(6))).toMatchObject({ refusal: { reason: 'not_allowed' } });
	});

	async function start() {
		const db = await open();
		const hall = await makeHall(db);
		const booked = await bookFor(db, hall, ['police'], 2, at(0));
		if (!booked.ok) throw new Error(booked.refusal.reason);
		const booking = await bookingById(db.read, booked.bookingId);
		const reference = db.codes.unseal('reference', booking?.reference_sealed ?? '');
		return { db, hall, code: booked.token, reference };
	}
});
