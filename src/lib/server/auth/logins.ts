import type { SignedIn } from '../../domain/staff.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/change.ts';
import { rolesOf } from '../db/staff.ts';
import { luciaOver } from './lucia.ts';

/** How long the browser keeps its login cookie, in seconds: as long as the login lasts unused. */
export const LOGIN_SECONDS = 12 * 60 * 60;

/** Starts a login. Gives the secret for the browser's cookie; only its hash is stored. */
export async function startLogin(
	db: Database,
	{ staffId, dayCardId = null }: { staffId: string; dayCardId?: string | null },
	now: Clock
): Promise<string> {
	const { id } = await luciaOver(db, now).createSession(staffId, { dayCardId });
	return id;
}

/** Whose login a secret is; null when it ended. `renewed`: it was prolonged, and so should the cookie be. */
export async function readLogin(
	db: Database,
	secret: string,
	now: Clock
): Promise<{ staff: SignedIn; renewed: boolean } | null> {
	const { session, user } = await luciaOver(db, now).validateSession(secret);
	if (!session) return null;
	const { name, email, id: staffId } = user;
	const roles = await rolesOf(db.read, staffId);
	return { staff: { staffId, name, email, roles, dayCardId: session.dayCardId }, renewed: session.fresh };
}

/** Ends a login. Nothing happens when it ended before. */
export async function endLoginBy(db: Database, secret: string, now: Clock): Promise<void> {
	await luciaOver(db, now).invalidateSession(secret);
}
