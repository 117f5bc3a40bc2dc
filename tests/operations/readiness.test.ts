import { expect, it } from 'vitest';
import { lacking } from '#lib/domain/readiness.ts';
import { issue } from '#lib/server/operations/day-card/issue.ts';
import { setUpOf } from '#lib/server/operations/drop-in/set-up.ts';
import { setPlaces } from '#lib/server/operations/drop-in/set-places.ts';
import { changeTable } from '#lib/server/operations/drop-in/set-tables.ts';
import { revoke } from '#lib/server/operations/device/revoke.ts';
import { retireTopic } from '#lib/server/operations/topic/save.ts';
import { placeCounts } from '#lib/server/db/windows.ts';
import { tablesOf } from '#lib/server/db/tables.ts';
import { makeStaff } from '../support/staff.ts';
import { onBothEngines } from '../support/databases.ts';
import { at, makeHall } from '../support/hall.ts';

onBothEngines('what a drop-in still lacks', (open) => {
	it('is said agency by agency, and no longer once it is there', async () => {
		const db = await open();
		const hall = await makeHall(db, {
			agencies: ['police', 'housing'],
			sharedTables: 1,
			ownTables: { housing: 1 },
			board: false
		});
		const { dropInId, coordinator } = hall;
		const { police, housing } = hall.agencies;
		if (!police || !housing) throw new Error('no agencies');
		const lacks = async () => lacking(await setUpOf(db.read, dropInId));
		const names = Object.fromEntries(
			(await setUpOf(db.read, dropInId)).agencies.map(({ name }) => [name.split(' ')[0], name])
		);
		const nobodySignsIn = { what: 'no_rep', agencies: [names.housing, names.police] };
		expect(await lacks()).toEqual([nobodySignsIn, { what: 'no_board' }, { what: 'no_welcomer' }]);

		await makeStaff(
			db,
			{ email: 'rep@example.org', roles: [{ role: 'rep', agencyId: police.agencyId, dropInId: null }] },
			at(0)
		);
		await issue(db, { dropInId, agencyId: housing.agencyId, label: 'Housing 1' }, coordinator, at(0));
		await makeStaff(db, { email: 'wim@example.org', roles: [{ role: 'welcomer', agencyId: null, dropInId }] }, at(0));
		expect(await lacks()).toEqual([{ what: 'no_board' }]);

		await retireTopic(db, { topicId: police.topicId, retired: true }, coordinator, at(1));
		const shared = (await tablesOf(db.read, dropInId)).find(({ attendanceId }) => attendanceId === null);
		await changeTable(
			db,
			{ dropInId, tableId: shared?.id ?? '', attendanceId: null, outOfUse: true },
			coordinator,
			at(1)
		);
		const places = (await placeCounts(db.read, dropInId)).map((place) => ({ ...place, capacity: 0 }));
		await setPlaces(db, { dropInId, places }, coordinator, at(1));
		await revoke(db, { deviceId: hall.kiosk.deviceId }, coordinator, at(1));
		expect(await lacks()).toEqual([
			{ what: 'no_place' },
			{ what: 'no_topic', agencies: [names.police] },
			{ what: 'no_table', agencies: [names.police] },
			{ what: 'no_kiosk' },
			{ what: 'no_board' }
		]);
	});

	it('begins with the agencies when there are none', async () => {
		const db = await open();
		const { dropInId } = await makeHall(db, { agencies: [], sharedTables: 0, board: false });
		expect(lacking(await setUpOf(db.read, dropInId)).map(({ what }) => what)).toEqual([
			'no_agency',
			'no_board',
			'no_welcomer'
		]);
	});
});
