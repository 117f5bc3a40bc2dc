import type { QueueRules } from '../../domain/drop-in.ts';
import type { BookedCredit, Credit } from '../../domain/queue.ts';
import type { Reader, Trx } from './change.ts';
import type { StopRow } from './schema.ts';

/** A stop with the credit it holds. */
export interface CreditedStop {
	row: StopRow;
	credit: BookedCredit;
}

/** Every stop of one visit, whatever its state, the newest first. */
export async function stopsOfVisit(db: Reader, visitId: string, rules: QueueRules): Promise<CreditedStop[]> {
	const rows = await db
		.selectFrom('stop')
		.leftJoin('window', 'window.id', 'stop.window_id')
		.selectAll('stop')
		.select(['window.starts_at as window_starts_at', 'window.ends_at as window_ends_at'])
		.where('stop.visit_id', '=', visitId)
		.orderBy('stop.created_at', 'desc')
		.orderBy('stop.id', 'desc')
		.execute();
	return rows.map(({ window_starts_at: startsAt, window_ends_at: endsAt, ...row }) => ({
		row,
		credit: {
			credit: row.credit,
			asOf: row.as_of,
			rate: row.rate,
			arrivedAt: row.arrived_at,
			window: startsAt !== null && endsAt !== null ? { startsAt, endsAt } : null,
			headStart: rules.headStart
		}
	}));
}

/** Adds topics to a stop; those it has already stay as they are. */
export async function addStopTopics(trx: Trx, stopId: string, topicIds: readonly string[]): Promise<void> {
	if (topicIds.length === 0) return;
	await trx
		.insertInto('stop_topic')
		.values(topicIds.map((topicId) => ({ stop_id: stopId, topic_id: topicId })))
		.onConflict((conflict) => conflict.columns(['stop_id', 'topic_id']).doNothing())
		.execute();
}

/** Takes topics off a stop. Gives how many it still has. */
export async function removeStopTopics(trx: Trx, stopId: string, topicIds: readonly string[]): Promise<number> {
	await trx.deleteFrom('stop_topic').where('stop_id', '=', stopId).where('topic_id', 'in', topicIds).execute();
	const rest = await trx.selectFrom('stop_topic').select('topic_id').where('stop_id', '=', stopId).execute();
	return rest.length;
}

export async function saveCredit(trx: Trx, stopId: string, { credit, asOf, rate }: Credit): Promise<void> {
	await trx.updateTable('stop').set({ credit, as_of: asOf, rate }).where('id', '=', stopId).execute();
}
