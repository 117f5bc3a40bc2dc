import { expect, it } from 'vitest';
import type { Coordinator, Rep } from '#lib/domain/actor.ts';
import { done, type Result } from '#lib/domain/refusal.ts';
import type { StaffRole } from '#lib/domain/staff.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { liveDesksOf } from '#lib/server/db/desks.ts';
import { liveDeskOf } from '#lib/server/db/reps-drop-ins.ts';
import { setRoles } from '#lib/server/db/staff.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { closeDesk, openDesk, pauseDesk } from '#lib/server/operations/desk/open-desk.ts';
import { finish, start } from '#lib/server/operations/desk/serve.ts';
import { changeRoles } from '#lib/server/operations/staff/change-roles.ts';
import { leave } from '#lib/server/operations/staff/leave.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { onBothEngines } from '../support/databases.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular, stillComing } from '../support/hall.ts';
import { repOf } from '../support/reps.ts';
import { makeStaff, welcomerRole } from '../support/staff.ts';

onBothEngines('a rep whose access ends', (open) => {
	const ends = {
		'who left': (db: Database, rep: Rep, by: Coordinator) => leave(db, { staffId: rep.staffId }, by, at(5)),
		'who stands for the agency no longer': (db: Database, rep: Rep, by: Coordinator) =>
			changeRoles(db, { staffId: rep.staffId, roles: [welcomerRole] }, by, at(5))
	};
	const cases = Object.entries(ends).flatMap(([who, end]) =>
		(['called', 'serving'] as const).map((state) => [who, state, end] as const)
	);

	it.each(cases)('%s leaves nobody stranded who was %s: a colleague calls them', async (_, state, end) => {
		const { db, hall, by } = await house();
		const [first, second] = reps(hall, 'police');
		const visitId = await comes(db, hall);
		const seat = { dropInId: hall.dropInId, deskId: await opens(db, hall, first, 2) };
		await must(callNext(db, { ...seat, commandId: newId() }, first, at(3)));
		if (state === 'serving') await must(start(db, { ...seat, commandId: newId(), seen: at(3) }, first, at(4)));

		await must(end(db, first, by));
		expect(await liveDesksOf(db.read, first.staffId)).toEqual([]);
		const other = await opens(db, hall, second, 6);
		await must(callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId: other }, second, at(7)));
		const stop = await db.read.selectFrom('stop').selectAll().executeTakeFirstOrThrow();
		const kept = { state: 'called', rep_id: second.staffId, credit: 0, as_of: at(1) };
		expect(stop).toMatchObject({ visit_id: visitId, ...kept });
	});

	it('and whose agencies change keeps the desks of those that stay, at every drop-in', async () => {
		const { db, hall, by } = await house();
		const other = await makeHall(db, { agencies: ['health'] });
		const [police] = reps(hall, 'police');
		const health = { ...reps(other, 'health')[0], staffId: police.staffId };
		await must(changeRoles(db, { staffId: police.staffId, roles: [roleOf(police), roleOf(health)] }, by, at(1)));
		await opens(db, hall, police, 2);
		const kept = await opens(db, other, health, 2);
		await must(changeRoles(db, { staffId: police.staffId, roles: [roleOf(health)] }, by, at(3)));
		expect((await liveDesksOf(db.read, police.staffId)).map(({ id }) => id)).toEqual([kept]);
	});

	it('cannot open a desk, or press at one, with a request that was on its way', async () => {
		const { db, hall, by } = await house();
		const [first] = reps(hall, 'police');
		const deskId = await opens(db, hall, first, 2);
		const seat = { dropInId: hall.dropInId, deskId };
		const no = { ok: false, refusal: { reason: 'not_allowed' } };
		await must(changeRoles(db, { staffId: first.staffId, roles: [welcomerRole] }, by, at(3)));
		expect(await openDesk(db, hall.dropInId, first, at(4))).toEqual(no);
		expect(await pauseDesk(db, { ...seat, reason: '' }, first, at(4))).toEqual(no);
		expect(await callNext(db, { ...seat, commandId: newId() }, first, at(4))).toEqual(no);
		await must(leave(db, { staffId: first.staffId }, by, at(5)));
		expect(await openDesk(db, hall.dropInId, first, at(6))).toEqual(no);
	});

	it('while they open a desk has none in the end, whichever comes first', async () => {
		const { db, hall, by } = await house();
		const [first] = reps(hall, 'police');
		await Promise.all([
			openDesk(db, hall.dropInId, first, at(2)),
			leave(db, { staffId: first.staffId }, by, at(2)),
			openDesk(db, hall.dropInId, first, at(2))
		]);
		expect(await liveDesksOf(db.read, first.staffId)).toEqual([]);
	});

	it('is somebody the house knows: nobody else can be sent away, and twice changes nothing', async () => {
		const { db, hall, by } = await house();
		const [first] = reps(hall, 'police');
		expect(await leave(db, { staffId: newId() }, by, at(2))).toEqual({
			ok: false,
			refusal: { reason: 'not_allowed' }
		});
		await must(leave(db, { staffId: first.staffId }, by, at(2)));
		await must(leave(db, { staffId: first.staffId }, by, at(3)));
		const said = await db.read.selectFrom('audit').select('action').where('action', '=', 'staff_left').execute();
		expect(said).toHaveLength(1);
	});

	async function house() {
		const db = await open();
		const hall = await makeHall(db);
		const by: Coordinator = { kind: 'coordinator', staffId: await makeStaff(db, {}, at(0)) };
		return { db, hall, by };
	}
});

onBothEngines('a desk', (open) => {
	it('opens at a drop-in that is on or comes today, not at another day’s', async () => {
		const db = await open();
		const hall = await makeHall(db, { state: 'published' });
		const [first] = reps(hall, 'police');
		const shut = { ok: false, refusal: { reason: 'drop_in_not_open' } };
		expect(await openDesk(db, hall.dropInId, first, '2024-03-26T15:00:00.000Z')).toEqual(shut);
		expect(await openDesk(db, hall.dropInId, first, '2024-03-28T09:00:00.000Z')).toEqual(shut);
		expect(await openDesk(db, hall.dropInId, first, '2024-03-27T08:00:00.000Z')).toMatchObject({ ok: true });
	});

	it('is the one at the drop-in that begins last, for somebody who forgot to close another', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const [first] = reps(hall, 'police');
		const later = await nextDay(db, hall);
		const now = '2024-03-28T15:00:00.000Z';
		const opened = await must(openDesk(db, later, first, now));
		await must(openDesk(db, hall.dropInId, first, '2024-03-28T15:05:00.000Z'));
		expect(await liveDeskOf(db.read, [first])).toEqual({ deskId: opened.deskId, dropInId: later, rep: first });
	});

	it('does not open for somebody who has a person with them at another drop-in', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const [first] = reps(hall, 'police');
		const later = await nextDay(db, hall);
		const now = '2024-03-28T15:00:00.000Z';
		const deskId = await opens(db, hall, first, 1);
		const seat = { dropInId: hall.dropInId, deskId };
		await comes(db, hall);
		await must(callNext(db, { ...seat, commandId: newId() }, first, at(3)));
		const no = { ok: false, refusal: { reason: 'desk_elsewhere' } };
		expect(await openDesk(db, later, first, now)).toEqual(no);
		await must(start(db, { ...seat, commandId: newId(), seen: at(3) }, first, at(4)));
		expect(await openDesk(db, later, first, now)).toEqual(no);
		await must(openDesk(db, hall.dropInId, first, at(5)));
		await must(finish(db, { ...seat, commandId: newId(), seen: at(3), outcome: 'advised' }, first, at(6)));
		await must(openDesk(db, later, first, now));
	});

	it('does not call from a second desk while its rep has a person with them at another drop-in', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const [first] = reps(hall, 'police');
		const later = await nextDay(db, hall);
		const now = '2024-03-28T15:00:00.000Z';
		const deskId = await opens(db, hall, first, 1);
		const second = await openDesk(db, later, first, now);
		if (!second.ok) throw new Error(second.refusal.reason);
		await comes(db, hall);
		await must(callNext(db, { dropInId: hall.dropInId, deskId, commandId: newId() }, first, at(3)));
		const call = { dropInId: later, deskId: second.deskId, commandId: newId() };
		expect(await callNext(db, call, first, now)).toEqual({ ok: false, refusal: { reason: 'desk_elsewhere' } });
	});

	it('calls to one desk alone when its rep presses at two drop-ins in the same instant', async () => {
		const db = await open();
		const halls = [await makeHall(db), await makeHall(db)];
		const { staffId } = repOf(halls[0]!, 'police');
		const both = halls.map((hall) => ({ ...repOf(hall, 'police'), staffId }));
		await change(db, async (trx) => {
			await setRoles(trx, staffId, both.map(roleOf), at(0));
			return done();
		});
		const seats = [];
		for (const [index, hall] of halls.entries()) {
			const rep = both[index]!;
			const { deskId } = await must(openDesk(db, hall.dropInId, rep, at(1)));
			seats.push({ hall, rep, seat: { dropInId: hall.dropInId, deskId } });
		}
		// Over and over: they meet between asking and writing only now and then.
		for (let round = 2; round < 20; round++) {
			for (const { hall } of seats) await comes(db, hall);
			const calling = seats.map(({ rep, seat }) => callNext(db, { ...seat, commandId: newId() }, rep, at(round)));
			const answers = (await Promise.all(calling)).map((answer) => (answer.ok ? 'ok' : answer.refusal.reason));
			expect(answers.toSorted()).toEqual(['desk_elsewhere', 'ok']);
			const { rep, seat } = seats[answers.indexOf('ok')]!;
			const press = { ...seat, seen: at(round) };
			await must(start(db, { ...press, commandId: newId() }, rep, at(round)));
			await must(finish(db, { ...press, commandId: newId(), outcome: 'advised' }, rep, at(round)));
		}
	});

	it('says for which agency somebody sits there who stands for two', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const by: Coordinator = { kind: 'coordinator', staffId: await makeStaff(db, {}, at(0)) };
		const [police] = reps(hall, 'police');
		const housing = { ...reps(hall, 'housing')[0], staffId: police.staffId };
		const both = [police, housing];
		await must(changeRoles(db, { staffId: police.staffId, roles: both.map(roleOf) }, by, at(0)));
		const deskId = await opens(db, hall, housing, 1);
		expect(await liveDeskOf(db.read, both)).toMatchObject({ deskId, rep: housing });
		expect(await openDesk(db, hall.dropInId, police, at(2)), 'one agency at a time').toEqual({
			ok: false,
			refusal: { reason: 'desk_elsewhere' }
		});
		await must(closeDesk(db, { dropInId: hall.dropInId, deskId }, housing, at(3)));
		expect(await liveDeskOf(db.read, both)).toBeNull();
		await opens(db, hall, police, 4);
		expect(await liveDeskOf(db.read, both)).toMatchObject({ rep: police });
	});
});

onBothEngines('a visit', (open) => {
	it('whose id is taken is refused, whoever sends it', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const ids = arrival(at(1));
		const wanted = { dropInId: hall.dropInId, topicIds: [], party: nobodyInParticular, priorityAsked: false };
		expect(await walkIn(db, { ...ids, ...wanted }, hall.kiosk, at(1))).toMatchObject({ ok: true });
		const again = await walkIn(db, { ...arrival(at(2)), visitId: ids.visitId, ...wanted }, hall.kiosk, at(2));
		expect(again).toEqual({ ok: false, refusal: { reason: 'not_allowed' } });
	});
});

function reps(hall: Hall, agency: string): [Rep, Rep] {
	const [first, second] = hall.agencies[agency]?.reps ?? [];
	if (!first || !second) throw new Error(`two reps of ${agency} are needed`);
	return [first, second];
}

function roleOf({ agencyId }: Rep): StaffRole {
	return { role: 'rep', agencyId, dropInId: null };
}

async function opens(db: Database, hall: Hall, rep: Rep, minute: number): Promise<string> {
	return (await must(openDesk(db, hall.dropInId, rep, at(minute)))).deskId;
}

async function comes(db: Database, hall: Hall): Promise<string> {
	const ids = arrival(at(1));
	const topicIds = [hall.agencies.police?.topicId ?? ''];
	const wanted = { dropInId: hall.dropInId, topicIds, party: nobodyInParticular, priorityAsked: false };
	await must(walkIn(db, { ...ids, ...wanted }, hall.kiosk, at(1)));
	return ids.visitId;
}

/** The same hub and police the day after. Gives the drop-in's id. */
async function nextDay(db: Database, hall: Hall): Promise<string> {
	const hours = { starts_at: '2024-03-28T15:00:00.000Z', ends_at: '2024-03-28T18:00:00.000Z' };
	const [dropInId, attendanceId] = [newId(), newId()];
	await change(db, async (trx) => {
		const row = await trx.selectFrom('drop_in').selectAll().where('id', '=', hall.dropInId).executeTakeFirstOrThrow();
		await trx
			.insertInto('drop_in')
			.values({ ...row, ...hours, id: dropInId, slug: dropInId, date: '2024-03-28', delete_on: '2024-04-04' })
			.execute();
		await trx
			.insertInto('attendance')
			.values({
				...hours,
				id: attendanceId,
				created_at: at(0),
				drop_in_id: dropInId,
				agency_id: hall.agencies.police?.agencyId ?? '',
				...stillComing
			})
			.execute();
		return done();
	});
	return dropInId;
}

async function must<T>(result: Promise<Result<T>>): Promise<T> {
	const answer = await result;
	if (!answer.ok) throw new Error(`${answer.refusal.reason} at ${answer.refusal.field}`);
	return answer;
}
