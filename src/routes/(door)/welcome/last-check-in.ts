import type { RequestEvent } from '@sveltejs/kit';
import { isAfterLastAdmission } from '#lib/domain/drop-in.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { DropIn } from '#lib/server/db/drop-ins.ts';

/** When the last check-in was, once it is over; null while everybody comes in. */
export function lastCheckIn(
	{ locals }: RequestEvent,
	{ lastAdmissionAt }: DropIn,
	bookedUntil: Instant | null = null
): Instant | null {
	return isAfterLastAdmission(lastAdmissionAt, locals.now(), bookedUntil) ? lastAdmissionAt : null;
}
