import type { Instant } from '../../domain/instant.ts';
import type { StopState } from '../../domain/stop.ts';
import type { Reader } from './change.ts';

/** A drop-in's day so far, for its forecast: no name, no number, no topic. */
export interface HallState {
	startsAt: Instant;
	headStart: number;
	attendances: AttendanceState[];
	desks: DeskState[];
	tables: { id: string; attendanceId: string | null }[];
	stops: StopOfDay[];
	/** Calls given up: from the first call to then. */
	missed: { calledAt: Instant; givenUpAt: Instant }[];
	/** Places booked by people who are not here; none once nobody new is let in. */
	toCome: { bookingId: string; attendanceId: string; window: { startsAt: Instant; endsAt: Instant } }[];
}

export interface AttendanceState {
	id: string;
	typicalMinutes: number;
	startsAt: Instant;
	endsAt: Instant;
	gone: boolean;
}

export interface DeskState {
	id: string;
	attendanceId: string;
	repId: string;
	tableId: string | null;
	state: 'open' | 'paused';
	since: Instant;
}

/** A stop of anybody's, over or not, of people here or gone. */
export interface StopOfDay {
	id: string;
	visitId: string;
	attendanceId: string;
	state: StopState;
	here: boolean;
	booked: boolean;
	visitArrivedAt: Instant;
	arrivedAt: Instant;
	credit: number;
	asOf: Instant;
	rate: number;
	window: { startsAt: Instant; endsAt: Instant } | null;
	parkedUntil: Instant | null;
	keptFrom: string | null;
	joined: boolean;
	longTalk: boolean;
	deskId: string | null;
	tableId: string | null;
	firstCalledAt: Instant | null;
	startedAt: Instant | null;
	finishedAt: Instant | null;
}

/** The state of a drop-in in seven reads; null when nobody is let in or served there. */
export async function hallState(db: Reader, dropInId: string): Promise<HallState | null> {
	const dropIn = await db
		.selectFrom('drop_in')
		.select(['starts_at', 'head_start', 'state'])
		.where('id', '=', dropInId)
		.where('state', 'in', ['open', 'closing'])
		.executeTakeFirst();
	if (!dropIn) return null;
	const [attendances, desks, tables, stops, missed, toCome] = await Promise.all([
		attendancesOf(db, dropInId),
		desksOf(db, dropInId),
		db
			.selectFrom('table')
			.select(['id', 'attendance_id as attendanceId'])
			.where('drop_in_id', '=', dropInId)
			.where('out_of_use', '=', 0)
			.orderBy('number')
			.execute(),
		stopsOfDay(db, dropInId),
		missedCalls(db, dropInId),
		dropIn.state === 'open' ? placesToCome(db, dropInId) : []
	]);
	const { starts_at: startsAt, head_start: headStart } = dropIn;
	return { startsAt, headStart, attendances, desks, tables, stops, missed, toCome };
}

async function attendancesOf(db: Reader, dropInId: string): Promise<AttendanceState[]> {
	const rows = await db
		.selectFrom('attendance')
		.innerJoin('agency', 'agency.id', 'attendance.agency_id')
		.select(['attendance.id', 'typical_minutes', 'starts_at', 'ends_at', 'gone_at'])
		.where('drop_in_id', '=', dropInId)
		.orderBy('attendance.id')
		.execute();
	return rows.map((row) => ({
		id: row.id,
		typicalMinutes: row.typical_minutes,
		startsAt: row.starts_at,
		endsAt: row.ends_at,
		gone: row.gone_at !== null
	}));
}

async function desksOf(db: Reader, dropInId: string): Promise<DeskState[]> {
	const rows = await db
		.selectFrom('desk')
		.select(['id', 'attendance_id', 'rep_id', 'table_id', 'state', 'state_since'])
		.where('drop_in_id', '=', dropInId)
		.where('state', '<>', 'closed')
		.orderBy('id')
		.execute();
	return rows.map((row) => ({
		id: row.id,
		attendanceId: row.attendance_id,
		repId: row.rep_id,
		tableId: row.table_id,
		state: row.state === 'paused' ? 'paused' : 'open',
		since: row.state_since
	}));
}

async function stopsOfDay(db: Reader, dropInId: string): Promise<StopOfDay[]> {
	const rows = await db
		.selectFrom('stop')
		.innerJoin('visit', 'visit.id', 'stop.visit_id')
		.leftJoin('window', 'window.id', 'stop.window_id')
		.selectAll('stop')
		.select(['visit.state as visit_state', 'visit.booking_id', 'visit.arrived_at as visit_arrived_at'])
		.select(['window.starts_at as window_starts_at', 'window.ends_at as window_ends_at'])
		.where('stop.drop_in_id', '=', dropInId)
		.orderBy('stop.id')
		.execute();
	return rows.map((row) => ({
		id: row.id,
		visitId: row.visit_id,
		attendanceId: row.attendance_id,
		state: row.state,
		here: row.visit_state === 'here',
		booked: row.booking_id !== null,
		visitArrivedAt: row.visit_arrived_at,
		arrivedAt: row.arrived_at,
		credit: row.credit,
		asOf: row.as_of,
		rate: row.rate,
		window: windowOf(row.window_starts_at, row.window_ends_at),
		parkedUntil: row.parked_until,
		keptFrom: row.kept_from,
		joined: row.joined === 1,
		longTalk: row.long_talk === 1,
		deskId: row.desk_id,
		tableId: row.table_id,
		firstCalledAt: row.first_called_at,
		startedAt: row.started_at,
		finishedAt: row.finished_at
	}));
}

async function missedCalls(db: Reader, dropInId: string): Promise<HallState['missed']> {
	const rows = await db
		.selectFrom('stop_change')
		.innerJoin('stop', 'stop.id', 'stop_change.stop_id')
		.select(['stop.first_called_at', 'stop_change.created_at'])
		.where('stop_change.drop_in_id', '=', dropInId)
		.where('stop_change.how', '=', 'noShow')
		.execute();
	return rows.flatMap(({ first_called_at: calledAt, created_at: givenUpAt }) =>
		calledAt === null || calledAt > givenUpAt ? [] : [{ calledAt, givenUpAt }]
	);
}

async function placesToCome(db: Reader, dropInId: string): Promise<HallState['toCome']> {
	const rows = await db
		.selectFrom('place_held')
		.innerJoin('booking', 'booking.id', 'place_held.booking_id')
		.innerJoin('window', 'window.id', 'place_held.window_id')
		.leftJoin('visit', 'visit.booking_id', 'booking.id')
		.select(['place_held.booking_id', 'place_held.attendance_id', 'window.starts_at', 'window.ends_at'])
		.where('place_held.drop_in_id', '=', dropInId)
		.where('place_held.state', '=', 'booked')
		.where('booking.state', '=', 'booked')
		.where('visit.id', 'is', null)
		.orderBy('place_held.booking_id')
		.orderBy('place_held.attendance_id')
		.execute();
	return rows.map((row) => ({
		bookingId: row.booking_id,
		attendanceId: row.attendance_id,
		window: { startsAt: row.starts_at, endsAt: row.ends_at }
	}));
}

function windowOf(startsAt: Instant | null, endsAt: Instant | null): StopOfDay['window'] {
	return startsAt === null || endsAt === null ? null : { startsAt, endsAt };
}

/** The drop-ins somebody may wait at. */
export async function openDropInIds(db: Reader): Promise<string[]> {
	const rows = await db.selectFrom('drop_in').select('id').where('state', 'in', ['open', 'closing']).execute();
	return rows.map(({ id }) => id);
}
