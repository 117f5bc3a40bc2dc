import type { Instant } from '../../domain/instant.ts';
import type { Reader, Trx } from './change.ts';
import type { TopicRow } from './schema.ts';

export interface TopicWords {
	label: string;
	meet: string;
}

/** A topic as a coordinator edits it: its words in every language, by language code. */
export interface TopicSheet {
	id: string;
	agencyId: string;
	insteadOfId: string | null;
	icon: string;
	position: number;
	sensitive: boolean;
	retiredAt: Instant | null;
	words: Record<string, TopicWords>;
}

/** Every topic in reading order, retired ones last. */
export async function everyTopic(db: Reader): Promise<TopicSheet[]> {
	const rows = await db.selectFrom('topic').selectAll().orderBy('position').orderBy('id').execute();
	const texts = await db.selectFrom('topic_text').selectAll().execute();
	const sheets = rows.map((row) =>
		toSheet(
			row,
			texts.filter((text) => text.topic_id === row.id)
		)
	);
	return [...sheets.filter((topic) => topic.retiredAt === null), ...sheets.filter((topic) => topic.retiredAt !== null)];
}

export async function topicById(db: Reader, id: string): Promise<TopicSheet | null> {
	const row = await db.selectFrom('topic').selectAll().where('id', '=', id).executeTakeFirst();
	return row ? toSheet(row, await db.selectFrom('topic_text').selectAll().where('topic_id', '=', id).execute()) : null;
}

export async function addTopic(trx: Trx, topic: TopicRow): Promise<void> {
	await trx.insertInto('topic').values(topic).execute();
}

export async function updateTopic(
	trx: Trx,
	id: string,
	next: Partial<Omit<TopicRow, 'id' | 'created_at'>>
): Promise<boolean> {
	const row = await trx.updateTable('topic').set(next).where('id', '=', id).returning('id').executeTakeFirst();
	return row !== undefined;
}

/** Replaces a topic's words in every language. */
export async function setTopicWords(trx: Trx, topicId: string, words: Record<string, TopicWords>): Promise<void> {
	await trx.deleteFrom('topic_text').where('topic_id', '=', topicId).execute();
	for (const [locale, { label, meet }] of Object.entries(words))
		await trx.insertInto('topic_text').values({ topic_id: topicId, locale, label, meet }).execute();
}

/** How many topics of an agency can be chosen. */
export async function topicsInUse(db: Reader, agencyIds: readonly string[]): Promise<number> {
	if (agencyIds.length === 0) return 0;
	const row = await db
		.selectFrom('topic')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.where('agency_id', 'in', agencyIds)
		.where('retired_at', 'is', null)
		.executeTakeFirstOrThrow();
	return Number(row.count);
}

function toSheet(row: TopicRow, texts: readonly { locale: string; label: string; meet: string }[]): TopicSheet {
	return {
		id: row.id,
		agencyId: row.agency_id,
		insteadOfId: row.instead_of_id,
		icon: row.icon,
		position: row.position,
		sensitive: row.sensitive === 1,
		retiredAt: row.retired_at,
		words: Object.fromEntries(texts.map(({ locale, label, meet }) => [locale, { label, meet }]))
	};
}
