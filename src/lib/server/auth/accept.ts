import type { Result } from '../../domain/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/change.ts';
import { log } from '../log.ts';
import { acceptInvitation } from '../operations/staff/accept-invitation.ts';
import { startLogin } from './logins.ts';
import { checkPassword } from './password-rules.ts';
import { hashPassword } from './passwords.ts';

interface Chosen {
	token: string;
	name: string;
	email: string;
	password: string;
}

/** Takes an invitation up: checks and hashes the password, then makes the account and its first login. */
export async function accept(
	db: Database,
	chosen: Chosen,
	now: Clock
): Promise<Result<{ secret: string; staffId: string }>> {
	const fit = checkPassword(chosen.password, chosen);
	if (!fit.ok) return fit;
	const passwordHash = await hashPassword(chosen.password);
	const accepted = await acceptInvitation(db, { ...chosen, passwordHash }, now());
	if (!accepted.ok) {
		log.warn({ reason: accepted.refusal.reason }, 'invitation refused');
		return accepted;
	}
	const secret = await startLogin(db, accepted, now);
	log.info({ staffId: accepted.staffId, how: 'invitation' }, 'signed in');
	return { ok: true, staffId: accepted.staffId, secret };
}
