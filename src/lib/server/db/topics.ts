import { inReadingOrder, type Topic } from '../../domain/topic.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Reader } from './change.ts';

/** A topic a drop-in offers, and until when its agency is there. */
export interface OfferedTopic extends Topic {
	startsAt: Instant;
	endsAt: Instant;
}

/**
 * The topics of the agencies that attend a drop-in, in reading order, in `locale` or else in English.
 * An agency whose hours are over by `now`, or that is away, offers nothing.
 */
export function offeredTopics(db: Reader, dropInId: string, locale: string, now: Instant): Promise<OfferedTopic[]> {
	return topicsThere(db, dropInId, locale, now);
}

/** Those somebody may stand in line for: of every agency of the drop-in, also of one that is away or whose hours are over. */
export function topicsInLine(db: Reader, dropInId: string, locale: string): Promise<OfferedTopic[]> {
	return topicsThere(db, dropInId, locale, null);
}

async function topicsThere(
	db: Reader,
	dropInId: string,
	locale: string,
	offeredAt: Instant | null
): Promise<OfferedTopic[]> {
	const rows = await db
		.selectFrom('topic')
		.innerJoin('attendance', 'attendance.agency_id', 'topic.agency_id')
		.innerJoin('topic_text as english', (join) =>
			join.onRef('english.topic_id', '=', 'topic.id').on('english.locale', '=', 'en')
		)
		.leftJoin('topic_text as own', (join) => join.onRef('own.topic_id', '=', 'topic.id').on('own.locale', '=', locale))
		.select([
			'topic.id',
			'topic.agency_id',
			'topic.instead_of_id',
			'topic.icon',
			'topic.sensitive',
			'attendance.id as attendance_id',
			'attendance.starts_at',
			'attendance.ends_at',
			'english.label as english_label',
			'english.meet as english_meet',
			'own.label',
			'own.meet'
		])
		.where('attendance.drop_in_id', '=', dropInId)
		.$if(offeredAt !== null, (query) =>
			query.where('attendance.ends_at', '>', offeredAt ?? '').where('attendance.gone_at', 'is', null)
		)
		.where('topic.retired_at', 'is', null)
		.orderBy('topic.position')
		.orderBy('topic.id')
		.execute();
	return inReadingOrder(
		rows.map((row) => ({
			id: row.id,
			agencyId: row.agency_id,
			attendanceId: row.attendance_id,
			insteadOfId: row.instead_of_id,
			icon: row.icon,
			label: row.label ?? row.english_label,
			meet: row.meet ?? row.english_meet,
			sensitive: row.sensitive === 1,
			startsAt: row.starts_at,
			endsAt: row.ends_at
		}))
	);
}
