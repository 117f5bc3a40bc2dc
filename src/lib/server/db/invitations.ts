import type { Instant } from '../../domain/instant.ts';
import { newId } from '../ids.ts';
import type { Reader, Trx } from './change.ts';

/** A link that makes or renews a password. Without a person it makes the first coordinator. */
export interface Invitation {
	id: string;
	staffId: string | null;
	name: string;
	email: string;
}

/** The invitation behind a link, while it is good: not used, not expired. */
export async function findInvitation(reader: Reader, lookup: string, now: Instant): Promise<Invitation | null> {
	const row = await reader
		.selectFrom('invitation')
		.leftJoin('staff', 'staff.id', 'invitation.staff_id')
		.select(['invitation.id', 'invitation.staff_id', 'staff.name', 'staff.email', 'staff.left_at'])
		.where('token_lookup', '=', lookup)
		.where('used_at', 'is', null)
		.where('expires_at', '>', now)
		.executeTakeFirst();
	if (!row || row.left_at !== null) return null;
	return { id: row.id, staffId: row.staff_id, name: row.name ?? '', email: row.email ?? '' };
}

/** Adds an invitation; older ones of the same person end with it. */
export async function addInvitation(
	trx: Trx,
	{ lookup, staffId, expiresAt }: { lookup: string; staffId: string | null; expiresAt: Instant },
	now: Instant
): Promise<void> {
	const theirs = trx.updateTable('invitation').set({ used_at: now }).where('used_at', 'is', null);
	await (staffId === null ? theirs.where('staff_id', 'is', null) : theirs.where('staff_id', '=', staffId)).execute();
	await trx
		.insertInto('invitation')
		.values({
			id: newId(),
			created_at: now,
			token_lookup: lookup,
			staff_id: staffId,
			expires_at: expiresAt,
			used_at: null
		})
		.execute();
}

/** Uses an invitation up. Null when it is used, expired or unknown: of two who come at once, one gets it. */
export async function useInvitation(
	trx: Trx,
	lookup: string,
	now: Instant
): Promise<{ staffId: string | null } | null> {
	const row = await trx
		.updateTable('invitation')
		.set({ used_at: now })
		.where('token_lookup', '=', lookup)
		.where('used_at', 'is', null)
		.where('expires_at', '>', now)
		.returning('staff_id')
		.executeTakeFirst();
	return row ? { staffId: row.staff_id } : null;
}

export async function forgetOldInvitations(trx: Trx, before: Instant): Promise<void> {
	await trx.deleteFrom('invitation').where('expires_at', '<', before).execute();
}
