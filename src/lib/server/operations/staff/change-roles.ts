import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result } from '../../../domain/refusal.ts';
import type { StaffRole } from '../../../domain/staff.ts';
import { writeDown } from '../../db/audit.ts';
import { change, type Database } from '../../db/change.ts';
import { findStaff, hasCoordinator, setRoles } from '../../db/staff.ts';

interface NewRoles {
	staffId: string;
	roles: readonly StaffRole[];
}

/** Replaces what somebody may do, from their next request on. Refuses none at all, and to leave nobody as coordinator. */
export async function changeRoles(
	db: Database,
	{ staffId, roles }: NewRoles,
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	if (roles.length === 0) return refuse('roles_missing', { field: 'roles' });
	return change(db, async (trx) => {
		const member = await findStaff(trx, staffId);
		if (!member || member.leftAt !== null || member.email === null) return refuse('not_allowed');
		await setRoles(trx, staffId, roles, now);
		if (!(await hasCoordinator(trx))) return refuse('last_coordinator', { field: 'roles' });
		await writeDown(trx, { action: 'roles_changed', detail: member.name }, actor, now);
		return done();
	});
}
