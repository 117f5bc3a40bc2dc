import type { Instant } from '#lib/domain/instant.ts';
import { done } from '#lib/domain/refusal.ts';
import type { StaffRole } from '#lib/domain/staff.ts';
import { hashPassword } from '#lib/server/auth/passwords.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { addStaff, setRoles } from '#lib/server/db/staff.ts';

export const PASSWORD = 'tulip lantern gravel nine';
export const coordinatorRole: StaffRole = { role: 'coordinator', agencyId: null, dropInId: null };
export const welcomerRole: StaffRole = { role: 'welcomer', agencyId: null, dropInId: null };

/** A person who can sign in with {@link PASSWORD}. */
export async function makeStaff(
	db: Database,
	{
		email = 'ada@example.org',
		name = 'Ada Cole',
		roles = [coordinatorRole]
	}: { email?: string; name?: string; roles?: StaffRole[] },
	now: Instant
): Promise<string> {
	const passwordHash = await hashPassword(PASSWORD);
	const made = await change(db, async (trx) => {
		const staffId = await addStaff(trx, { name, email, passwordHash }, now);
		if (staffId === null) throw new Error('This email address is taken');
		await setRoles(trx, staffId, roles, now);
		return done({ staffId });
	});
	if (!made.ok) throw new Error(made.refusal.reason);
	return made.staffId;
}
