import type { Instant } from '../../domain/instant.ts';
import type { Reader } from './change.ts';

interface OpenCall {
	visitId: string;
	table: number;
	calledAt: Instant;
	/** When this call was made first; the same however often it is made again. */
	firstCalledAt: Instant;
}

/** Those called on the screen after `since` and not at their table yet, the last call first. */
export async function callsOnScreen(db: Reader, dropInId: string, since: Instant): Promise<OpenCall[]> {
	const rows = await db
		.selectFrom('stop')
		.innerJoin('visit', 'visit.id', 'stop.visit_id')
		.innerJoin('table', 'table.id', 'stop.table_id')
		.select(['stop.visit_id', 'stop.called_at', 'stop.first_called_at', 'table.number'])
		.where('stop.drop_in_id', '=', dropInId)
		.where('stop.state', '=', 'called')
		.where('stop.called_at', '>', since)
		.where('visit.how_to_call', '=', 'screen')
		.orderBy('stop.called_at', 'desc')
		// Two calls of one moment: by table, which says nothing.
		.orderBy('table.number')
		.execute();
	return rows.map((row) => ({
		visitId: row.visit_id,
		table: row.number,
		calledAt: row.called_at ?? '',
		firstCalledAt: row.first_called_at ?? ''
	}));
}
