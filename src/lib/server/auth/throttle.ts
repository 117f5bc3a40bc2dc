import type { Instant } from '../../domain/instant.ts';
import { done, refuse, type Result } from '../../domain/refusal.ts';
import { change, type Database } from '../db/change.ts';
import { log } from '../log.ts';
import { type Bucket, emptyBucket, tryOnce } from '../db/throttles.ts';

/** What is limited. Buckets are kept under an HMAC: nobody reads an email address out of them. */
const buckets = {
	/** Sign-in to one account from a browser that has not signed in to it before. */
	account: { limit: 10, minutes: 2 },
	/** Sign-in to one account from one browser that has: others cannot shut its owner out. */
	'account-here': { limit: 10, minutes: 1 },
	/** Everything from one address. A whole hall shares one (UX P9): only against a flood. */
	'sign-in-from': { limit: 300, minutes: 0.1 },
	/** New pairing codes asked for from one address. */
	'pairing-from': { limit: 40, minutes: 0.5 },
	/** Bookings begun from one address. They hold no place: only against a flood. */
	'drafts-from': { limit: 120, minutes: 0.1 },
	/** Links and codes tried from one address: 130 bits need no more; six letters need a person who approves. */
	'codes-from': { limit: 120, minutes: 0.1 },
	/** Pairing codes a coordinator types. */
	'pairing-typed': { limit: 20, minutes: 0.5 }
} satisfies Record<string, Bucket>;

export type Limited = keyof typeof buckets;

/** Counts one try against each bucket, all or none; refused as soon as one is full. */
export async function limit(
	db: Database,
	tries: readonly (readonly [Limited, string])[],
	now: Instant
): Promise<Result> {
	return change(db, async (trx) => {
		for (const [kind, about] of tries) {
			if (await tryOnce(trx, keyOf(db, kind, about), buckets[kind], now)) continue;
			log.warn({ limit: kind }, 'too many tries');
			return refuse('too_many_tries');
		}
		return done();
	});
}

/** Forgets the tries against one bucket, after one that was right. */
export async function relent(db: Database, kind: Limited, about: string): Promise<void> {
	await change(db, async (trx) => {
		await emptyBucket(trx, keyOf(db, kind, about));
		return done();
	});
}

function keyOf(db: Database, kind: Limited, about: string): string {
	return db.codes.lookup('throttle', `${kind} ${about}`);
}
