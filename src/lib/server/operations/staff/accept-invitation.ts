import type { Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result } from '../../../domain/refusal.ts';
import { writeDown } from '../../db/audit.ts';
import { change, type Database, type Trx } from '../../db/change.ts';
import { useInvitation } from '../../db/invitations.ts';
import { endLoginsOfStaff } from '../../db/login-sessions.ts';
import { addStaff, findStaff, hasCoordinator, setPassword, setRoles } from '../../db/staff.ts';

interface Acceptance {
	token: string;
	/** For the first coordinator; an invited person has both already. */
	name: string;
	email: string;
	/** Hashed before: nothing slow happens inside a change. */
	passwordHash: string;
}

/** Uses an invitation: makes the first coordinator, or gives an invited person their password and ends their old logins. Written down. */
export async function acceptInvitation(
	db: Database,
	input: Acceptance,
	now: Instant
): Promise<Result<{ staffId: string }>> {
	const lookup = db.codes.lookup('invitation', input.token);
	return change(db, async (trx) => {
		const invitation = await useInvitation(trx, lookup, now);
		if (!invitation) return refuse('invitation_ended');
		if (invitation.staffId !== null) {
			await setPassword(trx, invitation.staffId, input.passwordHash);
			await endLoginsOfStaff(trx, invitation.staffId);
			await writeUsed(trx, invitation.staffId, now);
			return done({ staffId: invitation.staffId });
		}
		if (await hasCoordinator(trx)) return refuse('invitation_ended');
		const staffId = await addStaff(trx, input, now);
		if (staffId === null) return refuse('email_taken', { field: 'email' });
		await setRoles(trx, staffId, [{ role: 'coordinator', agencyId: null, dropInId: null }], now);
		await writeUsed(trx, staffId, now);
		return done({ staffId });
	});
}

async function writeUsed(trx: Trx, staffId: string, now: Instant): Promise<void> {
	const detail = (await findStaff(trx, staffId))?.name ?? '';
	await writeDown(trx, { action: 'invitation_used', detail }, { staffId }, now);
}
