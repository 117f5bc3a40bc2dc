import type { Coordinator } from '../../../domain/actor.ts';
import type { Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result } from '../../../domain/refusal.ts';
import { writeDown } from '../../db/audit.ts';
import { change, type Database } from '../../db/change.ts';
import { endLoginsOfStaff } from '../../db/login-sessions.ts';
import { findStaff, hasCoordinator, markLeft } from '../../db/staff.ts';
import { releaseDesks } from '../desk/release.ts';

/** Ends somebody's access at once, everywhere; their desks close, and whoever sat there waits for a colleague. Refused for the last coordinator: nobody could let people in again. */
export async function leave(
	db: Database,
	{ staffId }: { staffId: string },
	actor: Coordinator,
	now: Instant
): Promise<Result> {
	const ended = await change(db, async (trx) => {
		await markLeft(trx, staffId, now);
		if (!(await hasCoordinator(trx))) return refuse('last_coordinator');
		await endLoginsOfStaff(trx, staffId);
		await writeDown(trx, { action: 'staff_left', detail: (await findStaff(trx, staffId))?.name ?? '' }, actor, now);
		return done();
	});
	if (ended.ok) await releaseDesks(db, staffId, actor, now);
	return ended;
}
