import { addMinutes, type Instant } from '../domain/instant.ts';
import { done } from '../domain/refusal.ts';
import type { Clock } from './clock.ts';
import { change, type Database } from './db/change.ts';
import { forgetOldAskings } from './db/devices.ts';
import { forgetOldDrafts } from './db/drafts.ts';
import { forgetOldInvitations } from './db/invitations.ts';
import { forgetOldLogins } from './db/login-sessions.ts';
import { dueForPurge } from './db/purge.ts';
import { forgetOldThrottles } from './db/throttles.ts';
import { describe, log } from './log.ts';
import { purge } from './operations/drop-in/purge.ts';

// Often: the pages say that a booking in progress is gone after half an hour.
const EVERY = 5 * 60_000;
const DAY = 24 * 60;

type Failed = (error: unknown, about: { what: string; dropInId?: string }) => void;

/** Forgets what is no longer of use to anybody, now and every few minutes. Gives the function that stops it. */
export function startHousekeeping(db: Database, now: Clock): () => void {
	const tidy = () =>
		void sweep(db, now(), (error, { what, ...about }) => log.error({ ...describe(error), ...about }, what));
	tidy();
	const timer = setInterval(tidy, EVERY);
	timer.unref();
	return () => clearInterval(timer);
}

/**
 * One round. What fails is told and left for the next round; the rest goes on.
 * @param failed is told what could not be done and why
 */
export async function sweep(db: Database, now: Instant, failed: Failed): Promise<void> {
	await purgeDue(db, now, failed).catch((error: unknown) => failed(error, { what: 'purging failed' }));
	await forgetOld(db, now).catch((error: unknown) => failed(error, { what: 'housekeeping failed' }));
}

/** Each drop-in by itself: one that cannot be purged holds nobody else's promise up. */
async function purgeDue(db: Database, now: Instant, failed: Failed): Promise<void> {
	for (const dropInId of await dueForPurge(db.read, now.slice(0, 10)))
		await purge(db, { dropInId }, now).catch((error: unknown) =>
			failed(error, { what: 'a drop-in could not be purged', dropInId })
		);
}

async function forgetOld(db: Database, now: Instant): Promise<void> {
	const yesterday = addMinutes(now, -DAY);
	await change(db, async (trx) => {
		await forgetOldLogins(trx, now);
		await forgetOldThrottles(trx, yesterday);
		await forgetOldAskings(trx, yesterday);
		await forgetOldInvitations(trx, yesterday);
		await forgetOldDrafts(trx, now);
		return done();
	});
}
