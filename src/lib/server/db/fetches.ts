import type { Instant } from '../../domain/instant.ts';
import type { Reader } from './change.ts';
import { boardIsPaired } from './devices.ts';

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
	const hasBoard = await boardIsPaired(db, dropInId);
	const rows = await db
		.selectFrom('stop')
		.innerJoin('visit', 'visit.id', 'stop.visit_id')
		.innerJoin('table', 'table.id', 'stop.table_id')
		.select(['stop.visit_id', 'stop.called_at', 'table.number'])
		.where('stop.drop_in_id', '=', dropInId)
		.where('stop.state', '=', 'called')
		.where((eb) =>
			eb.or([
				eb('visit.how_to_call', 'in', hasBoard ? ['fetch'] : ['fetch', 'screen']),
				eb.and([
					eb('visit.how_to_call', '=', 'phone'),
					eb.not(
						eb.exists(
							eb
								.selectFrom('link')
								.select('link.token_lookup')
								.where('link.purpose', '=', 'ticket')
								.where('link.ended_at', 'is', null)
								.where((of) =>
									of.or([
										of('link.visit_id', '=', of.ref('visit.id')),
										of('link.booking_id', '=', of.ref('visit.booking_id'))
									])
								)
						)
					)
				])
			])
		)
		.orderBy('stop.called_at', 'desc')
		.orderBy('stop.id')
		.execute();
	return rows.map((row) => ({ visitId: row.visit_id, table: row.number, calledAt: row.called_at ?? '' }));
}
