import type { Instant } from '../../domain/instant.ts';
import type { Outcome } from '../../domain/stop.ts';
import type { Reader } from './change.ts';
import type { VisitRow } from './schema.ts';

/** The person a desk has called or is serving, with what their call turned on. */
export async function personAt(db: Reader, deskId: string) {
	const row = await db
		.selectFrom('stop')
		.innerJoin('visit', 'visit.id', 'stop.visit_id')
		.innerJoin('table', 'table.id', 'stop.table_id')
		.selectAll('visit')
		.select([
			'stop.id as stop_id',
			'stop.calls',
			'stop.first_called_at',
			'stop.called_at',
			'stop.started_at',
			'stop.long_talk',
			'table.number'
		])
		.where('stop.desk_id', '=', deskId)
		.where('stop.state', 'in', ['called', 'serving'])
		.executeTakeFirst();
	if (!row || row.first_called_at === null || row.called_at === null) return null;
	const visit: VisitRow = row;
	return {
		stopId: row.stop_id,
		visit,
		calls: row.calls,
		firstCalledAt: row.first_called_at,
		calledAt: row.called_at,
		startedAt: row.started_at,
		longTalk: row.long_talk === 1,
		table: row.number
	};
}

/** What a stop is about, in `locale` or else in English. Only that stop: what else its person came for stays with others. */
export async function topicsOfStop(db: Reader, stopId: string, locale: string): Promise<string[]> {
	const rows = await db
		.selectFrom('stop_topic')
		.innerJoin('topic', 'topic.id', 'stop_topic.topic_id')
		.innerJoin('topic_text as english', (join) =>
			join.onRef('english.topic_id', '=', 'topic.id').on('english.locale', '=', 'en')
		)
		.leftJoin('topic_text as own', (join) => join.onRef('own.topic_id', '=', 'topic.id').on('own.locale', '=', locale))
		.select(['english.label as english_label', 'own.label'])
		.where('stop_topic.stop_id', '=', stopId)
		.orderBy('topic.position')
		.orderBy('topic.id')
		.execute();
	return rows.map((row) => row.label ?? row.english_label);
}

/** The last conversation a desk finished. */
export async function lastFinishedAt(
	db: Reader,
	deskId: string
): Promise<{ outcome: Outcome; startedAt: Instant; finishedAt: Instant } | null> {
	const row = await db
		.selectFrom('stop')
		.select(['outcome', 'started_at', 'finished_at'])
		.where('desk_id', '=', deskId)
		.where('state', '=', 'finished')
		.orderBy('finished_at', 'desc')
		.orderBy('id', 'desc')
		.executeTakeFirst();
	if (!row || row.outcome === null || row.started_at === null || row.finished_at === null) return null;
	return { outcome: row.outcome, startedAt: row.started_at, finishedAt: row.finished_at };
}
