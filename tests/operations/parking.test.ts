import { expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import { creditAt } from '#lib/domain/queue.ts';
import { changeDropIn, type Database, type Trx } from '#lib/server/db/change.ts';
import { rulesOf } from '#lib/server/db/drop-ins.ts';
import type { VisitRow } from '#lib/server/db/schema.ts';
import { lineOf } from '#lib/server/db/stops.ts';
import { visitById } from '#lib/server/db/visits.ts';
import { newId } from '#lib/server/ids.ts';
import { start } from '#lib/server/operations/desk/serve.ts';
import { leaveVisit } from '#lib/server/operations/visit/leave.ts';
import { parkVisit, returnVisit } from '#lib/server/operations/visit/park.ts';
import { addTopics } from '#lib/server/operations/visit/add-topics.ts';
import { onBothEngines } from '../support/databases.ts';
import { atTheDoor, called, didNotCome, must, reasonOf, rep, states, topic, walksIn } from '../support/door.ts';
import { at, type Hall } from '../support/hall.ts';

const visitor = { kind: 'resident', deviceLookup: null } as const;

onBothEngines('five more minutes', (open) => {
	it('takes somebody out of every line at once, and they wait again by themselves when the time is over', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police', 'housing'], at(1));
		expect(await must(parks(db, hall, visitId, at(5)))).toMatchObject({ until: at(10) });
		expect(await states(db, visitId)).toEqual(['parked', 'parked']);
		const other = await walksIn(db, hall, ['police'], at(6));
		await called(db, hall, desk, at(9));
		expect(await states(db, other)).toEqual(['called']);
		await must(leaves(db, hall, other, at(9)));
		await called(db, hall, desk, at(10));
		expect(await states(db, visitId)).toEqual(['called', 'parked']);
	});

	it('keeps their place, and goes on earning', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const first = await walksIn(db, hall, ['police'], at(1));
		await walksIn(db, hall, ['police'], at(2));
		const before = await creditOf(db, hall, first, at(20));
		await must(parks(db, hall, first, at(5)));
		expect(await creditOf(db, hall, first, at(20))).toBe(before);
		await must(returns(db, hall, first, at(6)));
		await called(db, hall, desk, at(7));
		expect(await states(db, first)).toEqual(['called']);
	});

	it('takes a call that was on its way back, and the desk is free', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police', 'housing'], at(1));
		await called(db, hall, desk, at(5));
		await must(parks(db, hall, visitId, at(5.5)));
		const stops = await db.read.selectFrom('stop').selectAll().where('visit_id', '=', visitId).execute();
		for (const stop of stops)
			expect(stop).toMatchObject({ state: 'parked', calls: 0, parks: 1, desk_id: null, table_id: null, rep_id: null });
		const other = await walksIn(db, hall, ['police'], at(6));
		await called(db, hall, desk, at(6));
		expect(await states(db, other)).toEqual(['called']);
	});

	it('is for twice in a visit, whichever line it was asked in, and a second tap is not a second time', async () => {
		const { db, hall } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(1));
		await must(parks(db, hall, visitId, at(5)));
		expect(await must(parks(db, hall, visitId, at(6)))).toMatchObject({ until: at(10) });
		await must(returns(db, hall, visitId, at(7)));
		await must(parks(db, hall, visitId, at(8)));
		await must(returns(db, hall, visitId, at(9)));
		const more = { dropInId: hall.dropInId, visitId, topicIds: [topic(hall, 'housing')] };
		await must(addTopics(db, more, hall.welcomer, at(10)));
		expect(await reasonOf(parks(db, hall, visitId, at(11)))).toBe('parked_enough');
		expect(await states(db, visitId)).toEqual(['waiting', 'waiting']);
	});

	it('asked for again when the time is over and nobody has called counts as the second time', async () => {
		const { db, hall } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(1));
		await must(parks(db, hall, visitId, at(5)));
		expect(await must(parks(db, hall, visitId, at(10)))).toMatchObject({ until: at(15) });
		expect(await reasonOf(parks(db, hall, visitId, at(15)))).toBe('parked_enough');
	});

	it('takes along a line that was added while they were away', async () => {
		const { db, hall } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police'], at(1));
		await must(parks(db, hall, visitId, at(5)));
		const more = { dropInId: hall.dropInId, visitId, topicIds: [topic(hall, 'housing')] };
		await must(addTopics(db, more, hall.welcomer, at(6)));
		expect(await states(db, visitId)).toEqual(['parked', 'waiting']);
		expect(await must(parks(db, hall, visitId, at(7)))).toMatchObject({ until: at(12) });
		const until = await db.read.selectFrom('stop').select('parked_until').execute();
		expect(until).toEqual([{ parked_until: at(12) }, { parked_until: at(12) }]);
	});

	it('is not for somebody being served, nor for somebody in no line', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police', 'housing'], at(1));
		await called(db, hall, desk, at(5));
		await must(start(db, { commandId: newId(), dropInId: hall.dropInId, deskId: desk, seen: at(5) }, rep(hall), at(6)));
		expect(await reasonOf(parks(db, hall, visitId, at(7)))).toBe('being_served');
		expect(await states(db, visitId)).toEqual(['serving', 'waiting']);
		const unsure = await walksIn(db, hall, [], at(8));
		expect(await reasonOf(parks(db, hall, unsure, at(9)))).toBe('stop_moved_on');
	});

	it('back before the time is over, they wait in every line at once; who is not away stays as they are', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police', 'housing'], at(1));
		await must(parks(db, hall, visitId, at(5)));
		await must(returns(db, hall, visitId, at(6)));
		expect(await states(db, visitId)).toEqual(['waiting', 'waiting']);
		await called(db, hall, desk, at(7));
		await must(returns(db, hall, visitId, at(8)));
		expect(await states(db, visitId)).toEqual(['called', 'waiting']);
	});
});

onBothEngines('leaving', (open) => {
	it('by their own phone is out of every line, away or called, and the visit is over; twice is once', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police', 'housing'], at(1));
		await called(db, hall, desk, at(5));
		await must(leaves(db, hall, visitId, at(6)));
		await must(leaves(db, hall, visitId, at(7)));
		expect(await states(db, visitId)).toEqual(['withdrawn', 'withdrawn']);
		expect(await visitById(db.read, visitId)).toMatchObject({ state: 'left', left_how: 'walkout', left_at: at(6) });
		const away = await walksIn(db, hall, ['police'], at(8));
		await must(parks(db, hall, away, at(9)));
		await must(leaves(db, hall, away, at(10)));
		expect(await states(db, away)).toEqual(['withdrawn']);
	});

	it('after a call that nobody came to leaves that as it was', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const visitId = await walksIn(db, hall, ['police', 'housing'], at(1));
		await didNotCome(db, hall, desk, at(9));
		await must(leaves(db, hall, visitId, at(10)));
		expect(await states(db, visitId)).toEqual(['no_show', 'withdrawn']);
	});
});

type InLine = (trx: Trx, visit: VisitRow, rules: ReturnType<typeof rulesOf>) => ReturnType<typeof parkVisit>;

function inChange(db: Database, hall: Hall, visitId: string, act: InLine) {
	return changeDropIn(db, hall.dropInId, async (trx, dropIn) => {
		const visit = await visitById(trx, visitId);
		if (visit === null) throw new Error('no visit');
		return act(trx, visit, rulesOf(dropIn));
	});
}

function parks(db: Database, hall: Hall, visitId: string, now: Instant) {
	return inChange(db, hall, visitId, (trx, visit, rules) => parkVisit(trx, visit, visitor, rules, now));
}

function returns(db: Database, hall: Hall, visitId: string, now: Instant) {
	return inChange(db, hall, visitId, async (trx, visit, rules) => {
		await returnVisit(trx, visit, visitor, rules, now);
		return { ok: true, until: now };
	});
}

function leaves(db: Database, hall: Hall, visitId: string, now: Instant) {
	return inChange(db, hall, visitId, async (trx, visit, rules) => {
		const left = await leaveVisit(trx, visit, visitor, rules, now);
		return left.ok ? { ok: true, until: now } : left;
	});
}

async function creditOf(db: Database, hall: Hall, visitId: string, now: Instant): Promise<number> {
	const line = await lineOf(db.read, hall.agencies.police?.attendanceId ?? '', { headStart: 30, priorityRate: 2 });
	const place = line.find((one) => one.visitId === visitId);
	return place ? creditAt(place, now) : NaN;
}
