import { expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import type { Database } from '#lib/server/db/change.ts';
import { measuredVisits } from '#lib/server/db/purge.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { finish, start } from '#lib/server/operations/desk/serve.ts';
import { closeDropIn } from '#lib/server/operations/drop-in/close.ts';
import { openDropIn, stopCheckIn } from '#lib/server/operations/drop-in/open.ts';
import { ticketView } from '#lib/server/operations/ticket/view.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { onBothEngines } from '../support/databases.ts';
import {
	atTheDoor,
	called,
	didNotCome,
	follows,
	must,
	reasonOf,
	rep,
	states,
	topic,
	walksIn
} from '../support/door.ts';
import { arrival, at, type Hall, nobodyInParticular } from '../support/hall.ts';
import { bookFor } from '../support/residents.ts';

onBothEngines('a drop-in that closes', (open) => {
	it('lets nobody new in, booked or not, while those inside are told nothing and still called', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const inside = await walksIn(db, hall, ['police'], at(1));
		const link = await follows(db, hall, inside, at(2));
		const booked = await must(bookFor(db, hall, ['police'], 6, at(2)));
		const before = await ticketView(db, link, at(3));
		await must(closing(db, hall, at(4)));
		expect(await comes(db, hall, at(5))).toBe('nobody_new');
		const scans = { ...arrival(at(91)), dropInId: hall.dropInId, code: booked.token };
		expect(await reasonOf(checkIn(db, scans, hall.kiosk, at(91)))).toBe('nobody_new');
		expect(await ticketView(db, link, at(5))).toEqual(before);
		await called(db, hall, desk, at(6));
		expect(await states(db, inside)).toEqual(['called']);
	});

	it('is open again at one press, on its day', async () => {
		const { db, hall } = await atTheDoor(open);
		await must(closing(db, hall, at(4)));
		await must(openDropIn(db, { dropInId: hall.dropInId }, hall.coordinator, at(5)));
		expect(await comes(db, hall, at(6))).toBe('ok');
		expect(await reasonOf(closing(db, hall, at(7)))).toBe('ok');
		expect(await reasonOf(closing(db, hall, at(8)))).toBe('drop_in_state');
	});

	it('says of everybody it did not see that it closed before, and of those it saw that they have finished', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const seen = await walksIn(db, hall, ['police'], at(1));
		await called(db, hall, desk, at(5));
		const seat = { dropInId: hall.dropInId, deskId: desk, seen: at(5) };
		await must(start(db, { ...seat, commandId: newId() }, rep(hall), at(6)));
		await must(finish(db, { ...seat, commandId: newId(), outcome: 'advised' }, rep(hall), at(9)));
		const talks = await walksIn(db, hall, ['police'], at(10));
		await called(db, hall, desk, at(20));
		await must(start(db, { ...seat, seen: at(20), commandId: newId() }, rep(hall), at(21)));
		const waits = await walksIn(db, hall, ['police', 'housing'], at(22));
		const unsure = await walksIn(db, hall, [], at(23));
		await must(closing(db, hall, at(24)));
		const close = { dropInId: hall.dropInId };
		expect(await reasonOf(closeDropIn(db, close, hall.coordinator, at(25)))).toBe('still_people_here');
		await must(closeDropIn(db, { ...close, endsLines: true }, hall.coordinator, at(26)));
		expect(await leftHow(db, [seen, talks, waits, unsure])).toEqual(['finished', 'finished', 'closed', 'closed']);
		expect((await measuredVisits(db.read, hall.dropInId)).filter(({ unseen }) => unseen)).toHaveLength(2);
		expect(await states(db, waits)).toEqual(['withdrawn', 'withdrawn']);
		expect(await reasonOf(openDesk(db, hall.dropInId, rep(hall), at(27)))).toBe('drop_in_not_open');
	});

	it('left nobody unseen who was called in vain and waited nowhere else', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const missed = await walksIn(db, hall, ['police'], at(1));
		await didNotCome(db, hall, desk, at(8));
		const both = await walksIn(db, hall, ['police', 'housing'], at(9));
		await didNotCome(db, hall, desk, at(18));
		await must(closeDropIn(db, { dropInId: hall.dropInId, endsLines: true }, hall.coordinator, at(26)));
		expect(await states(db, missed)).toEqual(['no_show']);
		expect(await states(db, both)).toEqual(['no_show', 'withdrawn']);
		expect(await leftHow(db, [missed, both])).toEqual(['closed', 'closed']);
		expect((await measuredVisits(db.read, hall.dropInId)).filter(({ unseen }) => unseen)).toHaveLength(1);
	});

	it('closes without a question when the last has finished', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		await walksIn(db, hall, ['police'], at(1));
		await must(closing(db, hall, at(4)));
		await called(db, hall, desk, at(5));
		const seat = { dropInId: hall.dropInId, deskId: desk, seen: at(5) };
		await must(start(db, { ...seat, commandId: newId() }, rep(hall), at(6)));
		await must(finish(db, { ...seat, commandId: newId(), outcome: 'advised' }, rep(hall), at(9)));
		expect(await reasonOf(closeDropIn(db, { dropInId: hall.dropInId }, hall.coordinator, at(10)))).toBe('ok');
		expect(await calls(db, hall, desk, at(11))).toBe('desk_not_open');
	});

	it('has let everybody in or nobody, whoever was first: the tablet or the coordinator', async () => {
		for (let round = 0; round < 6; round++) {
			const { db, hall } = await atTheDoor(open);
			const both = [() => comes(db, hall, at(5)), () => reasonOf(closing(db, hall, at(5)))];
			const answers = await Promise.all((round % 2 === 0 ? both : both.toReversed()).map((one) => one()));
			const [arrived, closed] = round % 2 === 0 ? answers : answers.toReversed();
			expect(closed).toBe('ok');
			const visits = await db.read.selectFrom('visit').select('id').where('drop_in_id', '=', hall.dropInId).execute();
			expect([arrived, visits.length]).toEqual(arrived === 'ok' ? ['ok', 1] : ['nobody_new', 0]);
		}
	});
});

function closing(db: Database, hall: Hall, now: Instant) {
	return stopCheckIn(db, { dropInId: hall.dropInId }, hall.coordinator, now);
}

function comes(db: Database, hall: Hall, now: Instant): Promise<string> {
	const person = { topicIds: [topic(hall, 'police')], party: nobodyInParticular, priorityAsked: false };
	return reasonOf(walkIn(db, { ...arrival(now), dropInId: hall.dropInId, ...person }, hall.kiosk, now));
}

function calls(db: Database, hall: Hall, deskId: string, now: Instant): Promise<string> {
	return reasonOf(callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId }, rep(hall), now));
}

async function leftHow(db: Database, visitIds: readonly string[]): Promise<(string | null | undefined)[]> {
	const rows = await db.read.selectFrom('visit').select(['id', 'left_how']).where('id', 'in', visitIds).execute();
	return visitIds.map((id) => rows.find((row) => row.id === id)?.left_how);
}
