import { expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import { presenceOf, type Trouble, troubles } from '#lib/domain/room.ts';
import type { Database } from '#lib/server/db/change.ts';
import { tablesOf } from '#lib/server/db/tables.ts';
import { closeDesk, openDesk, pauseDesk } from '#lib/server/operations/desk/open-desk.ts';
import { agencyBack, agencyGone } from '#lib/server/operations/drop-in/agency-gone.ts';
import { agencyLate } from '#lib/server/operations/drop-in/agency-late.ts';
import { roomView } from '#lib/server/operations/drop-in/room.ts';
import { changeTable } from '#lib/server/operations/drop-in/set-tables.ts';
import { onBothEngines } from '../support/databases.ts';
import { must, walksIn } from '../support/door.ts';
import { at, CLOSES, type Hall, makeHall, OPENS } from '../support/hall.ts';
import { repOf } from '../support/reps.ts';

onBothEngines('what is wrong in the room', (open) => {
	it('is nothing while a colleague goes on: those who wait stay with the agency’s other desk', async () => {
		const { db, hall } = await withPeople(open);
		const first = await must(openDesk(db, hall.dropInId, repOf(hall, 'police', 0), at(2)));
		const second = await must(openDesk(db, hall.dropInId, repOf(hall, 'police', 1), at(2)));
		const of = { dropInId: hall.dropInId };
		await must(closeDesk(db, { ...of, ...first }, repOf(hall, 'police', 0), at(3)));
		expect(await wrong(db, hall, at(4))).toEqual([]);
		await must(pauseDesk(db, { ...of, ...second, reason: 'Tea' }, repOf(hall, 'police', 1), at(5)));
		expect(await wrong(db, hall, at(6))).toMatchObject([{ what: 'all_paused', reason: 'Tea' }]);
		await must(closeDesk(db, { ...of, ...second }, repOf(hall, 'police', 1), at(7)));
		const attendanceId = hall.agencies.police?.attendanceId;
		expect(await wrong(db, hall, at(8))).toMatchObject([{ what: 'no_desk', attendanceId, waiting: 1 }]);
	});

	it('is not an agency that has yet to come, until the time it said', async () => {
		const { db, hall } = await withPeople(open);
		await must(agencyLate(db, { ...police(hall), starts: '16:00' }, hall.coordinator, at(5)));
		expect(await wrong(db, hall, at(45))).toEqual([]);
		expect(await wrong(db, hall, at(60))).toMatchObject([{ what: 'no_desk' }]);
	});

	it('is a line whose agency is away or over, until it ends or the agency is back', async () => {
		const { db, hall } = await withPeople(open);
		const gone = { ...police(hall), how: 'left' } as const;
		await must(agencyGone(db, { ...gone, line: 'keep' }, hall.coordinator, at(5)));
		expect(await wrong(db, hall, at(6))).toMatchObject([{ what: 'away', presence: 'left', waiting: 1 }]);
		await must(agencyBack(db, police(hall), hall.coordinator, at(7)));
		expect(await wrong(db, hall, CLOSES)).toMatchObject([{ what: 'away', presence: 'over', waiting: 1 }]);
		await must(agencyGone(db, { ...gone, line: 'end' }, hall.coordinator, at(8)));
		expect(await wrong(db, hall, at(9))).toEqual([]);
	});

	it('can be mended with a table that is out of use, if there is one', async () => {
		const db = await open();
		const hall = await makeHall(db, { sharedTables: 2 });
		expect((await roomView(db, hall.dropInId, at(1))).sharedTables).toEqual({ free: 2, all: 2, outOfUse: null });
		const [table] = await tablesOf(db.read, hall.dropInId);
		const change = { dropInId: hall.dropInId, tableId: table?.id ?? '', attendanceId: null };
		await must(changeTable(db, { ...change, outOfUse: true }, hall.coordinator, at(2)));
		expect((await roomView(db, hall.dropInId, at(3))).sharedTables).toEqual({
			free: 1,
			all: 1,
			outOfUse: { id: table?.id, number: 1 }
		});
	});
});

it('an agency is to come, here, over, or away for whichever reason', () => {
	const hours = { startsAt: at(30), endsAt: CLOSES, gone: null };
	expect([OPENS, at(30), CLOSES].map((now) => presenceOf(hours, now))).toEqual(['to_come', 'here', 'over']);
	for (const how of ['left', 'not_coming'] as const) expect(presenceOf({ ...hours, gone: { how } }, at(40))).toBe(how);
});

async function withPeople(open: () => Promise<Database>) {
	const db = await open();
	const hall = await makeHall(db);
	await walksIn(db, hall, ['police'], at(1));
	return { db, hall };
}

async function wrong(db: Database, hall: Hall, now: Instant): Promise<Trouble[]> {
	const room = await roomView(db, hall.dropInId, now);
	// Long waits come by themselves with the hours of these tests.
	return troubles(room, now).filter(({ what }) => what !== 'long_wait');
}

function police(hall: Hall) {
	return { dropInId: hall.dropInId, attendanceId: hall.agencies.police?.attendanceId ?? '' };
}
