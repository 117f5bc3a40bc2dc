import { expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import { creditAt } from '#lib/domain/queue.ts';
import { done } from '#lib/domain/refusal.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { lineOf } from '#lib/server/db/stops.ts';
import { visitById } from '#lib/server/db/visits.ts';
import { newId } from '#lib/server/ids.ts';
import { boardView } from '#lib/server/operations/board/view.ts';
import { closeDesk, pauseDesk } from '#lib/server/operations/desk/open-desk.ts';
import { roomView } from '#lib/server/operations/drop-in/room.ts';
import { addTopics } from '#lib/server/operations/visit/add-topics.ts';
import { onBothEngines } from '../support/databases.ts';
import { must, reasonOf, states, topic, walksIn } from '../support/door.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { deskOf } from '../support/rep-desk.ts';
import { putStop } from '../support/rows.ts';

onBothEngines('a rep with somebody called', (open) => {
	it('gives them five more minutes: in every line, their place kept, and the rep sees one who is not ready', async () => {
		const { db, hall, police, visitId } = await somebody(open, ['police', 'housing']);
		const credit = await creditOf(db, hall, visitId, at(30));
		await must(police.call(at(5)));
		await must(police.fiveMinutes(at(6)));
		expect(await states(db, visitId)).toEqual(['parked', 'parked']);
		expect(await creditOf(db, hall, visitId, at(30))).toBe(credit);
		const view = await police.sees(at(6));
		expect(view).toMatchObject({ person: null, waiting: 1, coming: [{ why: 'not_ready' }], hindrance: 'nobody_ready' });
		expect(JSON.stringify(view)).not.toMatch(/housing/);
		await must(police.call(at(11)));
		expect(await states(db, visitId)).toEqual(['called', 'parked']);
		await must(police.fiveMinutes(at(12)));
		await must(police.call(at(17)));
		expect(await reasonOf(police.fiveMinutes(at(18)))).toBe('parked_enough');
		expect(await states(db, visitId)).toEqual(['called', 'parked']);
	});

	it('who is let be is not called for a line they join in the next ten seconds, so that it can be taken back', async () => {
		const { db, hall, police, visitId } = await somebody(open, ['police']);
		const housing = await deskOf(db, hall, 'housing');
		await must(police.call(at(5)));
		await must(police.fiveMinutes(at(6)));
		const more = { dropInId: hall.dropInId, visitId, topicIds: [topic(hall, 'housing')] };
		await must(addTopics(db, more, hall.welcomer, at(6)));
		expect(await reasonOf(housing.call(at(6.1)))).toBe('nobody_ready');
		await must(housing.call(at(6.2)));
	});

	it('who knows them leaves them to a colleague, who calls them in their turn; the rep calls somebody else', async () => {
		const { db, hall, police, visitId } = await somebody(open, ['police', 'housing']);
		const colleague = await deskOf(db, hall, 'police', 1);
		const next = await walksIn(db, hall, ['police'], at(2));
		await must(police.call(at(5)));
		await must(police.passOn(at(6)));
		expect(await states(db, visitId)).toEqual(['waiting', 'waiting']);
		expect((await police.sees(at(6)))?.coming[0]).toEqual({ why: 'not_ready' });
		expect((await colleague.sees(at(6)))?.coming[0]).toEqual({ why: 'waited', minutes: 5 });
		await must(police.call(at(6)));
		expect(await states(db, next)).toEqual(['called']);
		await must(colleague.call(at(6)));
		expect(await states(db, visitId)).toEqual(['called', 'waiting']);
		await must(colleague.calledAway(at(7)));
		expect((await colleague.sees(at(7)))?.coming[0], 'and still not by whom they know').toEqual({
			why: 'waited',
			minutes: 6
		});
		await must(police.notNeeded(at(8)));
		expect(await reasonOf(police.call(at(9)))).toBe('nobody_ready');
	});

	it('cannot leave them to nobody; a colleague on a break comes back, one who has gone home does not', async () => {
		const { db, hall, police, visitId } = await somebody(open, ['police']);
		await must(police.call(at(5)));
		expect(await police.sees(at(5))).toMatchObject({ colleague: false });
		expect(await reasonOf(police.passOn(at(6)))).toBe('no_colleague');
		const colleague = await deskOf(db, hall, 'police', 1);
		await must(pauseDesk(db, { ...colleague, reason: 'tea' }, colleague.rep, at(6)));
		expect(await police.sees(at(6))).toMatchObject({ colleague: true });
		await must(police.passOn(at(7)));
		expect(await reasonOf(police.call(at(7)))).toBe('nobody_ready');
		expect(await reasonOf(police.call(at(15)))).toBe('nobody_ready');
		// Nobody waits for a colleague who stays away.
		await must(police.call(at(17)));
		expect(await states(db, visitId)).toEqual(['called']);
		await must(police.fiveMinutes(at(18)));
		await must(closeDesk(db, colleague, colleague.rep, at(18)));
		await must(police.call(at(24)));
		expect(await states(db, visitId)).toEqual(['called']);
		expect(await reasonOf(police.passOn(at(25)))).toBe('no_colleague');
	});

	it('who is asked for a woman leaves them to a colleague, who reads it before they come', async () => {
		const { db, hall, police } = await somebody(open, ['police']);
		const colleague = await deskOf(db, hall, 'police', 1);
		await must(police.call(at(5)));
		await must(police.passOn(at(6), 'woman'));
		await must(colleague.call(at(7)));
		expect((await colleague.sees(at(7)))?.person?.party.needs).toEqual(['woman']);
	});

	it('and lets them go often: the coordinator sees how often, by agency, and not whom', async () => {
		const { db, hall, police } = await somebody(open, ['police', 'housing']);
		const colleague = await deskOf(db, hall, 'police', 1);
		await must(police.call(at(5)));
		await must(police.passOn(at(6)));
		await must(colleague.call(at(7)));
		await must(colleague.passOn(at(8), 'woman'));
		await must(police.call(at(9)));
		await must(police.fiveMinutes(at(10)));
		const { agencies } = await roomView(db, hall.dropInId, at(11));
		const counts = agencies.map(({ attendanceId, letGo }) => ({ attendanceId, letGo }));
		expect(counts).toContainEqual({ attendanceId: hall.agencies.police?.attendanceId, letGo: 3 });
		expect(counts).toContainEqual({ attendanceId: hall.agencies.housing?.attendanceId, letGo: 0 });
	});

	it('whom they do not need any more goes on waiting elsewhere, or is done, or never was seen', async () => {
		const { db, hall, police, visitId } = await somebody(open, ['police', 'housing']);
		const housing = await deskOf(db, hall, 'housing');
		await must(police.call(at(5)));
		await must(police.notNeeded(at(6)));
		expect(await states(db, visitId)).toEqual(['waiting', 'withdrawn']);
		expect(await visitById(db.read, visitId)).toMatchObject({ state: 'here' });
		await must(housing.call(at(7)));
		await must(housing.notNeeded(at(8)));
		expect(await visitById(db.read, visitId)).toMatchObject({ state: 'left', left_how: 'walkout', left_at: at(8) });
		const seen = await walksIn(db, hall, ['police', 'housing'], at(9));
		await must(police.call(at(10)));
		await must(police.start(at(11)));
		await must(police.finish(at(20)));
		await must(housing.call(at(21)));
		await must(housing.notNeeded(at(22)));
		expect(await visitById(db.read, seen)).toMatchObject({ state: 'left', left_how: 'finished', left_at: at(22) });
	});

	it('each act takes the number off the wall, and pressed twice it happens once', async () => {
		for (const act of ['fiveMinutes', 'passOn', 'calledAway', 'notNeeded'] as const) {
			const { db, hall, police } = await somebody(open, ['police']);
			await deskOf(db, hall, 'police', 1);
			await must(police.call(at(5)));
			expect((await boardView(db, hall.dropInId, at(5.1)))?.calls).toHaveLength(1);
			const commandId = newId();
			const press = (now: Instant) =>
				act === 'passOn' ? police.passOn(now, 'known', commandId) : police[act](now, commandId);
			await must(press(at(5.2)));
			await must(press(at(5.3)));
			expect((await boardView(db, hall.dropInId, at(5.4)))?.calls, act).toHaveLength(0);
			const changes = await db.read.selectFrom('stop_change').select('id').execute();
			expect(changes, act).toHaveLength(2);
		}
	});

	it('meant for somebody who has gone meanwhile does nothing to the next', async () => {
		for (const act of ['fiveMinutes', 'passOn', 'calledAway', 'notNeeded', 'longTalk'] as const) {
			const { db, police, visitId } = await somebody(open, ['police']);
			expect(await reasonOf(police[act](at(4))), act).toBe('stop_moved_on');
			expect(await states(db, visitId)).toEqual(['waiting']);
		}
	});
});

onBothEngines('a rep in a conversation', (open) => {
	it('says that it will be a long one, and that it will not', async () => {
		const { police } = await served(open);
		expect((await police.sees(at(7)))?.person).toMatchObject({ longTalk: false });
		await must(police.longTalk(at(7)));
		expect((await police.sees(at(7)))?.person).toMatchObject({ longTalk: true });
		await must(police.longTalk(at(8)));
		expect((await police.sees(at(8)))?.person).toMatchObject({ longTalk: false });
	});

	it('called away by one press is on a break, and the person waits with their place and all their credit', async () => {
		const { db, hall, police, visitId } = await served(open);
		const credit = await creditOf(db, hall, visitId, at(30));
		await walksIn(db, hall, ['police'], at(3));
		await must(police.longTalk(at(7)));
		await must(police.calledAway(at(8)));
		expect(await police.sees(at(8))).toMatchObject({ state: 'paused', pauseReason: 'called_away', person: null });
		expect(await states(db, visitId)).toEqual(['waiting', 'waiting']);
		expect(await creditOf(db, hall, visitId, at(30))).toBe(credit);
		const colleague = await deskOf(db, hall, 'police', 1);
		await must(colleague.call(at(9)));
		await must(colleague.start(at(10)));
		expect((await colleague.sees(at(11)))?.person, 'another conversation, not a long one yet').toMatchObject({
			longTalk: false,
			startedAt: at(10)
		});
		expect(await states(db, visitId)).toEqual(['serving', 'waiting']);
	});

	it('cannot let be, leave to a colleague or send on somebody who sits there', async () => {
		const { db, hall, police, visitId } = await served(open);
		await deskOf(db, hall, 'police', 1);
		for (const act of ['fiveMinutes', 'passOn', 'notNeeded'] as const)
			expect(await reasonOf(police[act](at(7))), act).toBe('stop_moved_on');
		expect(await states(db, visitId)).toEqual(['serving', 'waiting']);
	});
});

onBothEngines('a desk at a table of its own', (open) => {
	it('calls nobody while another agency still talks there with whoever sat here before', async () => {
		const db = await open();
		const hall = await makeHall(db, { ownTables: { police: 1 } });
		const visitId = await walksIn(db, hall, ['police'], at(1));
		const police = await deskOf(db, hall, 'police');
		const housing = await deskOf(db, hall, 'housing');
		await must(police.call(at(5)));
		await must(police.start(at(6)));
		const first = await db.read.selectFrom('stop').selectAll().executeTakeFirstOrThrow();
		await change(db, async (trx) => {
			await putStop(trx, hall, visitId, 'housing', {
				state: 'serving',
				joined: 1,
				joins: first.id,
				desk_id: housing.deskId,
				rep_id: housing.rep.staffId,
				table_id: first.table_id,
				first_called_at: at(6),
				called_at: at(6),
				started_at: at(6)
			});
			return done();
		});
		await must(police.finish(at(7)));
		await walksIn(db, hall, ['police'], at(7));
		expect(await police.sees(at(8))).toMatchObject({ hindrance: 'no_table_free' });
		expect(await reasonOf(police.call(at(8)))).toBe('no_table_free');
		await change(db, async (trx) => {
			await trx
				.updateTable('stop')
				.set({ state: 'finished', finished_at: at(9) })
				.where('desk_id', '=', housing.deskId)
				.execute();
			return done();
		});
		await must(police.call(at(10)));
	});
});

type Open = () => Promise<Database>;

async function somebody(open: Open, agencies: string[]) {
	const db = await open();
	const hall = await makeHall(db);
	const visitId = await walksIn(db, hall, agencies, at(1));
	return { db, hall, visitId, police: await deskOf(db, hall, 'police') };
}

async function served(open: Open) {
	const made = await somebody(open, ['police', 'housing']);
	await must(made.police.call(at(5)));
	await must(made.police.start(at(6)));
	return made;
}

async function creditOf(db: Database, hall: Hall, visitId: string, now: Instant): Promise<number> {
	const line = await lineOf(db.read, hall.agencies.police?.attendanceId ?? '', { headStart: 30, priorityRate: 2 });
	const place = line.find((one) => one.visitId === visitId);
	return place ? creditAt(place, now) : NaN;
}
