import type { Instant } from '../../domain/instant.ts';
import { minutesBetween } from '../../domain/instant.ts';
import type { Trx } from './change.ts';

/** A leaky bucket: `limit` tries at once, and one more for every `minutes` that pass. */
export interface Bucket {
	limit: number;
	minutes: number;
}

/** Puts one try into a bucket. False when it is full; nothing is added then. */
export async function tryOnce(trx: Trx, key: string, { limit, minutes }: Bucket, now: Instant): Promise<boolean> {
	// Writing first locks the row, so that many tries at once are counted one after another.
	const row = await trx
		.insertInto('throttle')
		.values({ bucket: key, tries: 0, as_of: now })
		.onConflict((c) => c.column('bucket').doUpdateSet((e) => ({ bucket: e.ref('excluded.bucket') })))
		.returning(['tries', 'as_of'])
		.executeTakeFirstOrThrow();
	const leaked = Math.max(0, minutesBetween(row.as_of, now)) / minutes;
	const tries = Math.max(0, row.tries - leaked) + 1;
	if (tries > limit) return false;
	await trx.updateTable('throttle').set({ tries, as_of: now }).where('bucket', '=', key).execute();
	return true;
}

export async function emptyBucket(trx: Trx, key: string): Promise<void> {
	await trx.deleteFrom('throttle').where('bucket', '=', key).execute();
}

export async function forgetOldThrottles(trx: Trx, before: Instant): Promise<void> {
	await trx.deleteFrom('throttle').where('as_of', '<', before).execute();
}
