import { expect, it } from 'vitest';
import { creditAt } from '#lib/domain/queue.ts';
import { done } from '#lib/domain/refusal.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { openDoorNotes } from '#lib/server/db/door-notes.ts';
import { stopsOfVisit } from '#lib/server/db/stops-of-visit.ts';
import { newId } from '#lib/server/ids.ts';
import { stopCheckIn } from '#lib/server/operations/drop-in/open.ts';
import { claim } from '#lib/server/operations/visit/claim.ts';
import { markLeft } from '#lib/server/operations/visit/mark-left.ts';
import { setPriority } from '#lib/server/operations/visit/set-priority.ts';
import { type Split, split } from '#lib/server/operations/visit/split.ts';
import { onBothEngines } from '../support/databases.ts';
import { must, reasonOf } from '../support/door.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { repOf } from '../support/reps.ts';
import { comesFor, serves, stopAt } from '../support/tables.ts';

onBothEngines('a party that splits in two', (open) => {
	it('has two numbers, two papers, and as many people as before', async () => {
		const { db, hall, visit } = await family();
		const { input, number } = await splits(db, hall, visit, at(20));
		expect(await visitOf(db, visit)).toMatchObject({ party: 3, state: 'here', split_from: null });
		expect(await visitOf(db, input.newVisitId)).toMatchObject({
			party: 1,
			state: 'here',
			split_from: visit,
			booking_id: null,
			arrived_at: at(1),
			how_to_call: 'fetch',
			language: 'ar',
			needs: 'interpreter',
			interpreter: 'ar',
			name_sealed: null
		});
		const tickets = await db.read.selectFrom('ticket').selectAll().where('lapsed_at', 'is', null).execute();
		expect(tickets).toHaveLength(2);
		expect(tickets.find(({ visit_id }) => visit_id === input.newVisitId)?.number).toBe(number);
		await must(claim(db, { token: input.claim, ticket: db.codes.token() }, at(21)));
	});

	it('is one in line where they waited together, with equal credit now and later, and new elsewhere', async () => {
		const { db, hall, visit } = await family();
		await change(db, async (trx) => {
			const window = hall.windows[1]?.id ?? null;
			await trx.updateTable('stop').set({ window_id: window }).where('visit_id', '=', visit).execute();
			return done();
		});
		await must(setPriority(db, { dropInId: hall.dropInId, visitId: visit, sooner: true }, hall.welcomer, at(5)));
		const { input } = await splits(db, hall, visit, at(10), { topicIds: topics(hall, 'housing', 'health') });
		const rules = { headStart: 30, priorityRate: 2 };
		const credits = async (of: string, agency: string, minute: number) => {
			const row = await stopAt(db, hall, of, agency);
			const found = (await stopsOfVisit(db.read, of, rules)).find((stop) => stop.row.id === row?.id);
			return found && creditAt(found.credit, at(minute));
		};
		for (const minute of [10, 14, 16, 50])
			expect(await credits(input.newVisitId, 'housing', minute)).toBe(await credits(visit, 'housing', minute));
		expect(await stopAt(db, hall, input.newVisitId, 'health')).toMatchObject({
			arrived_at: at(10),
			credit: 0,
			rate: 2,
			window_id: null
		});
		expect(await stopAt(db, hall, visit, 'health')).toBeUndefined();
		expect(await stopAt(db, hall, input.newVisitId, 'police')).toBeUndefined();
	});

	it('is asked about once more where the party said that it cannot wait long and nobody confirmed it yet', async () => {
		const { db, hall, visit } = await family();
		const { input: before } = await splits(db, hall, visit, at(9));
		expect(await openDoorNotes(db.read, hall.dropInId)).toEqual([]);
		await change(db, async (trx) => {
			await trx.updateTable('visit').set({ priority: 'asked' }).where('id', '=', visit).execute();
			return done();
		});
		const { input } = await splits(db, hall, visit, at(10));
		const notes = await openDoorNotes(db.read, hall.dropInId);
		expect(notes).toMatchObject([{ kind: 'priority_asked', visit_id: input.newVisitId }]);
		expect(before.newVisitId).not.toBe(input.newVisitId);
	});

	it('is left to a colleague by whoever knows the party', async () => {
		const { db, hall, visit } = await family();
		const rep = repOf(hall, 'housing');
		await change(db, async (trx) => {
			await trx.updateTable('stop').set({ kept_from: rep.staffId }).where('visit_id', '=', visit).execute();
			return done();
		});
		const { input } = await splits(db, hall, visit, at(10), { topicIds: topics(hall, 'housing', 'health') });
		expect((await stopAt(db, hall, input.newVisitId, 'housing'))?.kept_from).toBe(rep.staffId);
		expect((await stopAt(db, hall, input.newVisitId, 'health'))?.kept_from).toBeNull();
	});

	it('may be at a table: who goes on by themselves waits, with what the party holds', async () => {
		const { db, hall, visit } = await family();
		await serves(db, hall, 'police', at(5));
		const { input } = await splits(db, hall, visit, at(10), { topicIds: topics(hall, 'police') });
		expect((await stopAt(db, hall, visit, 'police'))?.state).toBe('serving');
		expect(await stopAt(db, hall, input.newVisitId, 'police')).toMatchObject({
			state: 'waiting',
			arrived_at: at(1),
			calls: 0,
			desk_id: null
		});
	});

	it('gives the same answer to the same press, and draws one number', async () => {
		const { db, hall, visit } = await family();
		const { input, number } = await splits(db, hall, visit, at(20));
		expect(await split(db, input, hall.welcomer, at(21))).toMatchObject({ ok: true, number });
		expect((await visitOf(db, visit)).party).toBe(3);
	});

	it('leaves nobody out and nobody alone: every other number is refused beside its field', async () => {
		const { db, hall, visit } = await family();
		for (const size of [0, 4, -1, 1.5, NaN])
			expect(await tries(db, hall, visit, { size })).toEqual({
				ok: false,
				refusal: { reason: 'split_invalid', field: 'size', values: { most: 3 } }
			});
		const single = await comesFor(db, hall, ['police'], at(2));
		expect(await reasonOf(tries(db, hall, single))).toBe('party_of_one');
		expect(await reasonOf(tries(db, hall, visit, { topicIds: [] }))).toBe('topics_missing');
		expect(await reasonOf(tries(db, hall, visit, { topicIds: [newId()] }))).toBe('topic_unknown');
		expect((await visitOf(db, visit)).party).toBe(4);
	});

	it('is over when the visit is, and when nobody new is let in', async () => {
		const { db, hall, visit } = await family();
		await must(stopCheckIn(db, { dropInId: hall.dropInId }, hall.coordinator, at(30)));
		expect(await reasonOf(tries(db, hall, visit))).toBe('drop_in_over');
		await must(markLeft(db, { dropInId: hall.dropInId, visitId: visit }, hall.welcomer, at(31)));
		expect(await reasonOf(tries(db, hall, visit))).toBe('visit_left');
	});

	async function family() {
		const db = await open();
		const hall = await makeHall(db, { agencies: ['police', 'housing', 'health'] });
		const party = { size: 4, name: 'Sam', language: 'ar', needs: ['seat', 'interpreter'] as const, interpreter: 'ar' };
		const visit = await comesFor(db, hall, ['police', 'housing'], at(1), { ...party, needs: [...party.needs] });
		return { db, hall, visit };
	}
});

function topics(hall: Hall, ...agencies: string[]): string[] {
	return agencies.map((agency) => hall.agencies[agency]?.topicId ?? '');
}

function wanted(db: Database, hall: Hall, visitId: string, more: Partial<Split>): Split {
	const ids = { commandId: newId(), newVisitId: newId(), claim: db.codes.token() };
	const rest = { size: 1, topicIds: topics(hall, 'housing'), howToCall: 'fetch' as const };
	return { ...ids, dropInId: hall.dropInId, visitId, ...rest, ...more };
}

async function splits(db: Database, hall: Hall, visitId: string, now: string, more: Partial<Split> = {}) {
	const input = wanted(db, hall, visitId, more);
	return { input, number: (await must(split(db, input, hall.welcomer, now))).number };
}

function tries(db: Database, hall: Hall, visitId: string, more: Partial<Split> = {}) {
	return split(db, wanted(db, hall, visitId, more), hall.welcomer, at(40));
}

function visitOf(db: Database, id: string) {
	return db.read.selectFrom('visit').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}
