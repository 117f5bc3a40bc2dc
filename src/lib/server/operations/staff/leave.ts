import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result } from '../../../domain/refusal.ts';
import { writeDown } from '../../db/audit.ts';
import { changeEveryDropIn, type Database } from '../../db/change.ts';
import { liveDesksOf } from '../../db/desks.ts';
import { endLoginsOfStaff } from '../../db/login-sessions.ts';
import { findStaff, hasCoordinator, markLeft } from '../../db/staff.ts';
import { releaseDesks } from '../desk/release.ts';

/**
 * Ends somebody's access at once, everywhere; their desks close, and whoever sat there waits for a colleague.
 * Pressed again, it changes nothing. Refuses somebody nobody knows, a day card (it is revoked instead), and the last
 * coordinator: nobody could let people in again.
 */
export async function leave(
	db: Database,
	{ staffId }: { staffId: string },
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	return changeEveryDropIn(db, async (trx) => {
		const member = await findStaff(trx, staffId);
		if (!member || member.email === null) return refuse('not_allowed');
		await markLeft(trx, staffId, now);
		if (!(await hasCoordinator(trx))) return refuse('last_coordinator');
		await endLoginsOfStaff(trx, staffId);
		await releaseDesks(trx, await liveDesksOf(trx, staffId), actor, now);
		if (member.leftAt === null) await writeDown(trx, { action: 'staff_left', detail: member.name }, actor, now);
		return done();
	});
}
