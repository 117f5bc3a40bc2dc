import type { Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result } from '../../../domain/refusal.ts';
import { change, type Database } from '../../db/change.ts';
import { useInvitation } from '../../db/invitations.ts';
import { endLoginsOfStaff } from '../../db/login-sessions.ts';
import { addStaff, hasCoordinator, setPassword, setRoles } from '../../db/staff.ts';

interface Acceptance {
	token: string;
	/** For the first coordinator; an invited person has both already. */
	name: string;
	email: string;
	/** Hashed before: nothing slow happens inside a change. */
	passwordHash: string;
}

/** Uses an invitation: makes the first coordinator, or gives an invited person their password and ends their old logins. */
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
			return done({ staffId: invitation.staffId });
		}
		if (await hasCoordinator(trx)) return refuse('invitation_ended');
		const staffId = await addStaff(trx, input, now);
		if (staffId === null) return refuse('email_taken', { field: 'email' });
		await setRoles(trx, staffId, [{ role: 'coordinator', agencyId: null, dropInId: null }], now);
		return done({ staffId });
	});
}
