import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result } from '../../../domain/refusal.ts';
import { type StaffRole, standsFor } from '../../../domain/staff.ts';
import { writeDown } from '../../db/audit.ts';
import { changeEveryDropIn, type Database } from '../../db/change.ts';
import { liveDesksOf } from '../../db/desks.ts';
import { findStaff, hasCoordinator, setRoles } from '../../db/staff.ts';
import { releaseDesks } from '../desk/release.ts';

interface NewRoles {
	staffId: string;
	roles: readonly StaffRole[];
}

/**
 * Replaces what somebody may do, from their next request on; a desk of an agency they stand for no longer closes, and
 * whoever sat there waits for a colleague. Refuses none at all, and to leave nobody as coordinator.
 */
export async function changeRoles(
	db: Database,
	{ staffId, roles }: NewRoles,
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	if (roles.length === 0) return refuse('roles_missing', { field: 'roles' });
	return changeEveryDropIn(db, async (trx) => {
		const member = await findStaff(trx, staffId);
		if (!member || member.leftAt !== null || member.email === null) return refuse('not_allowed');
		await setRoles(trx, staffId, roles, now);
		if (!(await hasCoordinator(trx))) return refuse('last_coordinator', { field: 'roles' });
		const desks = await liveDesksOf(trx, staffId);
		await releaseDesks(
			trx,
			desks.filter((desk) => !standsFor({ roles }, desk)),
			actor,
			now
		);
		await writeDown(trx, { action: 'roles_changed', detail: member.name }, actor, now);
		return done();
	});
}
