import type { Instant } from '../../domain/instant.ts';
import type { Reader, Trx } from './change.ts';
import type { DayCardRow } from './schema.ts';

/** A printed link that signs a rep without an account in, for one drop-in and agency. */
export interface DayCard {
	id: string;
	dropInId: string;
	agencyId: string;
	label: string;
	state: 'issued' | 'claimed' | 'approved' | 'revoked';
	staffId: string | null;
	/** Look-up of what the claiming browser holds. */
	secretLookup: string | null;
	tokenSealed: string;
	claimedAt: Instant | null;
}

export async function findDayCard(reader: Reader, tokenLookup: string): Promise<DayCard | null> {
	const row = await reader
		.selectFrom('day_card')
		.selectAll()
		.where('token_lookup', '=', tokenLookup)
		.executeTakeFirst();
	return row ? toDayCard(row) : null;
}

/** The drop-in a card is for; null when there is no such card. */
export async function dropInOfCard(reader: Reader, id: string): Promise<string | null> {
	const row = await reader.selectFrom('day_card').select('drop_in_id').where('id', '=', id).executeTakeFirst();
	return row?.drop_in_id ?? null;
}

/** All day cards of a drop-in, newest first. */
export async function dayCardsOf(reader: Reader, dropInId: string): Promise<DayCard[]> {
	const rows = await reader
		.selectFrom('day_card')
		.selectAll()
		.where('drop_in_id', '=', dropInId)
		.orderBy('id', 'desc')
		.execute();
	return rows.map(toDayCard);
}

/** Whether an agency comes to a drop-in. */
export async function attends(reader: Reader, dropInId: string, agencyId: string): Promise<boolean> {
	const row = await reader
		.selectFrom('attendance')
		.select('id')
		.where('drop_in_id', '=', dropInId)
		.where('agency_id', '=', agencyId)
		.executeTakeFirst();
	return row !== undefined;
}

export async function addDayCard(trx: Trx, card: DayCardRow): Promise<void> {
	await trx.insertInto('day_card').values(card).execute();
}

/** Binds a card nobody has opened yet to a browser. False when another was first, or the card ended. */
export async function claimDayCard(trx: Trx, id: string, secretLookup: string, now: Instant): Promise<boolean> {
	const row = await trx
		.updateTable('day_card')
		.set({ state: 'claimed', secret_lookup: secretLookup, claimed_at: now })
		.where('id', '=', id)
		.where('state', '=', 'issued')
		.returning('id')
		.executeTakeFirst();
	return row !== undefined;
}

/** Takes the card from claimed to approved. Null when it is not claimed just now. */
export async function approveDayCard(trx: Trx, id: string, approvedBy: string, now: Instant): Promise<DayCard | null> {
	const row = await trx
		.updateTable('day_card')
		.set({ state: 'approved', approved_by: approvedBy, approved_at: now })
		.where('id', '=', id)
		.where('state', '=', 'claimed')
		.returningAll()
		.executeTakeFirst();
	return row ? toDayCard(row) : null;
}

export async function giveDayCardTo(trx: Trx, id: string, staffId: string): Promise<void> {
	await trx.updateTable('day_card').set({ staff_id: staffId }).where('id', '=', id).execute();
}

/** Ends a card. Null when there is none, or it ended before. */
export async function endDayCard(trx: Trx, id: string, now: Instant): Promise<DayCard | null> {
	const row = await trx
		.updateTable('day_card')
		.set({ state: 'revoked', revoked_at: now })
		.where('id', '=', id)
		.where('state', '<>', 'revoked')
		.returningAll()
		.executeTakeFirst();
	return row ? toDayCard(row) : null;
}

function toDayCard(row: DayCardRow): DayCard {
	return {
		id: row.id,
		dropInId: row.drop_in_id,
		agencyId: row.agency_id,
		label: row.label,
		state: row.state,
		staffId: row.staff_id,
		secretLookup: row.secret_lookup,
		tokenSealed: row.token_sealed,
		claimedAt: row.claimed_at
	};
}
