import { expect, it } from 'vitest';
import type { Coordinator } from '#lib/domain/actor.ts';
import type { Result } from '#lib/domain/refusal.ts';
import type { Database } from '#lib/server/db/change.ts';
import { hasCoordinator } from '#lib/server/db/staff.ts';
import { newId } from '#lib/server/ids.ts';
import { changeRoles } from '#lib/server/operations/staff/change-roles.ts';
import { leave } from '#lib/server/operations/staff/leave.ts';
import { onBothEngines } from '../support/databases.ts';
import { at } from '../support/hall.ts';
import { coordinatorRole, makeStaff, welcomerRole } from '../support/staff.ts';

onBothEngines('the last coordinator', (open) => {
	type End = (db: Database, staffId: string, by: Coordinator) => Promise<Result>;
	const sends: End = (db, staffId, by) => leave(db, { staffId }, by, at(1));
	const demotes: End = (db, staffId, by) => changeRoles(db, { staffId, roles: [welcomerRole] }, by, at(1));

	it.each([
		['send each other away', sends, sends],
		['take each other’s role', demotes, demotes],
		['do one and the other', sends, demotes]
	])('stays when two coordinators %s at once, with no drop-in on', async (_, first, second) => {
		const db = await open();
		for (let round = 0; round < 8; round += 1) {
			const [ada, ben] = [await coordinator(db), await coordinator(db)];
			await retireOthers(db, ada, ben);
			const answers = await Promise.all([first(db, ben.staffId, ada), second(db, ada.staffId, ben)]);
			expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
			expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: { reason: 'last_coordinator' } });
			expect(await hasCoordinator(db.read)).toBe(true);
		}
	});

	it('is one of the whole house: a coordinator of one drop-in could not let people in again', async () => {
		const db = await open();
		const ada = await coordinator(db);
		const limited = [{ ...coordinatorRole, dropInId: newId() }];
		await makeStaff(db, { email: 'limited@example.org', roles: limited }, at(0));
		expect(await leave(db, { staffId: ada.staffId }, ada, at(1))).toMatchObject({
			refusal: { reason: 'last_coordinator' }
		});
		expect(await changeRoles(db, { staffId: ada.staffId, roles: limited }, ada, at(1))).toMatchObject({
			refusal: { reason: 'last_coordinator' }
		});
	});
});

async function coordinator(db: Database): Promise<Coordinator> {
	return { kind: 'coordinator', staffId: await makeStaff(db, { email: `${newId()}@example.org` }, at(0)) };
}

/** Leaves these two as the only coordinators. */
async function retireOthers(db: Database, one: Coordinator, other: Coordinator): Promise<void> {
	const kept = [one.staffId, other.staffId];
	const rest = await db.read.selectFrom('staff').select('id').where('id', 'not in', kept).execute();
	for (const { id } of rest) await leave(db, { staffId: id }, one, at(0));
}
