import { expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import type { Result } from '#lib/domain/refusal.ts';
import { clocks } from '#lib/domain/stop.ts';
import type { Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { callAgain, finish, noShow, start } from '#lib/server/operations/desk/serve.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { onBothEngines } from '../support/databases.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';

onBothEngines('the queue', (open) => {
	it('never calls a person to a second table while they are at one', async () => {
		const { db, hall, police, housing } = await twoDesks();
		const both = await walksIn(db, hall, ['police', 'housing'], at(1));
		const other = await walksIn(db, hall, ['housing'], at(2));
		await must(
			callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId: police }, rep(hall, 'police'), at(5))
		);
		await must(
			callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId: housing }, rep(hall, 'housing'), at(5))
		);
		expect(await visitAt(db, police)).toBe(both);
		expect(await visitAt(db, housing)).toBe(other);
	});

	it('says nobody is ready when the only one waiting is at another table, and calls them once they are free', async () => {
		const { db, hall, police, housing } = await twoDesks();
		const visitId = await walksIn(db, hall, ['police', 'housing'], at(1));
		const call = (agency: string, deskId: string, now: Instant) =>
			callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId }, rep(hall, agency), now);
		await must(call('police', police, at(5)));
		expect(await call('housing', housing, at(5))).toEqual({ ok: false, refusal: { reason: 'nobody_ready' } });
		const seat = { dropInId: hall.dropInId, deskId: police, seen: at(5) };
		await must(start(db, { ...seat, commandId: newId() }, rep(hall, 'police'), at(6)));
		await must(finish(db, { ...seat, commandId: newId(), outcome: 'advised' }, rep(hall, 'police'), at(16)));
		await must(call('housing', housing, at(17)));
		expect(await visitAt(db, housing)).toBe(visitId);
		const next = { dropInId: hall.dropInId, deskId: housing, seen: at(17) };
		await must(start(db, { ...next, commandId: newId() }, rep(hall, 'housing'), at(18)));
		await must(finish(db, { ...next, commandId: newId(), outcome: 'action' }, rep(hall, 'housing'), at(30)));

		const visit = await db.read.selectFrom('visit').selectAll().where('id', '=', visitId).executeTakeFirstOrThrow();
		const stop = await db.read.selectFrom('stop').selectAll().where('desk_id', '=', police).executeTakeFirstOrThrow();
		expect(visit).toMatchObject({ state: 'left', left_how: 'finished', left_at: at(30) });
		expect(
			clocks({
				arrivedAt: visit.arrived_at,
				calledAt: stop.first_called_at,
				startedAt: stop.started_at,
				finishedAt: stop.finished_at,
				leftAt: visit.left_at
			})
		).toEqual({ wait: 4, way: 1, service: 10, stay: 29 });
	});

	it('calls three times before anybody counts as a no-show, who then keeps the credit they had', async () => {
		const { db, hall, police } = await twoDesks();
		await walksIn(db, hall, ['police'], at(0));
		await must(
			callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId: police }, rep(hall, 'police'), at(10))
		);
		const seat = { dropInId: hall.dropInId, deskId: police, seen: at(10) };
		expect(await noShow(db, { ...seat, commandId: newId() }, rep(hall, 'police'), at(11))).toMatchObject({
			refusal: { reason: 'call_again_first' }
		});
		expect(await callAgain(db, { ...seat, commandId: newId() }, rep(hall, 'police'), at(10.4))).toMatchObject({
			refusal: { reason: 'give_them_time' }
		});
		await must(callAgain(db, { ...seat, commandId: newId() }, rep(hall, 'police'), at(11)));
		await must(callAgain(db, { ...seat, commandId: newId() }, rep(hall, 'police'), at(12)));
		expect(await callAgain(db, { ...seat, commandId: newId() }, rep(hall, 'police'), at(13))).toMatchObject({
			ok: false
		});
		expect(await noShow(db, { ...seat, commandId: newId() }, rep(hall, 'police'), at(12.4))).toMatchObject({
			refusal: { reason: 'give_them_time' }
		});
		await must(noShow(db, { ...seat, commandId: newId() }, rep(hall, 'police'), at(14)));
		const stop = await db.read.selectFrom('stop').selectAll().executeTakeFirstOrThrow();
		expect(stop).toMatchObject({ state: 'no_show', credit: 14, rate: 0, desk_id: null, calls: 3 });
	});

	it('refuses a second call while one is open, and a press meant for somebody else', async () => {
		const { db, hall, police } = await twoDesks();
		await walksIn(db, hall, ['police'], at(0));
		await walksIn(db, hall, ['police'], at(1));
		const call = { dropInId: hall.dropInId, deskId: police };
		await must(callNext(db, { ...call, commandId: newId() }, rep(hall, 'police'), at(2)));
		expect(await callNext(db, { ...call, commandId: newId() }, rep(hall, 'police'), at(3))).toMatchObject({
			refusal: { reason: 'desk_busy' }
		});
		expect(await start(db, { ...call, commandId: newId(), seen: at(1) }, rep(hall, 'police'), at(3))).toMatchObject({
			refusal: { reason: 'stop_moved_on' }
		});
	});

	it('applies a repeated tap once', async () => {
		const { db, hall, police } = await twoDesks();
		await walksIn(db, hall, ['police'], at(0));
		const tap = { commandId: newId(), dropInId: hall.dropInId, deskId: police };
		await must(callNext(db, tap, rep(hall, 'police'), at(2)));
		await must(callNext(db, tap, rep(hall, 'police'), at(3)));
		const calls = await db.read.selectFrom('stop').select('calls').executeTakeFirstOrThrow();
		expect(calls.calls).toBe(1);
	});

	it('lets a rep act at no desk but their own', async () => {
		const { db, hall, police } = await twoDesks();
		await walksIn(db, hall, ['police'], at(0));
		const intruder = callNext(
			db,
			{ commandId: newId(), dropInId: hall.dropInId, deskId: police },
			rep(hall, 'housing'),
			at(2)
		);
		expect(await intruder).toEqual({ ok: false, refusal: { reason: 'desk_unknown' } });
	});

	it('says so when no shared table is free', async () => {
		const db = await open();
		const hall = await makeHall(db, { sharedTables: 0 });
		const opened = await openDesk(db, hall.dropInId, rep(hall, 'police'), at(0));
		if (!opened.ok) throw new Error(opened.refusal.reason);
		await walksIn(db, hall, ['police'], at(0));
		const call = callNext(
			db,
			{ commandId: newId(), dropInId: hall.dropInId, deskId: opened.deskId },
			rep(hall, 'police'),
			at(2)
		);
		expect(await call).toEqual({ ok: false, refusal: { reason: 'no_table_free' } });
	});

	async function twoDesks() {
		const db = await open();
		const hall = await makeHall(db);
		const desks = await Promise.all(
			['police', 'housing'].map((agency) => openDesk(db, hall.dropInId, rep(hall, agency), at(0)))
		);
		const [police, housing] = desks.map((desk) => (desk.ok ? desk.deskId : ''));
		return { db, hall, police: police ?? '', housing: housing ?? '' };
	}
});

function rep(hall: Hall, agency: string) {
	const found = hall.agencies[agency]?.reps[0];
	if (!found) throw new Error(`no rep of ${agency}`);
	return found;
}

async function walksIn(db: Database, hall: Hall, agencies: string[], now: Instant): Promise<string> {
	const ids = arrival(now);
	const topicIds = agencies.map((agency) => hall.agencies[agency]?.topicId ?? '');
	await must(
		walkIn(
			db,
			{ ...ids, dropInId: hall.dropInId, topicIds, party: nobodyInParticular, priorityAsked: false },
			hall.kiosk,
			now
		)
	);
	return ids.visitId;
}

async function visitAt(db: Database, deskId: string): Promise<string | undefined> {
	const row = await db.read
		.selectFrom('stop')
		.select('visit_id')
		.where('desk_id', '=', deskId)
		.where('state', 'in', ['called', 'serving'])
		.executeTakeFirst();
	return row?.visit_id;
}

async function must<T>(result: Promise<Result<T>>): Promise<void> {
	expect(await result).toMatchObject({ ok: true });
}
