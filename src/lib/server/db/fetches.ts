import type { Instant } from '../../domain/instant.ts';
import type { Reader } from './change.ts';
import { boardIsPaired } from './devices.ts';
import { isFollowed } from './links.ts';

export interface CalledQuietly {
	stopId: string;
	visitId: string;
	table: number;
	calledAt: Instant;
	/** When this call was made first; the same however often it is made again. */
	firstCalledAt: Instant;
}

/**
 * Those called for whom someone comes, the newest call first: who asked for it, and who would not hear of the call
 * otherwise, because no phone follows their ticket or no wall screen is paired to show their number.
 */
export async function calledQuietly(db: Reader, dropInId: string): Promise<CalledQuietly[]> {
	const rows = await db
		.selectFrom('stop')
		.innerJoin('visit', 'visit.id', 'stop.visit_id')
		.innerJoin('table', 'table.id', 'stop.table_id')
		.select([
			'stop.id',
			'stop.visit_id',
			'stop.called_at',
			'stop.first_called_at',
			'table.number',
			'visit.how_to_call',
			'visit.booking_id'
		])
		.where('stop.drop_in_id', '=', dropInId)
		.where('stop.state', '=', 'called')
		.orderBy('stop.called_at', 'desc')
		.orderBy('stop.id')
		.execute();
	const hasBoard = await boardIsPaired(db, dropInId);
	const hears = await Promise.all(
		rows.map(({ visit_id: id, booking_id, how_to_call }) => {
			if (how_to_call === 'phone') return isFollowed(db, { id, booking_id });
			return how_to_call === 'screen' && hasBoard;
		})
	);
	return rows
		.filter((_, index) => !hears[index])
		.map((row) => ({
			stopId: row.id,
			visitId: row.visit_id,
			table: row.number,
			calledAt: row.called_at ?? '',
			firstCalledAt: row.first_called_at ?? ''
		}));
}

/** The stop that somebody is called for now, if that call was first made at `firstCalledAt`. */
export async function calledStopOf(db: Reader, visitId: string, firstCalledAt: Instant): Promise<string | null> {
	const row = await db
		.selectFrom('stop')
		.select('id')
		.where('visit_id', '=', visitId)
		.where('state', '=', 'called')
		.where('first_called_at', '=', firstCalledAt)
		.executeTakeFirst();
	return row?.id ?? null;
}
