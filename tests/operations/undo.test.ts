import { expect, it } from 'vitest';
import { creditAt, startCredit } from '#lib/domain/queue.ts';
import type { Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { undo } from '#lib/server/operations/desk/undo.ts';
import { addTopics } from '#lib/server/operations/visit/add-topics.ts';
import { backFromPark } from '#lib/server/operations/visit/park-at-door.ts';
import { onBothEngines } from '../support/databases.ts';
import { must, reasonOf, topic, walksIn } from '../support/door.ts';
import { at, makeHall } from '../support/hall.ts';
import { deskOf } from '../support/rep-desk.ts';

/** Five seconds. */
const SOON = 5 / 60;

onBothEngines('taking back', (open) => {
	it('a start makes it a call again, with its table', async () => {
		const { db, desk } = await served(open);
		await must(desk.undo(at(11 + SOON)));
		const view = await desk.sees(at(11 + SOON));
		expect(view?.person).toMatchObject({ startedAt: null, calledAt: at(10), calls: 1 });
		expect(await states(db)).toEqual(['called', 'waiting']);
	});

	it('a finish goes on where it was, and a visit that had ended with it is here again', async () => {
		const { db, desk } = await served(open, ['police']);
		await must(desk.finish(at(20)));
		expect(await visits(db)).toEqual(['left']);
		expect((await desk.sees(at(20 + SOON)))?.undo).toEqual({ act: 'finish', at: at(20), until: at(20 + 2 * SOON) });
		await must(desk.undo(at(20 + SOON)));
		expect(await visits(db)).toEqual(['here']);
		expect((await desk.sees(at(21)))?.person).toMatchObject({ startedAt: at(11) });
		await must(desk.finish(at(25)));
		const stop = await db.read.selectFrom('stop').selectAll().executeTakeFirstOrThrow();
		expect(stop).toMatchObject({ started_at: at(11), finished_at: at(25), outcome: 'referred' });
	});

	it('giving somebody up puts them back in line, with all the credit they would have had', async () => {
		const { db, desk } = await hallWithDesk(open, ['police']);
		await must(desk.call(at(10)));
		for (const minute of [11, 12]) await must(desk.again(at(minute)));
		await must(desk.giveUp(at(13)));
		await must(desk.undo(at(13 + SOON)));
		const stop = await db.read.selectFrom('stop').selectAll().executeTakeFirstOrThrow();
		expect(stop).toMatchObject({ state: 'waiting', calls: 0 });
		const never = { ...startCredit(at(0), 1), arrivedAt: at(0), window: null, headStart: 30 };
		const back = { ...never, credit: stop.credit, asOf: stop.as_of, rate: stop.rate };
		expect(creditAt(back, at(40))).toBeCloseTo(creditAt(never, at(40)), 9);
		await must(desk.call(at(14)));
	});

	it('is once: pressed twice it is one, and then there is nothing more', async () => {
		const { desk } = await served(open);
		const commandId = newId();
		await must(desk.undo(at(11 + SOON), commandId));
		await must(desk.undo(at(11 + SOON), commandId));
		expect(await reasonOf(desk.undo(at(11 + SOON)))).toBe('undo_too_late');
	});

	it('takes back what the page showed, and nothing that was done since in another one', async () => {
		const { db, desk } = await served(open);
		await must(desk.finish(at(11 + SOON)));
		const stale = { ...desk, commandId: newId(), seen: at(11) };
		expect(await reasonOf(undo(db, stale, desk.rep, at(11 + 1.5 * SOON)))).toBe('stop_moved_on');
		expect(await states(db)).toEqual(['finished', 'waiting']);
		await must(desk.undo(at(11 + 1.5 * SOON)));
	});

	it('is too late after ten seconds, and never takes a call back', async () => {
		const { desk } = await hallWithDesk(open, ['police']);
		await must(desk.call(at(10)));
		expect((await desk.sees(at(10)))?.undo).toBeNull();
		expect(await reasonOf(desk.undo(at(10))), 'a rep would choose whom').toBe('undo_too_late');
		await must(desk.start(at(11)));
		expect((await desk.sees(at(11 + 2 * SOON)))?.undo).toBeNull();
		expect(await reasonOf(desk.undo(at(11 + 2 * SOON), newId(), at(11 + SOON)))).toBe('undo_too_late');
	});

	it('keeps the person for it: nobody else calls them in those ten seconds, so that taking back tells nothing', async () => {
		const { db, hall, desk } = await served(open, ['police', 'housing']);
		await must(desk.finish(at(20)));
		const housing = await deskOf(db, hall, 'housing');
		expect(await reasonOf(housing.call(at(20 + SOON)))).toBe('nobody_ready');
		expect((await housing.sees(at(20 + SOON)))?.coming).toEqual([{ why: 'not_ready' }]);
		await must(desk.undo(at(20 + SOON)));
		await must(desk.finish(at(21)));
		await must(housing.call(at(21 + 2 * SOON)));
	});

	it('is too late once the next one was called here, or the person is in this line again', async () => {
		const { db, hall, desk } = await served(open, ['police']);
		await walksIn(db, hall, ['police'], at(12));
		await must(desk.finish(at(20)));
		await must(desk.call(at(20)));
		expect(await reasonOf(desk.undo(at(20 + SOON)))).toBe('undo_too_late');
		const again = await served(open, ['police', 'housing']);
		await must(again.desk.finish(at(20)));
		const [visit] = await again.db.read.selectFrom('visit').select('id').execute();
		const more = { dropInId: again.hall.dropInId, visitId: visit?.id ?? '', topicIds: [topic(again.hall, 'police')] };
		await must(addTopics(again.db, more, again.hall.welcomer, at(20)));
		expect(await reasonOf(again.desk.undo(at(20 + SOON)))).toBe('undo_too_late');
	});

	it('is of what this very press did: another’s command under the same id does nothing', async () => {
		const { db, hall, desk } = await served(open);
		const commandId = newId();
		const colleague = await deskOf(db, hall, 'police', 1);
		expect(await reasonOf(colleague.undo(at(11), commandId))).toBe('undo_too_late');
		await must(desk.undo(at(11), commandId));
		const other = newId();
		await must(desk.start(at(12), other));
		expect(await reasonOf(desk.undo(at(12), other)), 'an id is of one press').toBe('stop_moved_on');
	});

	it('is too late once somebody else was called to the table they sat at', async () => {
		const { db, hall, desk } = await served(open, ['police'], { sharedTables: 1 });
		await walksIn(db, hall, ['housing'], at(12));
		await must(desk.finish(at(20)));
		const housing = await deskOf(db, hall, 'housing');
		await must(housing.call(at(20)));
		expect(await reasonOf(desk.undo(at(20 + SOON)))).toBe('undo_too_late');
		expect((await states(db)).toSorted()).toEqual(['called', 'finished']);
	});

	it('five more minutes calls them anew, at the desk’s table or a free one, and it does not count', async () => {
		const { db, desk } = await hallWithDesk(open, ['police', 'housing']);
		await must(desk.call(at(10)));
		await must(desk.fiveMinutes(at(11)));
		expect((await desk.sees(at(11 + SOON)))?.undo).toEqual({ act: 'park', at: at(11), until: at(11 + 2 * SOON) });
		await must(desk.undo(at(11 + SOON)));
		expect((await desk.sees(at(12)))?.person).toMatchObject({ calls: 1, seen: at(11 + SOON), startedAt: null });
		const stops = await db.read.selectFrom('stop').selectAll().orderBy('state').execute();
		expect(stops).toMatchObject([
			{ state: 'called', parks: 0, parked_until: null },
			{ state: 'waiting', parks: 0, parked_until: null }
		]);
	});

	it('five more minutes is too late once the next one was called, no table is free, or they said they are back', async () => {
		const next = await hallWithDesk(open, ['police']);
		await walksIn(next.db, next.hall, ['police'], at(1));
		await must(next.desk.call(at(10)));
		await must(next.desk.fiveMinutes(at(11)));
		await must(next.desk.call(at(11)));
		expect(await reasonOf(next.desk.undo(at(11 + SOON)))).toBe('undo_too_late');
		const full = await hallWithDesk(open, ['police'], { sharedTables: 1 });
		await walksIn(full.db, full.hall, ['housing'], at(1));
		await must(full.desk.call(at(10)));
		await must(full.desk.fiveMinutes(at(11)));
		await must((await deskOf(full.db, full.hall, 'housing')).call(at(11)));
		expect(await reasonOf(full.desk.undo(at(11 + SOON)))).toBe('undo_too_late');
		const back = await hallWithDesk(open, ['police']);
		await must(back.desk.call(at(10)));
		await must(back.desk.fiveMinutes(at(11)));
		const [visit] = await back.db.read.selectFrom('visit').select('id').execute();
		const who = { dropInId: back.hall.dropInId, visitId: visit?.id ?? '' };
		await must(backFromPark(back.db, who, back.hall.welcomer, at(11)));
		expect((await back.desk.sees(at(11 + SOON)))?.undo).toBeNull();
		expect(await reasonOf(back.desk.undo(at(11 + SOON)))).toBe('undo_too_late');
	});

	it('a long talk is an ordinary one again, and who was said not to need us is called as they were', async () => {
		const { db, desk } = await served(open, ['police']);
		await must(desk.longTalk(at(12)));
		await must(desk.undo(at(12 + SOON)));
		expect((await desk.sees(at(13)))?.person).toMatchObject({ longTalk: false, startedAt: at(11) });
		const other = await hallWithDesk(open, ['police']);
		await must(other.desk.call(at(10)));
		const before = (await other.desk.sees(at(11)))?.person;
		await must(other.desk.notNeeded(at(11)));
		expect(await visits(other.db)).toEqual(['left']);
		await must(other.desk.undo(at(11 + SOON)));
		expect(await visits(other.db)).toEqual(['here']);
		expect((await other.desk.sees(at(11)))?.person).toEqual(before);
		expect(await states(db)).toEqual(['serving']);
	});

	it('what sends somebody on keeps them for it: no other agency calls them in those ten seconds', async () => {
		for (const act of ['notNeeded', 'fiveMinutes'] as const) {
			const { db, hall, desk } = await hallWithDesk(open, ['police', 'housing']);
			const housing = await deskOf(db, hall, 'housing');
			await must(desk.call(at(10)));
			await must(desk[act](at(11)));
			expect(await reasonOf(housing.call(at(11 + SOON))), act).toBe('nobody_ready');
			await must(desk.undo(at(11 + SOON)));
			expect((await desk.sees(at(12)))?.person).not.toBeNull();
		}
	});

	it('leaving somebody to a colleague is not taken back: a rep would choose whom', async () => {
		const { db, hall, desk } = await hallWithDesk(open, ['police']);
		await deskOf(db, hall, 'police', 1);
		await must(desk.call(at(10)));
		await must(desk.passOn(at(10)));
		expect((await desk.sees(at(10)))?.undo).toBeNull();
		expect(await reasonOf(desk.undo(at(10)))).toBe('undo_too_late');
	});

	it('is of nobody else’s doing', async () => {
		const { db, hall, desk } = await served(open);
		const colleague = await deskOf(db, hall, 'police', 1);
		expect(await reasonOf(colleague.undo(at(11)))).toBe('undo_too_late');
		await must(desk.undo(at(11)));
	});
});

type Open = () => Promise<Database>;

async function hallWithDesk(open: Open, agencies: string[], wanted: Parameters<typeof makeHall>[1] = {}) {
	const db = await open();
	const hall = await makeHall(db, wanted);
	await walksIn(db, hall, agencies, at(0));
	return { db, hall, desk: await deskOf(db, hall, 'police') };
}

/** Somebody came for these agencies and has been with the police since 3:11. */
async function served(open: Open, agencies = ['police', 'housing'], wanted: Parameters<typeof makeHall>[1] = {}) {
	const made = await hallWithDesk(open, agencies, wanted);
	await must(made.desk.call(at(10)));
	await must(made.desk.start(at(11)));
	return made;
}

async function states(db: Database): Promise<string[]> {
	const rows = await db.read.selectFrom('stop').select('state').orderBy('state').execute();
	return rows.map((row) => row.state);
}

async function visits(db: Database): Promise<string[]> {
	const rows = await db.read.selectFrom('visit').select('state').execute();
	return rows.map((row) => row.state);
}
