import { expect, it } from 'vitest';
import { done } from '#lib/domain/refusal.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { liveDesksOf } from '#lib/server/db/desks.ts';
import { newId } from '#lib/server/ids.ts';
import { boardView } from '#lib/server/operations/board/view.ts';
import { takeBackJoin } from '#lib/server/operations/desk/ask-to-join.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { declineJoin, join } from '#lib/server/operations/desk/join.ts';
import { releaseDesks } from '#lib/server/operations/desk/release.ts';
import { closeDropIn } from '#lib/server/operations/drop-in/close.ts';
import { roomView } from '#lib/server/operations/drop-in/room.ts';
import { addTopics } from '#lib/server/operations/visit/add-topics.ts';
import { alone } from '../support/alone.ts';
import { onBothEngines } from '../support/databases.ts';
import { must, reasonOf } from '../support/door.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { asks, type AtDesk, comesFor, ends, hands, joins, opens, sees, serves, stopAt } from '../support/tables.ts';

onBothEngines('a second agency at a table', (open) => {
	it('is asked by the table alone, comes by one press, and both see who sits there', async () => {
		const { db, hall, visit, police, housing } = await talking();
		await must(asks(db, hall, police, 'housing', at(10)));
		const asked = await sees(db, housing, at(11));
		const { person } = await sees(db, police, at(11));
		expect(asked.asked).toEqual([{ table: person?.table, since: at(10) }]);
		for (const secret of ['Sam', visit]) expect(JSON.stringify(asked)).not.toContain(secret);
		expect(JSON.stringify(asked)).not.toMatch(alone(person?.number ?? ''));
		expect(person?.company.guest).toMatchObject({ state: 'asked', agency: await nameOf(db, hall, 'housing') });

		await must(joins(db, housing, at(12)));
		const joined = await sees(db, housing, at(12));
		expect(joined.person).toMatchObject({ number: person?.number, table: person?.table, reason: null, waited: 0 });
		expect(joined.person).toMatchObject({ startedAt: at(12), company: { joined: true, guest: null } });
		expect(JSON.stringify(joined), 'not even with whom').not.toMatch(/police/i);
		expect((await sees(db, police, at(12))).person?.company.guest?.state).toBe('here');
	});

	it('is in no line for it: not counted, not called, and not on the board', async () => {
		const { db, hall, housing, police } = await talking();
		await must(asks(db, hall, police, 'housing', at(10)));
		expect(await sees(db, housing, at(11))).toMatchObject({ waiting: 0, coming: [], hindrance: 'queue_empty' });
		const call = callNext(db, { ...housing.seat, commandId: newId() }, housing.rep, at(11));
		expect(await reasonOf(call)).toBe('queue_empty');
		const room = await roomView(db, hall.dropInId, at(11));
		expect(room.placesInLine).toBe(0);
		await must(joins(db, housing, at(12)));
		expect(await boardView(db, hall.dropInId, at(12))).toMatchObject({ calls: [] });
	});

	it('finishes by itself, and leaves the first where they are', async () => {
		const { db, hall, visit, police, housing } = await sitting();
		await must(ends(db, housing, at(20)));
		expect(await stopAt(db, hall, visit, 'housing')).toMatchObject({ state: 'finished', outcome: 'advised' });
		expect((await sees(db, police, at(21))).person?.startedAt).toBe(at(5));
		await must(asks(db, hall, police, 'housing', at(22)));
		await must(ends(db, police, at(25), 'referred'));
		expect((await visitOf(db, visit)).state).toBe('left');
	});

	it('stays at the table when the first finishes before it, as anybody there does', async () => {
		const { db, hall, visit, police, housing } = await sitting();
		const { person } = await sees(db, police, at(19));
		await must(ends(db, police, at(20), 'referred'));
		expect(await stopAt(db, hall, visit, 'housing')).toMatchObject({ state: 'serving', joined: 0, joins: null });
		expect((await sees(db, housing, at(21))).person).toMatchObject({
			table: person?.table,
			reason: null,
			company: { joined: false }
		});
		await must(ends(db, housing, at(30)));
		expect((await visitOf(db, visit)).state).toBe('left');
	});

	it('stays too when the first loses their access, and that place is kept', async () => {
		const { db, hall, visit, police, housing } = await sitting();
		await change(db, async (trx) => {
			await releaseDesks(trx, await liveDesksOf(trx, police.rep.staffId), hall.coordinator, at(20));
			return done();
		});
		expect(await stopAt(db, hall, visit, 'police')).toMatchObject({ state: 'waiting' });
		expect(await stopAt(db, hall, visit, 'housing')).toMatchObject({ state: 'serving', joined: 0 });
		await must(ends(db, housing, at(21)));
	});

	it('that has not come when the first finishes is asked no more, and nobody waits for it', async () => {
		const { db, hall, visit, police, housing } = await talking();
		await must(asks(db, hall, police, 'housing', at(10)));
		await must(ends(db, police, at(12)));
		expect((await stopAt(db, hall, visit, 'housing'))?.state).toBe('withdrawn');
		expect((await visitOf(db, visit)).state).toBe('left');
		expect((await sees(db, housing, at(13))).asked).toEqual([]);
	});

	it('for which they waited already keeps their place as it was, parked or not', async () => {
		for (const parked_until of [null, at(40)]) {
			const { db, hall, visit, police, housing } = await talking(['police', 'housing']);
			if (parked_until !== null) await parks(db, visit, parked_until);
			const before = await stopAt(db, hall, visit, 'housing');
			await must(asks(db, hall, police, 'housing', at(10)));
			expect((await sees(db, housing, at(11))).waiting).toBe(0);
			await must(ends(db, police, at(12)));
			expect(await stopAt(db, hall, visit, 'housing')).toEqual({ ...before, consent_at: at(10) });
			expect((await sees(db, housing, at(13))).waiting).toBe(1);
		}
	});

	it('keeps a place that was wanted meanwhile: a topic ticked at the door, or a hand-over', async () => {
		const { db, hall, visit, police } = await talking();
		await must(asks(db, hall, police, 'housing', at(10)));
		const topicIds = [hall.agencies.housing?.topicId ?? ''];
		await must(addTopics(db, { dropInId: hall.dropInId, visitId: visit, topicIds }, hall.welcomer, at(11)));
		await must(ends(db, police, at(12)));
		expect(await stopAt(db, hall, visit, 'housing')).toMatchObject({ state: 'waiting', joined: 0 });

		const { db: other, hall: there, visit: person, police: rep } = await talking();
		await must(asks(other, there, rep, 'housing', at(10)));
		await must(hands(other, there, rep, 'housing', at(11)));
		await must(ends(other, rep, at(12)));
		expect(await stopAt(other, there, person, 'housing')).toMatchObject({ state: 'waiting', arrived_at: at(1) });
	});

	it('can be asked no more, or say that it cannot come; the first is told, and may ask another', async () => {
		const { db, hall, visit, police, housing } = await talking();
		await must(asks(db, hall, police, 'housing', at(10)));
		await must(takeBackJoin(db, { ...police.seat, commandId: newId() }, police.rep, at(11)));
		expect((await stopAt(db, hall, visit, 'housing'))?.state).toBe('withdrawn');
		expect((await sees(db, police, at(11))).person?.company.guest).toBeNull();
		const nothing = takeBackJoin(db, { ...police.seat, commandId: newId() }, police.rep, at(11));
		expect(await reasonOf(nothing)).toBe('stop_moved_on');

		await must(asks(db, hall, police, 'housing', at(12)));
		const [ask] = (await sees(db, housing, at(12))).asked;
		const answer = { ...housing.seat, commandId: newId(), seen: ask?.since ?? '', table: ask?.table ?? 0 };
		await must(declineJoin(db, answer, housing.rep, at(13)));
		expect((await sees(db, housing, at(13))).asked).toEqual([]);
		expect((await sees(db, police, at(13))).person?.company.guest?.state).toBe('declined');
		await must(asks(db, hall, police, 'health', at(14)));
		expect((await sees(db, police, at(14))).person?.company.guest?.state).toBe('asked');
	});

	it('is asked with their yes, once, at most one, from among those that are here now', async () => {
		const { db, hall, visit, police } = await talking();
		expect(await reasonOf(asks(db, hall, police, 'housing', at(10), false))).toBe('consent_missing');
		expect(await reasonOf(asks(db, hall, police, 'police', at(10)))).toBe('agency_not_here');
		await must(asks(db, hall, police, 'housing', at(10)));
		const asked = await stopAt(db, hall, visit, 'housing');
		expect(asked?.consent_at).toBe(at(10));
		await must(asks(db, hall, police, 'housing', at(11)));
		expect(await stopAt(db, hall, visit, 'housing')).toEqual(asked);
		expect(await reasonOf(asks(db, hall, police, 'health', at(11)))).toBe('join_already');
		const { db: other, hall: there, housing } = await sitting();
		expect(await reasonOf(asks(other, there, housing, 'health', at(13))), 'nor by the second').toBe('join_already');
		await change(other, async (trx) => {
			await trx
				.updateTable('attendance')
				.set({ starts_at: at(60) })
				.execute();
			return done();
		});
		await must(ends(other, housing, at(14)));
		const first = { ...housing, ...(await hostOf(other, there)) };
		expect(await reasonOf(asks(other, there, first, 'health', at(15))), 'comes later').toBe('agency_not_here');
	});

	it('is joined from an open desk with nobody at it', async () => {
		const { db, hall, police, housing } = await talking();
		await comesFor(db, hall, ['housing'], at(9));
		await must(asks(db, hall, police, 'housing', at(10)));
		const seen = { ...housing.seat, seen: at(10), table: (await sees(db, police, at(10))).table ?? 0 };
		await must(callNext(db, { ...housing.seat, commandId: newId() }, housing.rep, at(11)));
		expect((await sees(db, housing, at(11))).asked).toEqual([]);
		expect(await reasonOf(join(db, { ...seen, commandId: newId() }, housing.rep, at(12)))).toBe('desk_busy');
		const stranger = await opens(db, hall, 'health', at(12));
		expect((await sees(db, stranger, at(12))).asked).toEqual([]);
		const sneaks = join(db, { ...seen, ...stranger.seat, seen: at(10), commandId: newId() }, stranger.rep, at(12));
		expect(await reasonOf(sneaks), 'another agency’s request').toBe('stop_moved_on');
	});

	it('is one rep when two press at once, and none when the first finishes at that moment, or one who stays', async () => {
		const { db, hall, visit, police, housing } = await talking();
		const colleague = await opens(db, hall, 'housing', at(6), 1);
		await must(asks(db, hall, police, 'housing', at(10)));
		const [ask] = (await sees(db, housing, at(10))).asked;
		const answers = await Promise.all([housing, colleague].map((desk) => joins(db, desk, at(11), ask)));
		expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
		expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: { reason: 'stop_moved_on' } });
		const stops = await db.read.selectFrom('stop').selectAll().where('visit_id', '=', visit).execute();
		expect(stops.filter(({ state }) => state === 'serving')).toHaveLength(2);

		for (let round = 0; round < 4; round++) {
			const { db: other, hall: there, visit: person, police: first, housing: second } = await talking();
			await must(asks(other, there, first, 'housing', at(10)));
			const [seen] = (await sees(other, second, at(10))).asked;
			const [joined] = await Promise.all([joins(other, second, at(11), seen), ends(other, first, at(11))]);
			expect(await stopAt(other, there, person, 'housing')).toMatchObject(
				joined.ok ? { state: 'serving', joined: 0, joins: null } : { state: 'withdrawn' }
			);
		}
	});

	it('ends with the drop-in', async () => {
		const { db, hall, visit } = await sitting();
		await must(closeDropIn(db, { dropInId: hall.dropInId, endsLines: true }, hall.coordinator, at(20)));
		expect((await stopAt(db, hall, visit, 'housing'))?.state).toBe('finished');
		expect((await visitOf(db, visit)).left_how).toBe('finished');
	});

	async function talking(agencies = ['police']) {
		const db = await open();
		const hall = await makeHall(db, { agencies: ['police', 'housing', 'health'] });
		const visit = await comesFor(db, hall, agencies, at(1), { name: 'Sam' });
		const police = await serves(db, hall, 'police', at(5));
		const housing = await opens(db, hall, 'housing', at(6));
		return { db, hall, visit, police, housing };
	}

	/** Police and housing with one person. */
	async function sitting() {
		const all = await talking();
		await must(asks(all.db, all.hall, all.police, 'housing', at(10)));
		await must(joins(all.db, all.housing, at(12)));
		return { ...all, housing: { ...all.housing, seat: { ...all.housing.seat, seen: at(12) } } };
	}
});

async function hostOf(db: Database, hall: Hall): Promise<AtDesk> {
	const row = await db.read.selectFrom('stop').selectAll().where('state', '=', 'serving').executeTakeFirstOrThrow();
	const rep = hall.agencies.police?.reps.find(({ staffId }) => staffId === row.rep_id);
	if (!rep) throw new Error('no host');
	const seen = row.first_called_at ?? '';
	return { rep, seat: { dropInId: hall.dropInId, deskId: row.desk_id ?? '', seen } };
}

async function parks(db: Database, visitId: string, until: string): Promise<void> {
	await change(db, async (trx) => {
		await trx
			.updateTable('stop')
			.set({ state: 'parked', parked_until: until })
			.where('visit_id', '=', visitId)
			.where('state', '=', 'waiting')
			.execute();
		return done();
	});
}

function visitOf(db: Database, id: string) {
	return db.read.selectFrom('visit').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

async function nameOf(db: Database, hall: Hall, agency: string): Promise<string> {
	const id = hall.agencies[agency]?.agencyId ?? '';
	return (await db.read.selectFrom('agency').select('name').where('id', '=', id).executeTakeFirstOrThrow()).name;
}
