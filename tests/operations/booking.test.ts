import { expect, it } from 'vitest';
import { done, type Result } from '#lib/domain/refusal.ts';
import { bookedTopics, bookingById, heldPlaces } from '#lib/server/db/bookings.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { draftBySecret } from '#lib/server/db/drafts.ts';
import { endVisitIfDone } from '#lib/server/db/visits.ts';
import { book } from '#lib/server/operations/booking/book.ts';
import { cancel } from '#lib/server/operations/booking/cancel.ts';
import { deleteNow } from '#lib/server/operations/booking/delete-now.ts';
import { startChange } from '#lib/server/operations/booking/start-change.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { onBothEngines } from '../support/databases.ts';
import { arrival, at, type Hall, makeHall } from '../support/hall.ts';
import { answer, bookFor, fillDraft, phone } from '../support/residents.ts';

const BEFORE = at(-60);

onBothEngines('booking', (open) => {
	it('gives the last place of a window to one of many who want it at the same moment', async () => {
		const { db, hall } = await hallWith({ capacity: 1 });
		const secrets = [];
		for (let i = 0; i < 12; i++) secrets.push(await fillDraft(db, hall, ['police', 'housing'], 2, BEFORE));
		const results = await Promise.all(secrets.map((secret, i) => book(db, { secret }, phone(`phone ${i}`), BEFORE)));
		expect(results.filter((result) => result.ok)).toHaveLength(1);
		for (const result of results.filter((one) => !one.ok))
			expect(result).toMatchObject({ refusal: { reason: 'window_full', field: 'window' } });
		expect(await taken(db)).toBe(2);
	});

	it('takes no place anywhere when one of the agencies has none left', async () => {
		const { db, hall } = await hallWith({ capacity: 1 });
		await must(bookFor(db, hall, ['housing'], 0, BEFORE, phone('first')));
		expect(await bookFor(db, hall, ['police', 'housing'], 0, BEFORE, phone('second'))).toMatchObject({
			refusal: { reason: 'window_full' }
		});
		expect(await taken(db)).toBe(1);
	});

	it('keeps every answer when the window filled meanwhile, and books another with them', async () => {
		const { db, hall } = await hallWith({ capacity: 1 });
		const secret = await fillDraft(db, hall, ['police'], 0, BEFORE);
		await must(bookFor(db, hall, ['police'], 0, BEFORE, phone('quicker')));
		expect(await book(db, { secret }, phone(), BEFORE)).toMatchObject({ refusal: { reason: 'window_full' } });
		expect((await draftBySecret(db.read, db.codes, secret, BEFORE))?.answers?.topicIds).toEqual([
			hall.agencies.police?.topicId
		]);
		await answer(db, secret, hall, ['police'], 1, BEFORE);
		await must(book(db, { secret }, phone(), BEFORE));
	});

	it('books once when the button is pressed many times', async () => {
		const { db, hall } = await hallWith();
		const secret = await fillDraft(db, hall, ['police', 'housing'], 0, BEFORE);
		const results = await Promise.all(Array.from({ length: 6 }, () => book(db, { secret }, phone(), BEFORE)));
		expect(new Set(results.map((result) => result.ok && result.bookingId)).size).toBe(1);
		expect(await book(db, { secret }, phone(), at(-55))).toMatchObject({ ok: true, token: secret });
		expect(await taken(db)).toBe(2);
	});

	it('forgets the answers of a draft once it is booked, and the whole draft after half an hour', async () => {
		const { db, hall } = await hallWith();
		const secret = await fillDraft(db, hall, ['police'], 0, BEFORE);
		await must(book(db, { secret }, phone(), BEFORE));
		expect((await draftBySecret(db.read, db.codes, secret, BEFORE))?.answers).toBeNull();
		expect(await draftBySecret(db.read, db.codes, secret, at(-30))).toBeNull();
		const late = await fillDraft(db, hall, ['police'], 0, BEFORE);
		expect(await book(db, { secret: late }, phone(), at(-29))).toMatchObject({ refusal: { reason: 'draft_gone' } });
	});

	it('refuses a window that has ended, topics nobody answers, and a drop-in that is over', async () => {
		const { db, hall } = await hallWith();
		expect(await bookFor(db, hall, ['police'], 0, at(0))).toMatchObject({ refusal: { reason: 'window_full' } });
		expect(await bookFor(db, hall, [], 0, at(1))).toMatchObject({ refusal: { reason: 'topics_missing' } });
		expect(await bookFor(db, hall, ['police'], 99, at(1))).toMatchObject({ refusal: { reason: 'window_missing' } });
		const secret = await fillDraft(db, hall, ['police'], 0, at(1), { topicIds: ['none such'] });
		expect(await book(db, { secret }, phone(), at(1))).toMatchObject({ refusal: { reason: 'topic_unknown' } });
		await expect(fillDraft(db, hall, ['police'], 0, at(180))).rejects.toThrow('drop_in_not_bookable');
	});

	it('lets one device hold three bookings, and another after one is cancelled', async () => {
		const { db, hall } = await hallWith({ capacity: 9 });
		const tokens = [];
		for (let i = 0; i < 3; i++) tokens.push((await must(bookFor(db, hall, ['police'], i, BEFORE))).token);
		expect(await bookFor(db, hall, ['police'], 3, BEFORE)).toMatchObject({
			refusal: { reason: 'too_many_bookings', values: { most: 3 } }
		});
		await must(bookFor(db, hall, ['police'], 3, BEFORE, phone('another')));
		await must(cancel(db, { token: tokens[0] ?? '', word: null }, phone(), BEFORE));
		await must(bookFor(db, hall, ['police'], 4, BEFORE));
	});

	it('lets one network book no more than a hostel full at once, then one every twenty minutes, and never two for one press', async () => {
		const { db, hall } = await hallWith({ capacity: 99 });
		const from = 'a network';
		let phones = 0;
		async function bookFrom(network: string | undefined, now: string) {
			const secret = await fillDraft(db, hall, ['police'], 4, now);
			return book(db, { secret, ...(network === undefined ? {} : { from: network }) }, phone(`${++phones}`), now);
		}
		const tokens = [];
		for (let i = 0; i < 30; i++) tokens.push((await must(bookFrom(from, BEFORE))).token);
		const secret = await fillDraft(db, hall, ['police'], 4, BEFORE);
		for (let i = 0; i < 3; i++)
			expect(await book(db, { secret, from }, phone('late'), BEFORE)).toMatchObject({
				refusal: { reason: 'too_many_from_here' }
			});
		expect(await taken(db)).toBe(30);
		await must(bookFrom('another network', BEFORE));
		// The answers are still there when the next place comes free, and neither a change nor a second press is counted.
		await must(book(db, { secret, from }, phone('late'), at(-39)));
		await must(book(db, { secret, from }, phone('late'), at(-39)));
		const change = await must(startChange(db, { token: secret, word: null }, phone('late'), at(-39)));
		const replaces = (await draftBySecret(db.read, db.codes, change.secret, at(-39)))?.answers?.replaces ?? null;
		await answer(db, change.secret, hall, ['housing'], 5, at(-39), { replaces });
		await must(book(db, { secret: change.secret, from }, phone('late'), at(-39)));
		expect(await bookFrom(from, at(-38))).toMatchObject({ refusal: { reason: 'too_many_from_here' } });
	});

	it('counts no try that found the window full against a network', async () => {
		const { db, hall } = await hallWith({ capacity: 1 });
		await must(bookFor(db, hall, ['police'], 0, BEFORE, phone('quicker')));
		for (let i = 0; i < 35; i++) {
			const secret = await fillDraft(db, hall, ['police'], 0, BEFORE);
			expect(await book(db, { secret, from: 'here' }, phone(`${i}`), BEFORE)).toMatchObject({
				refusal: { reason: 'window_full' }
			});
		}
		const secret = await fillDraft(db, hall, ['police'], 1, BEFORE);
		await must(book(db, { secret, from: 'here' }, phone('last'), BEFORE));
	});

	async function hallWith(wanted: Parameters<typeof makeHall>[1] = {}) {
		const db = await open();
		return { db, hall: await makeHall(db, wanted) };
	}
});

onBothEngines('changing one’s mind', (open) => {
	it('frees the places of a cancelled booking and forgets what it was for', async () => {
		const { db, hall } = await hallWith({ capacity: 1 });
		const { token, bookingId } = await must(bookFor(db, hall, ['police', 'housing'], 0, BEFORE));
		await must(cancel(db, { token, word: null }, phone(), BEFORE));
		await must(cancel(db, { token, word: null }, phone(), BEFORE));
		expect(await taken(db)).toBe(0);
		expect(await bookedTopics(db.read, bookingId)).toEqual([]);
		expect(await heldPlaces(db.read, bookingId)).toEqual([]);
		await must(bookFor(db, hall, ['police', 'housing'], 0, BEFORE, phone('next')));
	});

	it('wants the word from another phone, and counts wrong ones', async () => {
		const { db, hall } = await hallWith();
		const { token, bookingId } = await must(bookFor(db, hall, ['police'], 0, BEFORE));
		const other = phone('other');
		expect(await cancel(db, { token, word: null }, other, BEFORE)).toMatchObject({
			refusal: { reason: 'not_this_device', field: 'word' }
		});
		expect(await startChange(db, { token, word: '' }, other, BEFORE)).toMatchObject({
			refusal: { reason: 'not_this_device' }
		});
		expect(await deleteNow(db, { token, word: null }, { kind: 'resident', deviceLookup: null }, BEFORE)).toMatchObject({
			refusal: { reason: 'not_this_device' }
		});
		for (const slip of ['2222', 'no idea what', '222222222'])
			expect(await cancel(db, { token, word: slip }, other, BEFORE)).toMatchObject({
				refusal: { reason: 'secret_wrong' }
			});
		for (let i = 0; i < 5; i++)
			expect(await cancel(db, { token, word: '222222' }, other, BEFORE)).toMatchObject({
				refusal: { reason: 'secret_wrong' }
			});
		const word = await wordOf(db, bookingId);
		expect(await cancel(db, { token, word }, other, BEFORE)).toMatchObject({ refusal: { reason: 'too_many_tries' } });
		await must(cancel(db, { token, word: ` ${word.slice(0, 3).toLowerCase()} ${word.slice(3)}` }, other, at(-45)));
	});

	it('changes a booking from a blank list, under the same reference and link, without ever holding two', async () => {
		const { db, hall } = await hallWith({ capacity: 1 });
		const first = await must(bookFor(db, hall, ['police'], 0, BEFORE));
		const reference = (await bookingById(db.read, first.bookingId))?.reference_lookup;
		const { secret } = await must(startChange(db, { token: first.token, word: null }, phone(), BEFORE));
		expect((await draftBySecret(db.read, db.codes, secret, BEFORE))?.answers).toMatchObject({
			topicIds: [],
			windowId: null
		});
		await answer(db, secret, hall, ['housing'], 0, BEFORE, { replaces: first.bookingId });
		expect(await taken(db)).toBe(1);
		const changed = await must(book(db, { secret }, phone(), BEFORE));
		expect(changed.bookingId).toBe(first.bookingId);
		expect((await bookingById(db.read, first.bookingId))?.reference_lookup).toBe(reference);
		expect(await bookedTopics(db.read, first.bookingId)).toEqual([hall.agencies.housing?.topicId]);
		expect(await taken(db)).toBe(1);
		await must(cancel(db, { token: first.token, word: null }, phone(), BEFORE));
	});

	it('leaves the old booking as it was when the new window is full', async () => {
		const { db, hall } = await hallWith({ capacity: 1 });
		await must(bookFor(db, hall, ['housing'], 1, BEFORE, phone('another')));
		const { token, bookingId } = await must(bookFor(db, hall, ['police'], 0, BEFORE));
		const { secret } = await must(startChange(db, { token, word: null }, phone(), BEFORE));
		await answer(db, secret, hall, ['housing'], 1, BEFORE, { replaces: bookingId });
		expect(await book(db, { secret }, phone(), BEFORE)).toMatchObject({ refusal: { reason: 'window_full' } });
		expect(await heldPlaces(db.read, bookingId)).toEqual([
			{ attendanceId: hall.agencies.police?.attendanceId, windowId: hall.windows[0]?.id }
		]);
		expect(await taken(db)).toBe(2);
	});

	it('cancels and changes nothing once the person has checked in', async () => {
		const { db, hall } = await hallWith();
		const { token } = await must(bookFor(db, hall, ['police'], 0, BEFORE));
		await must(checkIn(db, { ...arrival(at(1)), dropInId: hall.dropInId, code: token }, hall.kiosk, at(1)));
		expect(await cancel(db, { token, word: null }, phone(), at(2))).toMatchObject({
			refusal: { reason: 'booking_checked_in' }
		});
		expect(await startChange(db, { token, word: null }, phone(), at(2))).toMatchObject({
			refusal: { reason: 'booking_checked_in' }
		});
	});

	async function hallWith(wanted: Parameters<typeof makeHall>[1] = {}) {
		const db = await open();
		return { db, hall: await makeHall(db, wanted) };
	}
});

onBothEngines('deleting one’s details', (open) => {
	it('leaves nothing of a booking that has not checked in', async () => {
		const { db, hall } = await hallWith();
		const { token } = await must(bookFor(db, hall, ['police', 'housing'], 0, BEFORE));
		await must(deleteNow(db, { token, word: null }, phone(), BEFORE));
		for (const table of ['booking', 'booking_topic', 'place_held', 'link', 'draft', 'command'] as const)
			expect(await db.read.selectFrom(table).selectAll().execute(), table).toEqual([]);
		expect(await taken(db)).toBe(0);
		expect(await deleteNow(db, { token, word: null }, phone(), BEFORE)).toMatchObject({
			refusal: { reason: 'link_ended' }
		});
	});

	it('forgets name and contact of somebody who is here, and keeps their place in line', async () => {
		const { db, hall } = await hallWith();
		const { token } = await comes(db, hall, at(1));
		expect(await deleteNow(db, { token, word: null }, phone(), at(2))).toEqual({ ok: true, left: 'place_in_line' });
		const booking = await db.read.selectFrom('booking').selectAll().executeTakeFirstOrThrow();
		expect(booking).toMatchObject({ name_sealed: null, name_lookup: null, phone_sealed: null, email_sealed: null });
		const visit = await db.read.selectFrom('visit').selectAll().executeTakeFirstOrThrow();
		expect(visit).toMatchObject({ state: 'here', name_sealed: null, name_lookup: null });
		expect(await db.read.selectFrom('stop').selectAll().execute()).toHaveLength(1);
	});

	it('cuts every link between ticket and agencies once the visit is over', async () => {
		const { db, hall } = await hallWith();
		const { token, visitId } = await comes(db, hall, at(1));
		await leaves(db, visitId);
		expect(await deleteNow(db, { token, word: null }, phone(), at(40))).toEqual({ ok: true, left: 'nothing' });
		for (const table of [
			'booking',
			'booking_topic',
			'place_held',
			'link',
			'stop',
			'stop_topic',
			'stop_change'
		] as const)
			expect(await db.read.selectFrom(table).selectAll().execute(), table).toEqual([]);
		expect(await db.read.selectFrom('visit').selectAll().executeTakeFirstOrThrow()).toMatchObject({
			booking_id: null,
			name_sealed: null,
			needs: ''
		});
		expect(await db.read.selectFrom('ticket').selectAll().execute()).toHaveLength(1);
	});

	async function comes(db: Database, hall: Hall, now: string) {
		const party = {
			name: 'Sam',
			size: 1,
			language: 'en',
			needs: ['seat' as const],
			needsOther: '',
			interpreter: null,
			howToCall: 'screen' as const
		};
		const contact = { phone: '07700 900123', email: 'sam@example.test', safe: true };
		const secret = await fillDraft(db, hall, ['police'], 0, BEFORE, { party, contact });
		const { token } = await must(book(db, { secret }, phone(), BEFORE));
		const ids = arrival(now);
		await must(checkIn(db, { ...ids, dropInId: hall.dropInId, code: token }, hall.kiosk, now));
		return { token, visitId: ids.visitId };
	}

	async function hallWith(wanted: Parameters<typeof makeHall>[1] = {}) {
		const db = await open();
		return { db, hall: await makeHall(db, wanted) };
	}
});

async function must<T>(result: Promise<Result<T>>): Promise<T> {
	const given = await result;
	if (!given.ok) throw new Error(given.refusal.reason);
	return given;
}

async function taken(db: Database): Promise<number> {
	const rows = await db.read.selectFrom('place').select('taken').execute();
	return rows.reduce((sum, row) => sum + row.taken, 0);
}

async function wordOf(db: Database, bookingId: string): Promise<string> {
	return db.codes.unseal('secret', (await bookingById(db.read, bookingId))?.secret_sealed ?? '');
}

/** The last table lets them go. */
async function leaves(db: Database, visitId: string): Promise<void> {
	const left = change(db, async (trx) => {
		await trx
			.updateTable('stop')
			.set({ state: 'finished', finished_at: at(30) })
			.where('visit_id', '=', visitId)
			.execute();
		await endVisitIfDone(trx, visitId, at(30));
		return done();
	});
	expect(await left).toMatchObject({ ok: true });
}
