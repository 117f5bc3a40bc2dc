import { expect, it } from 'vitest';
import { done } from '#lib/domain/refusal.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { awayUntil } from '#lib/server/db/ticket-pages.ts';
import { visitById } from '#lib/server/db/visits.ts';
import { newId } from '#lib/server/ids.ts';
import { boardView } from '#lib/server/operations/board/view.ts';
import { ticketAtDoor } from '#lib/server/operations/door/person.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { addTopics } from '#lib/server/operations/visit/add-topics.ts';
import { backInLine } from '#lib/server/operations/visit/back-in-line.ts';
import { markLeft } from '#lib/server/operations/visit/mark-left.ts';
import { backFromPark, parkAtDoor } from '#lib/server/operations/visit/park-at-door.ts';
import { withdrawTopics } from '#lib/server/operations/visit/withdraw-topics.ts';
import { onBothEngines } from '../support/databases.ts';
import { didNotCome, must, reasonOf, rep, states, topic, walksIn } from '../support/door.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { deskOf } from '../support/rep-desk.ts';

onBothEngines('what somebody does not want any more', (open) => {
	it('is taken off at the door: out of that line, called for it or away or not, and in the others as before', async () => {
		const { db, hall, visitId } = await somebody(open, ['police', 'housing']);
		const police = await deskOf(db, hall, 'police');
		await must(police.call(at(5)));
		await must(withdraws(db, hall, visitId, ['police'], at(6)));
		expect(await states(db, visitId)).toEqual(['waiting', 'withdrawn']);
		expect((await boardView(db, hall.dropInId, at(6)))?.calls).toEqual([]);
		expect((await police.sees(at(6)))?.person).toBeNull();
		const away = await walksIn(db, hall, ['police'], at(7));
		await must(parkAtDoor(db, { dropInId: hall.dropInId, visitId: away }, hall.welcomer, at(8)));
		await must(withdraws(db, hall, away, ['police'], at(9)));
		expect(await states(db, away)).toEqual(['withdrawn']);
	});

	it('does not show in how long they are away, whether it was all they came for or not', async () => {
		const db = await open();
		const hall = await makeHall(db);
		for (const lines of [['police'], ['police', 'housing']]) {
			const away = await walksIn(db, hall, lines, at(1));
			const who = { dropInId: hall.dropInId, visitId: away };
			await must(parkAtDoor(db, who, hall.welcomer, at(8)));
			await must(withdraws(db, hall, away, ['police'], at(9)));
			expect(await awayUntil(db.read, away, at(9))).toBe(at(13));
			await must(parkAtDoor(db, who, hall.welcomer, at(9)));
		}
	});

	it('does not come back with them where they missed their call, when they are put back in line', async () => {
		const { db, hall, visitId } = await somebody(open, ['police', 'housing']);
		const desk = await openDesk(db, hall.dropInId, rep(hall), at(2));
		if (!desk.ok) throw new Error(desk.refusal.reason);
		await didNotCome(db, hall, desk.deskId, at(6));
		await must(withdraws(db, hall, visitId, ['police'], at(7)));
		await must(backInLine(db, { dropInId: hall.dropInId, visitId, commandId: newId() }, hall.welcomer, at(8)));
		expect(await states(db, visitId)).toEqual(['waiting', 'withdrawn']);
	});

	it('is answered alike whether they were in that line, in no line, or sit there now', async () => {
		const { db, hall, visitId } = await somebody(open, ['police']);
		const unsure = await walksIn(db, hall, [], at(2));
		const police = await deskOf(db, hall, 'police');
		await must(police.call(at(5)));
		await must(police.start(at(6)));
		const answers = [];
		for (const [who, what] of [
			[visitId, 'police'],
			[visitId, 'housing'],
			[unsure, 'police']
		] as const)
			answers.push(await withdraws(db, hall, who, [what], at(7)));
		expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['{"ok":true}']));
		expect(await states(db, visitId), 'a conversation goes on').toEqual(['serving']);
	});

	it('even when it was all they came for: they are here still, and may choose something else', async () => {
		const { db, hall, visitId } = await somebody(open, ['police']);
		const before = await ticketAtDoor(db, hall.dropInId, visitId);
		await must(withdraws(db, hall, visitId, ['police'], at(5)));
		expect(await ticketAtDoor(db, hall.dropInId, visitId)).toEqual(before);
		const more = { dropInId: hall.dropInId, visitId, topicIds: [topic(hall, 'housing')] };
		await must(addTopics(db, more, hall.welcomer, at(6)));
		expect(await states(db, visitId)).toEqual(['waiting', 'withdrawn']);
	});

	it('leaves them in a line they came to for something else too', async () => {
		const { db, hall, visitId } = await somebody(open, ['police']);
		const second = await anotherTopic(db, hall);
		await must(addTopics(db, { dropInId: hall.dropInId, visitId, topicIds: [second] }, hall.welcomer, at(2)));
		await must(withdraws(db, hall, visitId, ['police'], at(3)));
		expect(await states(db, visitId)).toEqual(['waiting']);
		await must(withdrawTopics(db, { dropInId: hall.dropInId, visitId, topicIds: [second] }, hall.welcomer, at(4)));
		expect(await states(db, visitId)).toEqual(['withdrawn']);
	});

	it('has to be said, and known here, for a visit that goes on', async () => {
		const { db, hall, visitId } = await somebody(open, ['police']);
		expect(await reasonOf(withdraws(db, hall, visitId, [], at(2)))).toBe('topics_missing');
		const unknown = { dropInId: hall.dropInId, visitId, topicIds: [topic(hall, 'police'), newId()] };
		expect(await reasonOf(withdrawTopics(db, unknown, hall.welcomer, at(2)))).toBe('topic_unknown');
		expect(await states(db, visitId)).toEqual(['waiting']);
		await must(markLeft(db, { dropInId: hall.dropInId, visitId }, hall.welcomer, at(3)));
		expect(await reasonOf(withdraws(db, hall, visitId, ['police'], at(4)))).toBe('visit_left');
	});
});

onBothEngines('more time, asked for at the door', (open) => {
	it('is said on their ticket until it is over or they are back; asked for by a welcomer it counts the same', async () => {
		const { db, hall, visitId } = await somebody(open, ['police', 'housing']);
		const who = { dropInId: hall.dropInId, visitId };
		expect(await awayUntil(db.read, visitId, at(2))).toBeNull();
		await must(parkAtDoor(db, who, hall.welcomer, at(2)));
		expect(await awayUntil(db.read, visitId, at(6.9))).toBe(at(7));
		expect(await awayUntil(db.read, visitId, at(7))).toBeNull();
		await must(parkAtDoor(db, who, hall.welcomer, at(8)));
		await must(backFromPark(db, who, hall.welcomer, at(9)));
		expect(await awayUntil(db.read, visitId, at(9))).toBeNull();
		expect(await states(db, visitId)).toEqual(['waiting', 'waiting']);
		expect(await reasonOf(parkAtDoor(db, who, hall.welcomer, at(10)))).toBe('parked_enough');
	});

	it('is for a visit that goes on, at a drop-in that does', async () => {
		const { db, hall, visitId } = await somebody(open, ['police']);
		const who = { dropInId: hall.dropInId, visitId };
		await must(markLeft(db, who, hall.welcomer, at(3)));
		expect(await reasonOf(parkAtDoor(db, who, hall.welcomer, at(4)))).toBe('visit_left');
		expect(await reasonOf(backFromPark(db, { ...who, visitId: newId() }, hall.welcomer, at(4)))).toBe('ticket_unknown');
		expect(await visitById(db.read, visitId)).toMatchObject({ state: 'left' });
	});
});

async function somebody(open: () => Promise<Database>, agencies: string[]) {
	const db = await open();
	const hall = await makeHall(db);
	return { db, hall, visitId: await walksIn(db, hall, agencies, at(1)) };
}

function withdraws(db: Database, hall: Hall, visitId: string, agencies: string[], now: Instant) {
	const topicIds = agencies.map((agency) => topic(hall, agency));
	return withdrawTopics(db, { dropInId: hall.dropInId, visitId, topicIds }, hall.welcomer, now);
}

/** Something else that leads to the police. */
async function anotherTopic(db: Database, hall: Hall): Promise<string> {
	const id = newId();
	await change(db, async (trx) => {
		const [known] = await trx.selectFrom('topic').selectAll().where('id', '=', topic(hall, 'police')).execute();
		if (known)
			await trx
				.insertInto('topic')
				.values({ ...known, id, position: 1, icon: 'key-round' })
				.execute();
		return done();
	});
	return id;
}
