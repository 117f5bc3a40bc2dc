import type { Instant } from '../../domain/instant.ts';
import type { Reader } from './change.ts';
import { boardIsPaired } from './devices.ts';
import { isFollowed } from './links.ts';

export interface CalledQuietly {
	visitId: string;
	table: number;
	calledAt: Instant;
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
		.select(['stop.visit_id', 'stop.called_at', 'table.number', 'visit.how_to_call', 'visit.booking_id'])
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
		.map((row) => ({ visitId: row.visit_id, table: row.number, calledAt: row.called_at ?? '' }));
}
