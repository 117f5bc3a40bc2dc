import type { Coordinator } from '../../../domain/actor.ts';
import { addMinutes, type Instant } from '../../../domain/instant.ts';
import { done, refuse, type Result, together } from '../../../domain/refusal.ts';
import type { StaffRole } from '../../../domain/staff.ts';
import { isEmail } from '../../../domain/contact.ts';
import { readLine } from '../../../domain/words.ts';
import { writeDown } from '../../db/audit.ts';
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

/**
 * Adds a person with their roles. The token goes into a link that lets them choose a password; it is not kept.
 * Refuses a name or address that is none, an address somebody has, and no role at all.
 */
export async function invite(
	db: Database,
	input: Invited,
	actor: Coordinator,
	now: Instant
): Promise<Result<{ staffId: string; token: string }>> {
	const line = readLine(input.name, { field: 'name', longest: 80 });
	const email = input.email.trim();
	const checked = together({
		name: !line.ok && line.refusal.reason === 'field_missing' ? refuse('name_missing', { field: 'name' }) : line,
		email: isEmail(email) ? done() : refuse('email_invalid', { field: 'email' }),
		roles: input.roles.length > 0 ? done() : refuse('roles_missing', { field: 'roles' })
	});
	if (!checked.ok) return checked;
	const { name } = checked.read;
	const token = db.codes.token();
	return change(db, async (trx) => {
		const staffId = await addStaff(trx, { name: name.text, email, passwordHash: null }, now);
		if (staffId === null) return refuse('email_taken', { field: 'email' });
		await setRoles(trx, staffId, input.roles, now);
		await addInvitation(trx, linkFor(db, staffId, token, now), now);
		await writeDown(trx, { action: 'staff_invited', detail: name.text }, actor, now);
		return done({ staffId, token });
	});
}

/** A new link for somebody who lost theirs, or forgot the password. The old password works until the link is used. */
export async function inviteAgain(
	db: Database,
	{ staffId }: { staffId: string },
	actor: Coordinator,
	now: Instant
): Promise<Result<{ token: string }>> {
	const token = db.codes.token();
	return change(db, async (trx) => {
		const member = await findStaff(trx, staffId);
		if (!member || member.email === null || member.leftAt !== null) return refuse('not_allowed');
		await addInvitation(trx, linkFor(db, staffId, token, now), now);
		await writeDown(trx, { action: 'staff_invited_again', detail: member.name }, actor, now);
		return done({ token });
	});
}

function linkFor(db: Database, staffId: string, token: string, now: Instant) {
	return { lookup: db.codes.lookup('invitation', token), staffId, expiresAt: addMinutes(now, GOOD_FOR) };
}
