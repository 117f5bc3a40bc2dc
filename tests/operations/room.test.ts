import { expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import { done } from '#lib/domain/refusal.ts';
import { type Room, troubles } from '#lib/domain/room.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { type Device, devicesOf } from '#lib/server/db/devices.ts';
import { updateVisit } from '#lib/server/db/visits.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk, pauseDesk } from '#lib/server/operations/desk/open-desk.ts';
import { askPairing } from '#lib/server/operations/device/ask-pairing.ts';
import { heardOf } from '#lib/server/operations/device/heard-of.ts';
import { doorView } from '#lib/server/operations/door/view.ts';
import { roomView } from '#lib/server/operations/drop-in/room.ts';
import { parkAtDoor } from '#lib/server/operations/visit/park-at-door.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { onBothEngines } from '../support/databases.ts';
import { must, walksIn } from '../support/door.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';

onBothEngines('the room', (open) => {
	it('counts somebody whose five minutes are over as waiting, though nobody has pressed since', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const visitId = await walksIn(db, hall, ['police'], at(1));
		await must(parkAtDoor(db, { dropInId: hall.dropInId, visitId }, hall.welcomer, at(8)));
		const during = await roomView(db, hall.dropInId, at(10));
		expect(lineOf(during, 'police')).toMatchObject({ waiting: 0, parked: 1, longest: null });
		const after = await roomView(db, hall.dropInId, at(40));
		expect(lineOf(after, 'police')).toMatchObject({ waiting: 1, parked: 0, longest: 39 });
	});

	it('counts people, parties and places, each once', async () => {
		const db = await open();
		const hall = await makeHall(db, { sharedTables: 2 });
		await comes(db, hall, ['police', 'housing'], 3, at(1));
		await comes(db, hall, ['housing'], 1, at(4));
		await comes(db, hall, [], 1, at(5));
		await askPairing(db, { kind: 'kiosk', secret: db.codes.token() }, at(5));
		const { dropInId } = hall;
		const deskId = await opens(db, hall, 'police', at(6));
		await callNext(db, { commandId: newId(), dropInId, deskId }, rep(hall, 'police'), at(6));

		const room = await roomView(db, dropInId, at(10));
		expect(room).toMatchObject({
			people: 5,
			checkedIn: 3,
			booked: 0,
			walkedIn: 3,
			waitingParties: 1,
			waitingPeople: 1,
			placesInLine: 2
		});
		expect(room).toMatchObject({
			doorNotes: 1,
			pairingRequests: 1,
			sharedTables: { free: 1, all: 2 },
			longest: { minutes: 9 }
		});
		expect(lineOf(room, 'housing')).toMatchObject({ waiting: 2, longest: 9, atTables: 0, desks: [] });
		expect(lineOf(room, 'police')).toMatchObject({
			waiting: 0,
			longest: null,
			atTables: 1,
			desks: [{ state: 'open', busy: 'called', table: null }]
		});
	});

	it('shows desks by their tables, those that take one call by call last', async () => {
		const db = await open();
		const hall = await makeHall(db, { agencies: ['police'], sharedTables: 2, ownTables: { police: 2 }, repsEach: 3 });
		for (const one of hall.agencies.police?.reps ?? [])
			expect(await openDesk(db, hall.dropInId, one, at(1))).toMatchObject({ ok: true });
		const room = await roomView(db, hall.dropInId, at(2));
		expect(lineOf(room, 'police')?.desks.map(({ table }) => table)).toEqual([3, 4, null]);
	});

	it('counts what waits at the door as the door does: nothing of those who have left', async () => {
		const db = await open();
		const hall = await makeHall(db);
		await comes(db, hall, [], 1, at(1));
		const ids = arrival(at(2));
		const sooner = { topicIds: [], party: nobodyInParticular, priorityAsked: true };
		await walkIn(db, { ...ids, dropInId: hall.dropInId, ...sooner }, hall.kiosk, at(2));
		const count = async () => [
			(await roomView(db, hall.dropInId, at(5))).doorNotes,
			(await doorView(db, hall.dropInId, hall.welcomer.staffId)).notes.length
		];
		expect(await count()).toEqual([3, 3]);
		await change(db, async (trx) => {
			await updateVisit(trx, ids.visitId, { state: 'left', left_at: at(4), left_how: 'finished' });
			return done();
		});
		expect(await count()).toEqual([1, 1]);
	});

	it('holds nothing that names a visit, a ticket or a person', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const party = { ...nobodyInParticular, name: 'Maryam the second' };
		const ids = arrival(at(1));
		const topicIds = [hall.agencies.police?.topicId ?? ''];
		const came = await walkIn(
			db,
			{ ...ids, dropInId: hall.dropInId, topicIds, party, priorityAsked: true },
			hall.kiosk,
			at(1)
		);
		const said = JSON.stringify(await roomView(db, hall.dropInId, at(10)));
		expect(said).not.toContain('Maryam');
		expect(said).not.toContain(ids.visitId);
		expect(said).not.toContain(came.ok ? `"${came.number}"` : 'nobody came');
	});

	it('knows when a tablet was last heard of, to the minute', async () => {
		const db = await open();
		const { dropInId } = await makeHall(db);
		const seen = async () => (await devicesOf(db.read, dropInId))[0] as Device;
		expect((await seen()).seenAt).toBeNull();
		await heardOf(db, await seen(), at(1));
		await heardOf(db, await seen(), at(1.5));
		expect((await seen()).seenAt).toBe(at(1));
		await heardOf(db, await seen(), at(2));
		expect((await seen()).seenAt).toBe(at(2));
	});

	it('says first where people wait and nobody calls, then long waits, then long breaks', async () => {
		const db = await open();
		const hall = await makeHall(db, { agencies: ['police', 'housing', 'health'] });
		const { dropInId } = hall;
		const housing = await opens(db, hall, 'housing', at(0));
		const health = await opens(db, hall, 'health', at(0));
		for (const agency of ['housing', 'police']) await comes(db, hall, [agency], 1, at(2));
		expect(troubles(await roomView(db, dropInId, at(20)), at(20)).map(({ what }) => what)).toEqual(['no_desk']);
		await pauseDesk(db, { dropInId, deskId: health, reason: 'Lunch' }, rep(hall, 'health'), at(20));
		const found = troubles(await roomView(db, dropInId, at(33)), at(33));
		expect(found.map(({ what }) => what)).toEqual(['no_desk', 'long_wait', 'long_break']);
		expect(found[1]).toMatchObject({ longest: 31 });
		expect(found[2]).toMatchObject({ minutes: 13, reason: 'Lunch' });
		await pauseDesk(db, { dropInId, deskId: housing, reason: '' }, rep(hall, 'housing'), at(33));
		expect(troubles(await roomView(db, dropInId, at(34)), at(34)).map(({ what }) => what)).toEqual([
			'no_desk',
			'all_paused',
			'long_break'
		]);
	});

	it('says in one line that the only desk people wait for is on a break, however long', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const { dropInId } = hall;
		const deskId = await opens(db, hall, 'housing', at(0));
		await comes(db, hall, ['housing'], 1, at(2));
		await pauseDesk(db, { dropInId, deskId, reason: 'Prayer' }, rep(hall, 'housing'), at(4));
		for (const minutes of [5, 50]) {
			const found = troubles(await roomView(db, dropInId, at(minutes)), at(minutes));
			expect(found).toHaveLength(1);
			expect(found[0]).toMatchObject({
				what: 'all_paused',
				waiting: 1,
				longest: minutes - 2,
				minutes: minutes - 4,
				reason: 'Prayer'
			});
		}
	});
});

function lineOf(room: Room, agency: string) {
	return room.agencies.find(({ name }) => name.startsWith(agency));
}

function rep(hall: Hall, agency: string) {
	const found = hall.agencies[agency]?.reps[0];
	if (!found) throw new Error(`no rep of ${agency}`);
	return found;
}

async function opens(db: Database, hall: Hall, agency: string, now: Instant): Promise<string> {
	const opened = await openDesk(db, hall.dropInId, rep(hall, agency), now);
	if (!opened.ok) throw new Error(opened.refusal.reason);
	return opened.deskId;
}

async function comes(db: Database, hall: Hall, agencies: string[], size: number, now: Instant): Promise<void> {
	const topicIds = agencies.map((agency) => hall.agencies[agency]?.topicId ?? '');
	const party = { ...nobodyInParticular, size };
	const came = await walkIn(
		db,
		{ ...arrival(now), dropInId: hall.dropInId, topicIds, party, priorityAsked: false },
		hall.kiosk,
		now
	);
	expect(came.ok).toBe(true);
}
