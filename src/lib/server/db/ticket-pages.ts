import type { StopState } from '../../domain/stop.ts';
import type { Reader } from './change.ts';

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
