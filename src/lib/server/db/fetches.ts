import type { Instant } from '../../domain/instant.ts';
import type { Reader } from './change.ts';

export interface CalledQuietly {
	visitId: string;
	table: number;
	calledAt: Instant;
}

/** Those called who asked that someone comes for them, the newest call first. */
export async function calledQuietly(db: Reader, dropInId: string): Promise<CalledQuietly[]> {
	const rows = await db
		.selectFrom('stop')
		.innerJoin('visit', 'visit.id', 'stop.visit_id')
		.innerJoin('table', 'table.id', 'stop.table_id')
		.select(['stop.visit_id', 'stop.called_at', 'table.number'])
		.where('stop.drop_in_id', '=', dropInId)
		.where('stop.state', '=', 'called')
		.where('visit.how_to_call', '=', 'fetch')
		.orderBy('stop.called_at', 'desc')
		.orderBy('stop.id')
		.execute();
	return rows.map((row) => ({ visitId: row.visit_id, table: row.number, calledAt: row.called_at ?? '' }));
}
