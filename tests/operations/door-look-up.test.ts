import { expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import { readReference } from '#lib/domain/reference.ts';
import { done } from '#lib/domain/refusal.ts';
import { change } from '#lib/server/db/change.ts';
import { makeLink } from '#lib/server/db/links.ts';
import { updateVisit } from '#lib/server/db/visits.ts';
import { newId } from '#lib/server/ids.ts';
import { findTicket } from '#lib/server/operations/door/find-ticket.ts';
import { openHandle, sealHandle } from '#lib/server/operations/door/handle.ts';
import { openNote } from '#lib/server/operations/door/open-note.ts';
import { doorView } from '#lib/server/operations/door/view.ts';
import { markLeft } from '#lib/server/operations/visit/mark-left.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { booked } from '../support/booked.ts';
import { onBothEngines } from '../support/databases.ts';
import { atTheDoor, checksIn, find, must, reasonOf, walksIn } from '../support/door.ts';
import { arrival, at, makeHall, nobodyInParticular } from '../support/hall.ts';

onBothEngines('looking somebody up at the door', (open) => {
	it('finds a booking by its reference however it is typed, and by exactly the full name', async () => {
		const { db, hall } = await atTheDoor(open);
		const { bookingId, reference } = await booked(db, hall, 'Amal  Haddad', 2);
		const expected = {
			ok: true,
			found: [{ kind: 'booked', bookingId, windows: [{ startsAt: at(30), endsAt: at(45) }] }]
		};
		for (const typed of [
			reference,
			` ${reference.slice(0, 3).toLowerCase()} ${reference.slice(3)}`,
			'amal haddad',
			' AMAL HADDAD '
		])
			expect(await find(db, hall, typed), typed).toEqual(expected);
	});

	it('finds nobody by a part of a name, by nothing, or by far too much', async () => {
		const { db, hall } = await atTheDoor(open);
		await booked(db, hall, 'Amal Haddad', 2);
		for (const typed of ['Amal', 'Haddad', 'amal hadda', '%', 'A'.repeat(5000)])
			expect(await reasonOf(find(db, hall, typed)), typed).toBe('nobody_found');
		expect(await reasonOf(find(db, hall, '  '))).toBe('field_missing');
	});

	it('tells several of one name apart by their times alone', async () => {
		const { db, hall } = await atTheDoor(open);
		await booked(db, hall, 'Amal Haddad', 2);
		await booked(db, hall, 'Amal Haddad', 5);
		const answer = await find(db, hall, 'Amal Haddad');
		expect(JSON.stringify(answer)).not.toMatch(/amal|police|topic/i);
		expect(answer).toMatchObject({ found: [{ windows: [{ startsAt: at(30) }] }, { windows: [{ startsAt: at(75) }] }] });
	});

	it('leaves a trace of every look-up, found or not, without what was typed', async () => {
		const { db, hall } = await atTheDoor(open);
		const { reference } = await booked(db, hall, 'Amal Haddad', 2);
		await find(db, hall, reference);
		await find(db, hall, 'Amal Haddad');
		await find(db, hall, 'Somebody Else');
		await findTicket(db, { dropInId: hall.dropInId, typed: '472' }, hall.welcomer, at(3));
		const rows = await db.read.selectFrom('audit').selectAll().orderBy('detail').execute();
		expect(rows.map((row) => row.detail).toSorted()).toEqual([
			'name: found',
			'name: nobody',
			'number: nobody',
			'reference: found'
		]);
		expect(
			rows.every(
				(row) => row.staff_id === hall.welcomer.staffId && row.drop_in_id === hall.dropInId && row.created_at === at(3)
			)
		).toBe(true);
		// Ids are random letters and digits.
		expect(JSON.stringify(rows.map(({ action, detail }) => ({ action, detail })))).not.toMatch(
			new RegExp(`amal|somebody|472|${reference}`, 'i')
		);
	});

	it('notes by what somebody was really found when a name looks like a reference', async () => {
		const { db, hall } = await atTheDoor(open);
		// Six letters of the references' alphabet.
		await booked(db, hall, 'Hakeem', 2);
		expect(readReference('Hakeem')).not.toBeNull();
		const { bookingId } = await booked(db, hall, null, 3);
		const link = db.codes.token();
		await change(db, async (trx) => {
			await makeLink(trx, db.codes, { token: link, dropInId: hall.dropInId, purpose: 'ticket', bookingId }, at(0));
			return done();
		});
		for (const typed of ['Hakeem', 'Hafeez', link]) await find(db, hall, typed);
		const rows = await db.read.selectFrom('audit').select('detail').execute();
		expect(rows.map((row) => row.detail).toSorted()).toEqual([
			'code: found',
			'name: found',
			'reference_or_name: nobody'
		]);
	});

	it('opens no note of somebody who has left, and leaves no trace of a look-up that did not happen', async () => {
		const { db, hall } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, [], at(0));
		const [note] = (await doorView(db, hall.dropInId, hall.welcomer.staffId)).notes;
		const input = { dropInId: hall.dropInId, noteId: note?.id ?? '' };
		await change(db, async (trx) => {
			await updateVisit(trx, visitId, { state: 'left', left_at: at(2), left_how: 'finished' });
			return done();
		});
		expect(await reasonOf(openNote(db, input, hall.welcomer, at(3)))).toBe('visit_left');
		expect(await db.read.selectFrom('audit').select('id').execute()).toEqual([]);
	});

	it('slows down somebody who tries numbers through, and lets them go on later', async () => {
		const { db, hall } = await atTheDoor(open);
		const tryOne = (number: number, now: Instant) =>
			reasonOf(findTicket(db, { dropInId: hall.dropInId, typed: String(number) }, hall.welcomer, now));
		for (let number = 200; number < 240; number++) expect(await tryOne(number, at(3))).toBe('ticket_unknown');
		expect(await tryOne(240, at(3))).toBe('too_many_tries');
		expect(await tryOne(240, at(4))).toBe('ticket_unknown');
	});

	it('says what is wrong with a booking for another day, cancelled, or gone home', async () => {
		const { db, hall } = await atTheDoor(open);
		const other = await makeHall(db);
		const elsewhere = await booked(db, other, null, 2);
		expect(await find(db, hall, elsewhere.reference)).toEqual({
			ok: false,
			refusal: { reason: 'wrong_day', field: 'who', values: { date: '2024-03-27' } }
		});
		const cancelled = await booked(db, hall, 'Amal Haddad', 2, 'cancelled');
		expect(await reasonOf(find(db, hall, cancelled.reference))).toBe('booking_cancelled');
		const gone = await booked(db, hall, null, 2);
		const visitId = await checksIn(db, hall, gone.bookingId, at(3));
		await must(markLeft(db, { dropInId: hall.dropInId, visitId }, hall.welcomer, at(4)));
		expect(await reasonOf(find(db, hall, gone.reference))).toBe('visit_left');
	});

	it('finds a walk-in who gave a name, and nobody by a number that is not theirs', async () => {
		const { db, hall } = await atTheDoor(open);
		const ids = arrival(at(2));
		const party = { ...nobodyInParticular, name: 'Sam Okoro' };
		const came = await walkIn(
			db,
			{ ...ids, dropInId: hall.dropInId, topicIds: [], party, priorityAsked: false },
			hall.welcomer,
			at(2)
		);
		expect(await find(db, hall, 'sam okoro')).toMatchObject({
			found: [{ kind: 'here', visitId: ids.visitId, since: at(2) }]
		});
		const number = came.ok ? came.number : '';
		const typed = [...number].map((digit) => String.fromCharCode(0x660 + Number(digit))).join(' ');
		expect(await findTicket(db, { dropInId: hall.dropInId, typed }, hall.welcomer, at(3))).toEqual({
			ok: true,
			visitId: ids.visitId
		});
		expect(await reasonOf(findTicket(db, { dropInId: hall.dropInId, typed: 'Sam' }, hall.welcomer, at(3)))).toBe(
			'number_invalid'
		);
	});

	it('opens a handle only for the welcomer who looked, for a while', async () => {
		const { db, hall } = await atTheDoor(open);
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
		expect(
			openHandle(db.codes, `${sealed}x`.replace('A', 'B'), wanted, at(1)) ??
				openHandle(db.codes, 'nonsense', wanted, at(1))
		).toBeNull();
	});
});
