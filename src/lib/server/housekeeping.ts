import { addMinutes } from '../domain/instant.ts';
import { done } from '../domain/refusal.ts';
import type { Clock } from './clock.ts';
import { change, type Database } from './db/change.ts';
import { forgetOldAskings } from './db/devices.ts';
import { forgetOldDrafts } from './db/drafts.ts';
import { forgetOldInvitations } from './db/invitations.ts';
import { forgetOldLogins } from './db/login-sessions.ts';
import { forgetOldThrottles } from './db/throttles.ts';
import { describe, log } from './log.ts';
import { purgeDue } from './operations/drop-in/purge.ts';

// Often: the pages say that a booking in progress is gone after half an hour.
const EVERY = 5 * 60_000;
const DAY = 24 * 60;

/** Forgets what is no longer of use to anybody, now and every few minutes. Gives the function that stops it. */
export function startHousekeeping(db: Database, now: Clock): () => void {
	const sweep = () =>
		void forgetOld(db, now).catch((error: unknown) => log.error(describe(error), 'housekeeping failed'));
	sweep();
	const timer = setInterval(sweep, EVERY);
	timer.unref();
	return () => clearInterval(timer);
}

async function forgetOld(db: Database, now: Clock): Promise<void> {
	const yesterday = addMinutes(now(), -DAY);
	await purgeDue(db, now());
	await change(db, async (trx) => {
		await forgetOldLogins(trx, now());
		await forgetOldThrottles(trx, yesterday);
		await forgetOldAskings(trx, yesterday);
		await forgetOldInvitations(trx, yesterday);
		await forgetOldDrafts(trx, now());
		return done();
	});
}
