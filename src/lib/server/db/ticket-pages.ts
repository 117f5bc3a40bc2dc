import type { Instant } from '../../domain/instant.ts';
import type { StopState } from '../../domain/stop.ts';
import type { Reader, Trx } from './change.ts';

/** A visit's places in line, without whose: their states, and the table where one is called. */
export async function ownStops(db: Reader, visitId: string): Promise<{ state: StopState; table: number | null }[]> {
	return db
		.selectFrom('stop')
		.leftJoin('table', 'table.id', 'stop.table_id')
		.select(['stop.state', 'table.number as table'])
		.where('stop.visit_id', '=', visitId)
		.orderBy('stop.id')
		.execute();
}

/** Ends the kiosk's link for the one phone that follows it. Gives whose it was; null when it was used or never was. */
export async function useClaim(
	trx: Trx,
	tokenLookup: string,
	now: Instant
): Promise<{ dropInId: string; visitId: string } | null> {
	const row = await trx
		.updateTable('link')
		.set({ ended_at: now })
		.where('token_lookup', '=', tokenLookup)
		.where('purpose', '=', 'claim')
		.where('ended_at', 'is', null)
		.returning(['drop_in_id', 'visit_id'])
		.executeTakeFirst();
	return row && row.visit_id !== null ? { dropInId: row.drop_in_id, visitId: row.visit_id } : null;
}
