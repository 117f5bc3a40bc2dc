import type { Instant } from '../../domain/instant.ts';
import type { Room, RoomDesk } from '../../domain/room.ts';
import type { StopState } from '../../domain/stop.ts';
import type { Reader } from './change.ts';

/** One place in line or at a table, as the room counts it. `party` is how many people it stands for. */
export interface CountedStop {
	attendanceId: string;
	visit: string;
	state: StopState;
	arrivedAt: Instant;
	/** Until when they asked not to be called. */
	parkedUntil: Instant | null;
	party: number;
}

/** The stops of everybody who is here. The visits' ids are for counting and go no further. */
export async function stopsHere(db: Reader, dropInId: string): Promise<CountedStop[]> {
	const rows = await db
		.selectFrom('stop')
		.innerJoin('visit', 'visit.id', 'stop.visit_id')
		.select([
			'stop.attendance_id',
			'stop.visit_id',
			'stop.state',
			'stop.arrived_at',
			'stop.parked_until',
			'visit.party'
		])
		.where('stop.drop_in_id', '=', dropInId)
		.where('visit.state', '=', 'here')
		// Asked to somebody else's table, they wait in no line.
		.where((eb) => eb.not(eb.and([eb('stop.joined', '=', 1), eb('stop.state', 'in', ['waiting', 'parked'])])))
		.execute();
	return rows.map((row) => ({
		attendanceId: row.attendance_id,
		visit: row.visit_id,
		state: row.state,
		arrivedAt: row.arrived_at,
		parkedUntil: row.parked_until,
		party: row.party
	}));
}

/** How many conversations each agency has finished, by attendance. */
export async function finishedByAttendance(db: Reader, dropInId: string): Promise<Map<string, number>> {
	const rows = await db
		.selectFrom('stop')
		.select(({ fn }) => ['attendance_id', fn.countAll<number>().as('count')])
		.where('drop_in_id', '=', dropInId)
		.where('state', '=', 'finished')
		.groupBy('attendance_id')
		.execute();
	return new Map(rows.map((row) => [row.attendance_id, Number(row.count)]));
}

/**
 * How often each agency's reps let somebody go whom they had called, by attendance: to a colleague, for five more minutes,
 * or as not needing them.
 */
export async function letGoByAttendance(db: Reader, dropInId: string): Promise<Map<string, number>> {
	const rows = await db
		.selectFrom('stop')
		.innerJoin('stop_change', 'stop_change.stop_id', 'stop.id')
		.select(({ fn }) => ['stop.attendance_id', fn.countAll<number>().as('count')])
		.where('stop.drop_in_id', '=', dropInId)
		.where('stop_change.how', 'in', ['passOn', 'park', 'notNeeded'])
		// Their own call, and not the person's other lines that go with it, nor what the person asked for.
		.where('stop_change.was', '=', 'called')
		.where('stop_change.actor', 'like', 'rep:%')
		.groupBy('stop.attendance_id')
		.execute();
	return new Map(rows.map((row) => [row.attendance_id, Number(row.count)]));
}

/** Who checked in: one row for each party. */
export async function partiesOf(
	db: Reader,
	dropInId: string
): Promise<{ here: boolean; booked: boolean; party: number }[]> {
	const rows = await db
		.selectFrom('visit')
		.select(['state', 'booking_id', 'party'])
		.where('drop_in_id', '=', dropInId)
		.execute();
	return rows.map((row) => ({ here: row.state === 'here', booked: row.booking_id !== null, party: row.party }));
}

/** Desks that are open or paused, in the order of their tables; those that take a table call by call come last. */
export async function desksHere(db: Reader, dropInId: string): Promise<(RoomDesk & { attendanceId: string })[]> {
	const rows = await db
		.selectFrom('desk')
		.leftJoin('table', 'table.id', 'desk.table_id')
		.leftJoin('stop', (join) =>
			join.onRef('stop.desk_id', '=', 'desk.id').on('stop.state', 'in', ['called', 'serving'])
		)
		.select([
			'desk.id',
			'desk.attendance_id',
			'desk.state',
			'desk.state_since',
			'desk.pause_reason',
			'table.number',
			'stop.state as busy'
		])
		.where('desk.drop_in_id', '=', dropInId)
		.where('desk.state', '<>', 'closed')
		.execute();
	return rows.toSorted(byTable).map((row) => ({
		attendanceId: row.attendance_id,
		table: row.number,
		state: row.state === 'paused' ? 'paused' : 'open',
		since: row.state_since,
		reason: row.pause_reason,
		busy: row.busy === 'called' || row.busy === 'serving' ? row.busy : null
	}));
}

// In code: SQLite puts those without a table first, PostgreSQL last.
function byTable(a: { number: number | null; id: string }, b: { number: number | null; id: string }): number {
	if (a.number !== b.number) return (a.number ?? Infinity) - (b.number ?? Infinity);
	return a.id < b.id ? -1 : 1;
}

/** Shared tables in use, how many of them nobody sits at, and one that could be put back into use. */
export async function sharedTables(db: Reader, dropInId: string): Promise<Room['sharedTables']> {
	const rows = await db
		.selectFrom('table')
		.leftJoin('stop', (join) =>
			join.onRef('stop.table_id', '=', 'table.id').on('stop.state', 'in', ['called', 'serving'])
		)
		.select(['table.id', 'stop.id as stop_id'])
		.where('table.drop_in_id', '=', dropInId)
		.where('table.attendance_id', 'is', null)
		.where('table.out_of_use', '=', 0)
		.execute();
	const outOfUse = await db
		.selectFrom('table')
		.select(['id', 'number'])
		.where('drop_in_id', '=', dropInId)
		.where('attendance_id', 'is', null)
		.where('out_of_use', '=', 1)
		.orderBy('number')
		.executeTakeFirst();
	return {
		outOfUse: outOfUse ?? null,
		all: new Set(rows.map(({ id }) => id)).size,
		free: rows.filter(({ stop_id: stop }) => stop === null).length
	};
}

/** Tablets and boards that show a code just now. A link that nobody opened yet is none. */
export async function pairingRequests(db: Reader, now: Instant): Promise<number> {
	const rows = await db
		.selectFrom('device')
		.select('id')
		.where('state', '=', 'asking')
		.where('drop_in_id', 'is', null)
		.where('asked_until', '>', now)
		.execute();
	return rows.length;
}
