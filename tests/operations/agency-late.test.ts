import { expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import { windowChoices } from '#lib/domain/window.ts';
import type { Database } from '#lib/server/db/change.ts';
import { attendingAgencies } from '#lib/server/db/attending.ts';
import { placesOf } from '#lib/server/db/places.ts';
import { offeredTopics } from '#lib/server/db/topics.ts';
import { book } from '#lib/server/operations/booking/book.ts';
import { agencyGone } from '#lib/server/operations/drop-in/agency-gone.ts';
import { agencyLate } from '#lib/server/operations/drop-in/agency-late.ts';
import { attend } from '#lib/server/operations/drop-in/attend.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { onBothEngines } from '../support/databases.ts';
import { must, reasonOf, states, walksIn } from '../support/door.ts';
import { arrival, at, CLOSES, type Hall, makeHall } from '../support/hall.ts';
import { bookFor, fillDraft, phone } from '../support/residents.ts';

onBothEngines('an agency that comes late', (open) => {
	it('keeps those who booked it before and those who wait, and says from when it is there', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const booked = await must(bookFor(db, hall, ['police'], 2, at(1)));
		const waits = await walksIn(db, hall, ['police'], at(2));
		await must(late(db, hall, '16:00', at(5)));
		expect(await states(db, waits)).toEqual(['waiting']);
		const came = { ...arrival(at(31)), dropInId: hall.dropInId, code: booked.token };
		const checked = await must(checkIn(db, came, hall.kiosk, at(31)));
		expect(checked).toMatchObject({ helpChoosing: false });
		expect(await states(db, checked.visitId)).toEqual(['waiting']);
		const topics = await offeredTopics(db.read, hall.dropInId, 'en', at(6));
		expect(topics.find(({ label }) => label === 'About police')?.startsAt).toBe(at(60));
		expect(await walksIn(db, hall, ['police'], at(7))).toBeTruthy();
	});

	it('takes no new booking for a time when it is not there', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const early = await fillDraft(db, hall, ['police'], 2, at(1));
		const later = await fillDraft(db, hall, ['police'], 4, at(1));
		await must(late(db, hall, '16:00', at(5)));
		const attendanceId = hall.agencies.police?.attendanceId ?? '';
		const [first] = windowChoices(await placesOf(db.read, hall.dropInId), [attendanceId], at(6));
		expect(first?.startsAt).toBe(at(60));
		expect(await reasonOf(book(db, { secret: early }, phone(), at(7)))).toBe('window_full');
		expect(await reasonOf(book(db, { secret: later }, phone(), at(7)))).toBe('ok');
	});

	it('may come earlier again, and after all when it was not to come', async () => {
		const db = await open();
		const hall = await makeHall(db);
		await must(agencyGone(db, { ...police(hall), how: 'not_coming', line: 'keep' }, hall.coordinator, at(1)));
		await must(late(db, hall, '16:30', at(5)));
		await must(late(db, hall, '16:00', at(6)));
		const found = (await attendingAgencies(db.read, hall.dropInId)).find(({ id }) => id === police(hall).attendanceId);
		expect(found).toMatchObject({ startsAt: at(60), endsAt: CLOSES, gone: null });
	});

	it('can still have the end of its hours changed, whoever booked before it comes', async () => {
		const db = await open();
		const hall = await makeHall(db);
		await must(bookFor(db, hall, ['police'], 2, at(1)));
		await must(late(db, hall, '16:00', at(5)));
		const hours = { dropInId: hall.dropInId, agencyId: hall.agencies.police?.agencyId ?? '', capacity: 2 };
		await must(attend(db, { ...hours, starts: '16:00', ends: '17:30' }, hall.coordinator, at(6)));
		expect(await reasonOf(attend(db, { ...hours, starts: '17:00', ends: '17:30' }, hall.coordinator, at(6)))).toBe(
			'ok'
		);
	});

	it('comes within the hours, before it leaves, and on the day', async () => {
		const db = await open();
		const hall = await makeHall(db);
		for (const [starts, reason] of [
			['20:00', 'hours_outside'],
			['', 'hours_outside'],
			['💥', 'hours_outside'],
			['18:00', 'hours_invalid']
		] as const)
			expect(await late(db, hall, starts, at(5)), starts).toMatchObject({ refusal: { reason, field: 'starts' } });
		const tomorrow = await makeHall(db, { state: 'published' });
		expect(await reasonOf(late(db, tomorrow, '16:00', at(-24 * 60)))).toBe('not_its_day');
	});
});

function police(hall: Hall) {
	return { dropInId: hall.dropInId, attendanceId: hall.agencies.police?.attendanceId ?? '' };
}

function late(db: Database, hall: Hall, starts: string, now: Instant) {
	return agencyLate(db, { ...police(hall), starts }, hall.coordinator, now);
}
