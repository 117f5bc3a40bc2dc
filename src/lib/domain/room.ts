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
	/** How often its reps left somebody to a colleague: a few are whom they know, many would be choosing. */
	passedOn: number;
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
	| { what: 'all_paused'; agency: string; waiting: number; longest: number; minutes: number; reason: string | null }
	| { what: 'long_wait'; agency: string; longest: number }
	| { what: 'long_break'; agency: string; table: number | null; minutes: number; reason: string | null }
	| { what: 'no_table' };

/** What is wrong, worst first: people wait where nobody calls, then waits, then breaks. No agency has two lines for one cause. */
export function troubles(room: Room, now: Instant): Trouble[] {
	const uncalled = byWait(
		room.agencies.filter(({ waiting, desks }) => waiting > 0 && !desks.some(({ state }) => state === 'open'))
	);
	const slow = byWait(room.agencies.filter((one) => (one.longest ?? 0) > LONG_WAIT && !uncalled.includes(one)));
	const { free, all } = room.sharedTables;
	return [
		...uncalled.filter(({ desks }) => desks.length === 0).map(withoutDesk),
		...uncalled.filter(({ desks }) => desks.length > 0).map((agency) => onlyPaused(agency, now)),
		...(all > 0 && free === 0 && room.placesInLine > 0 ? [{ what: 'no_table' as const }] : []),
		...slow.map(({ name, longest }) => ({ what: 'long_wait' as const, agency: name, longest: longest ?? 0 })),
		...longBreaks(
			room.agencies.filter((agency) => !uncalled.includes(agency)),
			now
		)
	];
}

function withoutDesk({ name, waiting, longest }: RoomAgency): Trouble {
	return { what: 'no_desk', agency: name, waiting, longest: longest ?? 0 };
}

/** The desk that went away last speaks for all: until then somebody called. */
function onlyPaused({ name, waiting, longest, desks }: RoomAgency, now: Instant): Trouble {
	const last = desks.reduce((latest, desk) => (desk.since > latest.since ? desk : latest));
	const minutes = Math.floor(minutesBetween(last.since, now));
	return { what: 'all_paused', agency: name, waiting, longest: longest ?? 0, minutes, reason: last.reason };
}

function longBreaks(agencies: readonly RoomAgency[], now: Instant): Trouble[] {
	return agencies
		.flatMap(({ name, desks }) => desks.map((desk) => ({ agency: name, ...desk })))
		.filter(({ state, since }) => state === 'paused' && minutesBetween(since, now) > LONG_BREAK)
		.map(({ agency, table, since, reason }) => ({
			what: 'long_break' as const,
			agency,
			table,
			minutes: Math.floor(minutesBetween(since, now)),
			reason
		}))
		.sort((a, b) => b.minutes - a.minutes);
}

function byWait(agencies: readonly RoomAgency[]): RoomAgency[] {
	return [...agencies].sort((a, b) => (b.longest ?? 0) - (a.longest ?? 0));
}
