import { done, refuse, type Result } from '../../domain/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/change.ts';
import { findPassword, tidyEmail } from '../db/staff.ts';
import { log } from '../log.ts';
import { startLogin } from './logins.ts';
import { verifyPassword } from './passwords.ts';
import { limit, relent } from './throttle.ts';

interface Attempt {
	email: string;
	password: string;
	/** Look-up of the address it comes from. */
	clientKey: string;
	/** What the browser was given when it last signed in, see {@link knownBy}. */
	known: string | null;
}

/**
 * Signs a person in. Refuses a wrong password, an unknown address and an account that has no password yet
 * with the same words and after the same work. Tries are counted before the password is looked at.
 * The log tells that it was tried and how it ended; of whom, only once they have proved it (UX P8).
 */
export async function signIn(
	db: Database,
	{ email, password, clientKey, known }: Attempt,
	now: Clock
): Promise<Result<{ secret: string; staffId: string; known: string }>> {
	const account = tidyEmail(email);
	const here = known !== null && known === knownBy(db, account);
	const bucket = here ? 'account-here' : 'account';
	const counted = await limit(
		db,
		[
			[bucket, account],
			['sign-in-from', clientKey]
		],
		now()
	);
	if (!counted.ok) return counted;
	const found = await findPassword(db.read, account);
	if (!(await verifyPassword(found?.hash ?? null, password)) || !found) {
		log.warn('sign-in refused');
		return refuse('sign_in_failed');
	}
	await relent(db, bucket, account);
	const secret = await startLogin(db, { staffId: found.staffId }, now);
	log.info({ staffId: found.staffId, how: 'password' }, 'signed in');
	return done({ secret, staffId: found.staffId, known: knownBy(db, account) });
}

/** Proof that a browser has signed in to this account before: it is then counted apart from strangers. */
function knownBy(db: Database, account: string): string {
	return db.codes.lookup('throttle', `signed in ${account}`);
}
