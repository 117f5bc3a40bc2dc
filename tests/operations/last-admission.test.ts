import { expect, it } from 'vitest';
import type { Kiosk, Welcomer } from '#lib/domain/actor.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { done } from '#lib/domain/refusal.ts';
import { auditLog } from '#lib/server/db/audit.ts';
import { changeDropIn, type Database } from '#lib/server/db/change.ts';
import { updateDropIn } from '#lib/server/db/schedules.ts';
import { checkIn, checkInBooking } from '#lib/server/operations/visit/check-in.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { alone } from '../support/alone.ts';
import { onBothEngines } from '../support/databases.ts';
import { must, reasonOf, topic } from '../support/door.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';
import { bookFor, phone } from '../support/residents.ts';

onBothEngines('after the last check-in', (open) => {
	it('nobody new comes in, at the tablet or the door, from that moment', async () => {
		const { db, hall } = await closesAt(open, at(60));
		expect(await walks(db, hall, hall.kiosk, at(59.9))).toBe('ok');
		expect(await walks(db, hall, hall.kiosk, at(60))).toBe('nobody_new');
		expect(await walks(db, hall, hall.welcomer, at(61))).toBe('nobody_new');
	});

	it('somebody who pressed before it, and whose tablet took a while to be heard, is let in', async () => {
		const { db, hall } = await closesAt(open, at(60));
		expect(await walks(db, hall, hall.kiosk, at(61), { arrivedAt: at(59) })).toBe('ok');
	});

	it('a welcomer lets somebody in all the same, and it is written down that they did, not whom', async () => {
		const { db, hall } = await closesAt(open, at(60));
		const input = { ...arrival(at(70)), dropInId: hall.dropInId, topicIds: [topic(hall, 'police')], late: true };
		const more = { party: nobodyInParticular, priorityAsked: false };
		const came = await must(walkIn(db, { ...input, ...more }, hall.welcomer, at(70)));
		const [entry] = await auditLog(db.read, { limit: 1 });
		expect(entry).toMatchObject({ action: 'let_in_late', detail: '', who: 'A welcomer' });
		expect(JSON.stringify(entry)).not.toMatch(alone(came.number));
		expect(await walks(db, hall, hall.kiosk, at(70), { late: true })).toBe('nobody_new');
		const asks = { ...arrival(at(71)), dropInId: hall.dropInId, topicIds: [], ...more };
		expect(await walkIn(db, asks, hall.welcomer, at(71))).toMatchObject({
			refusal: { reason: 'nobody_new', field: 'late' }
		});
	});

	it('those who booked come in until their time is over, and then only if a welcomer says so', async () => {
		const { db, hall } = await closesAt(open, at(60));
		const early = await must(bookFor(db, hall, ['police'], 2, at(1), phone('one')));
		const later = await must(bookFor(db, hall, ['police'], 5, at(1), phone('two')));
		const scans = (code: string) => ({ ...arrival(at(80)), dropInId: hall.dropInId, code });
		expect(await reasonOf(checkIn(db, scans(later.token), hall.kiosk, at(80)))).toBe('ok');
		expect(await reasonOf(checkIn(db, scans(early.token), hall.kiosk, at(80)))).toBe('nobody_new');
		const found = { ...arrival(at(81)), dropInId: hall.dropInId, bookingId: early.bookingId };
		expect(await reasonOf(checkInBooking(db, found, hall.welcomer, at(81)))).toBe('nobody_new');
		const again = { ...found, ...arrival(at(82)), late: true };
		expect(await reasonOf(checkInBooking(db, again, hall.welcomer, at(82)))).toBe('ok');
		// Once in, a second scan says their number as always.
		expect(await reasonOf(checkIn(db, scans(early.token), hall.kiosk, at(90)))).toBe('ok');
	});
});

async function closesAt(open: () => Promise<Database>, last: Instant) {
	const db = await open();
	const hall = await makeHall(db);
	await changeDropIn(db, hall.dropInId, async (trx) => {
		await updateDropIn(trx, hall.dropInId, { last_admission_at: last });
		return done();
	});
	return { db, hall };
}

function walks(
	db: Database,
	hall: Hall,
	actor: Kiosk | Welcomer,
	now: Instant,
	more: { arrivedAt?: Instant; late?: boolean } = {}
): Promise<string> {
	const person = { topicIds: [topic(hall, 'police')], party: nobodyInParticular, priorityAsked: false };
	return reasonOf(walkIn(db, { ...arrival(now), dropInId: hall.dropInId, ...person, ...more }, actor, now));
}
