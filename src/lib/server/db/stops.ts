import type { QueueRules } from '../../domain/drop-in.ts';
import { addMinutes, addSeconds, type Instant } from '../../domain/instant.ts';
import { PARK_MINUTES } from '../../domain/parking.ts';
import type { Place } from '../../domain/queue.ts';
import { hasEnded, isAtATable, type StopState } from '../../domain/stop.ts';
import { UNDO_SECONDS } from '../../domain/undo.ts';
import { newId } from '../ids.ts';
import type { Reader, Trx } from './change.ts';
import { freeJoined } from './joined-stops.ts';
import type { StopRow } from './schema.ts';
import { type By, writeChange } from './stop-changes.ts';

/** The live places in one agency's line: waiting, parked, called and serving. */
export async function lineOf(db: Reader, attendanceId: string, rules: QueueRules): Promise<Place[]> {
	const rows = await db
		.selectFrom('stop')
		.innerJoin('visit', 'visit.id', 'stop.visit_id')
		.leftJoin('window', 'window.id', 'stop.window_id')
		.selectAll('stop')
		.select(['visit.priority', 'window.starts_at as window_starts_at', 'window.ends_at as window_ends_at'])
		.where('stop.attendance_id', '=', attendanceId)
		.where('stop.state', 'in', ['waiting', 'parked', 'called', 'serving'])
		.where('visit.state', '=', 'here')
		.execute();
	return rows.map((row) => ({
		stopId: row.id,
		visitId: row.visit_id,
		state: row.state,
		arrivedAt: row.arrived_at,
		credit: row.credit,
		asOf: row.as_of,
		rate: row.rate,
		window:
			row.window_starts_at !== null && row.window_ends_at !== null
				? { startsAt: row.window_starts_at, endsAt: row.window_ends_at }
				: null,
		headStart: rules.headStart,
		priority: row.priority === 'confirmed',
		parkedUntil: row.parked_until,
		keptFrom: row.kept_from,
		joined: row.joined === 1
	}));
}

/** Puts those of an agency whose "not just now" is over back into its line, before somebody is chosen from it. */
export async function endParks(trx: Trx, attendanceId: string, now: Instant): Promise<void> {
	const over = await trx
		.selectFrom('stop')
		.selectAll()
		.where('attendance_id', '=', attendanceId)
		.where('state', '=', 'parked')
		.where('parked_until', '<=', now)
		.execute();
	for (const stop of over)
		await saveStop(trx, stop, { state: 'waiting', parked_until: null }, { how: 'return', actor: 'clock', now });
}

/**
 * The visits of a drop-in that are at a table now, or left one so lately that their rep may take it back: called elsewhere
 * meanwhile, what cannot be taken back would tell that somebody else wants them.
 */
export async function visitsAtTables(db: Reader, dropInId: string, now: Instant): Promise<Set<string>> {
	const lately = addSeconds(now, -UNDO_SECONDS);
	const rows = await db
		.selectFrom('stop')
		.select('visit_id')
		.where('drop_in_id', '=', dropInId)
		.where((eb) =>
			eb.or([
				eb('state', 'in', ['called', 'serving']),
				eb.and([eb('state', '=', 'finished'), eb('finished_at', '>', lately)]),
				eb.and([eb('state', '=', 'parked'), eb('parked_until', '>', addMinutes(lately, PARK_MINUTES))]),
				eb.and([
					// Only a rep's own "does not need us" leaves the desk written down.
					eb('state', '=', 'withdrawn'),
					eb('desk_id', 'is not', null),
					eb.exists(
						eb
							.selectFrom('stop_change')
							.select('stop_change.id')
							.whereRef('stop_change.stop_id', '=', 'stop.id')
							.where('stop_change.how', '=', 'notNeeded')
							.where('stop_change.created_at', '>', lately)
					)
				])
			])
		)
		.execute();
	return new Set(rows.map((row) => row.visit_id));
}

/** Whether a visit is called or sits somewhere, or is in this agency's line again with another stop than this one. */
export async function isTakenUp(db: Reader, stop: StopRow): Promise<boolean> {
	const row = await db
		.selectFrom('stop')
		.select('id')
		.where('visit_id', '=', stop.visit_id)
		.where('id', '<>', stop.id)
		.where((eb) =>
			eb.or([
				eb('state', 'in', ['called', 'serving']),
				eb.and([eb('state', 'in', ['waiting', 'parked']), eb('attendance_id', '=', stop.attendance_id)])
			])
		)
		.executeTakeFirst();
	return row !== undefined;
}

/** Whether another agency talks with the same person at the table where a stop is or was. */
export async function hasCompany(db: Reader, stop: StopRow): Promise<boolean> {
	const row = await db
		.selectFrom('stop')
		.select('id')
		.where('visit_id', '=', stop.visit_id)
		.where('table_id', '=', stop.table_id)
		.where('state', '=', 'serving')
		.where('id', '<>', stop.id)
		.executeTakeFirst();
	return row !== undefined;
}

/** Whether somebody is called to a table or sits there. */
export async function isTableTaken(db: Reader, tableId: string): Promise<boolean> {
	const row = await db
		.selectFrom('stop')
		.select('id')
		.where('table_id', '=', tableId)
		.where('state', 'in', ['called', 'serving'])
		.executeTakeFirst();
	return row !== undefined;
}

export async function stopRow(db: Reader, id: string): Promise<StopRow | null> {
	return (await db.selectFrom('stop').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** The stop a desk has called or is serving. */
export async function openStopOf(db: Reader, deskId: string): Promise<StopRow | null> {
	const row = await db
		.selectFrom('stop')
		.selectAll()
		.where('desk_id', '=', deskId)
		.where('state', 'in', ['called', 'serving'])
		.executeTakeFirst();
	return row ?? null;
}

/** Whether somebody is called to a rep, or sits with them, at another drop-in than this one. */
export async function isBusyElsewhere(db: Reader, repId: string, dropInId: string): Promise<boolean> {
	const row = await db
		.selectFrom('stop')
		.select('id')
		.where('rep_id', '=', repId)
		.where('drop_in_id', '<>', dropInId)
		.where('state', 'in', ['called', 'serving'])
		.executeTakeFirst();
	return row !== undefined;
}

/** What a new place in line is made of; the rest of its row begins empty. */
export type NewStop = Pick<
	StopRow,
	'drop_in_id' | 'visit_id' | 'attendance_id' | 'window_id' | 'credit' | 'as_of' | 'rate' | 'arrived_at'
> &
	Partial<Pick<StopRow, 'kept_from'>>;

/** Puts a stop in line, waiting, for these topics. Gives its id. */
export async function insertStop(trx: Trx, stop: NewStop, topicIds: readonly string[], now: Instant): Promise<string> {
	const id = newId();
	await trx
		.insertInto('stop')
		.values({ ...emptyStop, ...stop, id, created_at: now })
		.execute();
	const topics = topicIds.map((topicId) => ({ stop_id: id, topic_id: topicId }));
	if (topics.length > 0) await trx.insertInto('stop_topic').values(topics).execute();
	return id;
}

const emptyStop = {
	state: 'waiting',
	joined: 0,
	calls: 0,
	parks: 0,
	parked_until: null,
	desk_id: null,
	table_id: null,
	rep_id: null,
	first_called_at: null,
	called_at: null,
	started_at: null,
	finished_at: null,
	outcome: null,
	handed_over_from: null,
	note_sealed: null,
	joins: null,
	kept_from: null,
	long_talk: 0,
	consent_at: null,
	sender_named: 0
} as const;

/** Back in its line, or out of it: at nobody's table, and never called. */
export const offTheTable = {
	desk_id: null,
	table_id: null,
	rep_id: null,
	calls: 0,
	called_at: null,
	started_at: null
} as const;

/**
 * Writes a stop's new state and writes down that it changed. A note ends with the stop; when a stop leaves its table, a
 * second agency that sat in there stays by itself, and one that was only asked is asked no more.
 */
export async function saveStop(
	trx: Trx,
	stop: StopRow,
	next: Partial<StopRow> & { state: StopState },
	by: By
): Promise<StopRow> {
	// What was handed over with somebody is for their one conversation.
	const note = hasEnded(next.state) ? { note_sealed: null } : {};
	await trx
		.updateTable('stop')
		.set({ ...next, ...note })
		.where('id', '=', stop.id)
		.execute();
	await writeChange(trx, stop, { was: stop.state, became: next.state }, by);
	if (isAtATable(stop.state) && !isAtATable(next.state)) await freeJoined(trx, stop.id, by);
	return { ...stop, ...next, ...note };
}
