import { type Instant, minutesBetween } from './instant.ts';

/** Minutes after which a wait is too long. */
export const LONG_WAIT = 30;
/** Minutes after which a break is too long. */
export const LONG_BREAK = 10;

/** An agency's desk as the coordinator sees it: where, and whether it works. Never who sits there. */
export interface RoomDesk {
	/** The desk's own table; null while it takes shared ones. */
	table: number | null;
	state: 'open' | 'paused';
	since: Instant;
	reason: string | null;
	/** Whether somebody is called there or being helped. */
	busy: 'called' | 'serving' | null;
}

export interface RoomAgency {
	attendanceId: string;
	name: string;
	/** Whether it is within its hours. */
	here: boolean;
	waiting: number;
	parked: number;
	atTables: number;
	finished: number;
	/** Longest wait of those waiting now, in whole minutes; null when nobody waits. */
	longest: number | null;
	desks: RoomDesk[];
}

/** The room in numbers: nobody's name, ticket or visit. */
export interface Room {
	/** People inside, all of a party counted. */
	people: number;
	/** Parties that checked in today. */
	checkedIn: number;
	booked: number;
	walkedIn: number;
	/** Parties that wait for at least one agency and are at no table. */
	waitingParties: number;
	waitingPeople: number;
	/** Places in all lines together. */
	placesInLine: number;
	longest: { minutes: number; agency: string } | null;
	sharedTables: { free: number; all: number };
	doorNotes: number;
	pairingRequests: number;
	agencies: RoomAgency[];
}

export type Trouble =
	| { what: 'no_desk'; agency: string; waiting: number; longest: number }
	| { what: 'long_wait'; agency: string; longest: number }
	| { what: 'long_break'; agency: string; table: number | null; minutes: number; reason: string | null }
	| { what: 'no_table' };

/** What is wrong, worst first: people wait where nobody calls, then waits, then breaks. */
export function troubles(room: Room, now: Instant): Trouble[] {
	const withoutDesk = room.agencies.filter(
		({ waiting, desks }) => waiting > 0 && !desks.some(({ state }) => state === 'open')
	);
	const slow = room.agencies.filter((agency) => (agency.longest ?? 0) > LONG_WAIT && !withoutDesk.includes(agency));
	const breaks = room.agencies.flatMap(({ name, desks }) =>
		desks
			.filter((desk) => desk.state === 'paused' && minutesBetween(desk.since, now) > LONG_BREAK)
			.map(({ table, since, reason }) => ({
				what: 'long_break' as const,
				agency: name,
				table,
				minutes: Math.floor(minutesBetween(since, now)),
				reason
			}))
	);
	const { free, all } = room.sharedTables;
	return [
		...byWait(withoutDesk).map((agency) => ({
			what: 'no_desk' as const,
			agency: agency.name,
			waiting: agency.waiting,
			longest: agency.longest ?? 0
		})),
		...(all > 0 && free === 0 && room.placesInLine > 0 ? [{ what: 'no_table' as const }] : []),
		...byWait(slow).map((agency) => ({
			what: 'long_wait' as const,
			agency: agency.name,
			longest: agency.longest ?? 0
		})),
		...breaks.sort((a, b) => b.minutes - a.minutes)
	];
}

function byWait(agencies: readonly RoomAgency[]): RoomAgency[] {
	return [...agencies].sort((a, b) => (b.longest ?? 0) - (a.longest ?? 0));
}
