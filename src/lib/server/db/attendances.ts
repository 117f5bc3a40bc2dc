import type { Instant } from '../../domain/instant.ts';
import type { Reader } from './change.ts';

/** An agency's attendance at a drop-in, by the agency. */
export async function attendanceOf(
	db: Reader,
	dropInId: string,
	agencyId: string
): Promise<{ id: string; endsAt: Instant; goneAt: Instant | null } | null> {
	const row = await db
		.selectFrom('attendance')
		.select(['id', 'ends_at', 'gone_at'])
		.where('drop_in_id', '=', dropInId)
		.where('agency_id', '=', agencyId)
		.executeTakeFirst();
	return row ? { id: row.id, endsAt: row.ends_at, goneAt: row.gone_at } : null;
}

export async function agencyOfAttendance(db: Reader, attendanceId: string): Promise<string | null> {
	const row = await db.selectFrom('attendance').select('agency_id').where('id', '=', attendanceId).executeTakeFirst();
	return row?.agency_id ?? null;
}

/**
 * The topics that lead to each agency still to be at a drop-in after `now`, by attendance; retired ones too, for those who
 * booked them, and those of an agency that is away while its line goes on.
 */
export async function topicsStillMet(db: Reader, dropInId: string, now: Instant): Promise<Map<string, string[]>> {
	const rows = await db
		.selectFrom('attendance')
		.leftJoin('topic', 'topic.agency_id', 'attendance.agency_id')
		.select(['attendance.id', 'topic.id as topic_id'])
		.where('attendance.drop_in_id', '=', dropInId)
		.where('attendance.ends_at', '>', now)
		.where((eb) => eb.or([eb('attendance.gone_at', 'is', null), eb('attendance.line_kept', '=', 1)]))
		.execute();
	const topics = new Map<string, string[]>();
	for (const { id, topic_id: topicId } of rows)
		topics.set(id, [...(topics.get(id) ?? []), ...(topicId === null ? [] : [topicId])]);
	return topics;
}

/** Which attendance each topic leads to at a drop-in, without agencies that have gone home by `now`. */
export async function answeredTopics(
	db: Reader,
	dropInId: string,
	now: Instant
): Promise<{ topicId: string; attendanceId: string }[]> {
	const rows = await db
		.selectFrom('topic')
		.innerJoin('attendance', 'attendance.agency_id', 'topic.agency_id')
		.select(['topic.id as topic_id', 'attendance.id as attendance_id'])
		.where('attendance.drop_in_id', '=', dropInId)
		.where('attendance.ends_at', '>', now)
		.where('attendance.gone_at', 'is', null)
		.where('topic.retired_at', 'is', null)
		.execute();
	return rows.map((row) => ({ topicId: row.topic_id, attendanceId: row.attendance_id }));
}

/** Which attendance each of these topics leads to at a drop-in, also of an agency that has gone home. */
export async function attendancesOfTopics(
	db: Reader,
	dropInId: string,
	topicIds: readonly string[]
): Promise<Map<string, string>> {
	const rows = await db
		.selectFrom('topic')
		.innerJoin('attendance', 'attendance.agency_id', 'topic.agency_id')
		.select(['topic.id as topic_id', 'attendance.id as attendance_id'])
		.where('attendance.drop_in_id', '=', dropInId)
		.where('topic.id', 'in', topicIds)
		.execute();
	return new Map(rows.map((row) => [row.topic_id, row.attendance_id]));
}
