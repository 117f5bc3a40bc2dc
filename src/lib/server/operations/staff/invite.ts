import type { Coordinator } from '../../../domain/actor.ts';
import { addMinutes, type Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result } from '../../../domain/refusal.ts';
import type { StaffRole } from '../../../domain/staff.ts';
import { change, type Database } from '../../db/change.ts';
import { addInvitation } from '../../db/invitations.ts';
import { addStaff, findStaff, setRoles } from '../../db/staff.ts';

/** An invitation is good for a week, in minutes. */
const GOOD_FOR = 7 * 24 * 60;

interface Invited {
	name: string;
	email: string;
	roles: readonly StaffRole[];
}

/** Adds a person with their roles. The token goes into a link that lets them choose a password; it is not kept. */
export async function invite(
	db: Database,
	input: Invited,
	_actor: Coordinator,
	now: Instant
): Promise<Result<{ staffId: string; token: string }>> {
	const token = db.codes.token();
	return change(db, async (trx) => {
		const staffId = await addStaff(trx, { name: input.name, email: input.email, passwordHash: null }, now);
		if (staffId === null) return refuse('email_taken', { field: 'email' });
		await setRoles(trx, staffId, input.roles, now);
		await addInvitation(trx, linkFor(db, staffId, token, now), now);
		return done({ staffId, token });
	});
}

/** A new link for somebody who lost theirs, or forgot the password. The old password works until the link is used. */
export async function inviteAgain(
	db: Database,
	{ staffId }: { staffId: string },
	_actor: Coordinator,
	now: Instant
): Promise<Result<{ token: string }>> {
	const token = db.codes.token();
	return change(db, async (trx) => {
		const member = await findStaff(trx, staffId);
		if (!member || member.email === null || member.leftAt !== null) return refuse('not_allowed');
		await addInvitation(trx, linkFor(db, staffId, token, now), now);
		return done({ token });
	});
}

function linkFor(db: Database, staffId: string, token: string, now: Instant) {
	return { lookup: db.codes.lookup('invitation', token), staffId, expiresAt: addMinutes(now, GOOD_FOR) };
}
