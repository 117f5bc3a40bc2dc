import type { GoneHow } from './drop-in.ts';
import { type Instant, minutesBetween } from './instant.ts';
import type { Hours } from './window.ts';

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

/** Whether an agency is there: before, within and after its hours, or away during them. */
export type Presence = 'to_come' | 'here' | 'over' | GoneHow;

/** Whether an agency is there now. */
export function presenceOf(
	{ startsAt, endsAt, gone }: Hours & { gone: { how: GoneHow } | null },
	now: Instant
): Presence {
	if (gone !== null) return gone.how;
	if (startsAt > now) return 'to_come';
	return endsAt > now ? 'here' : 'over';
}

export interface RoomAgency {
	attendanceId: string;
	name: string;
	presence: Presence;
	startsAt: Instant;
	waiting: number;
	parked: number;
	atTables: number;
	finished: number;
	/** How often its reps let somebody go whom they had called: a few are whom they know, many would be choosing. */
	letGo: number;
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
	/** `outOfUse`: the lowest one that could be put back. */
	sharedTables: { free: number; all: number; outOfUse: { id: string; number: number } | null };
	doorNotes: number;
	pairingRequests: number;
	agencies: RoomAgency[];
}

interface OfAgency {
	agency: string;
	attendanceId: string;
}

export type Trouble =
	| (OfAgency & { what: 'no_desk'; waiting: number; longest: number })
	/** Its hours are over, or it is away: nobody will call those in its line. */
	| (OfAgency & { what: 'away'; waiting: number; presence: Presence })
	| (OfAgency & { what: 'all_paused'; waiting: number; longest: number; minutes: number; reason: string | null })
	| (OfAgency & { what: 'long_wait'; longest: number })
	| (OfAgency & { what: 'long_break'; table: number | null; minutes: number; reason: string | null })
	| { what: 'no_table' };

/**
 * What is wrong, worst first: people wait where nobody calls, then waits, then breaks. No agency has two lines for one
 * cause. One that is still to come is no trouble: whoever waits for it was told from when it is there.
 */
export function troubles(room: Room, now: Instant): Trouble[] {
	const left = byWait(room.agencies.filter((one) => isAway(one) && one.waiting + one.parked > 0));
	const due = room.agencies.filter((one) => one.presence !== 'to_come' && !left.includes(one));
	const uncalled = byWait(
		due.filter(({ waiting, desks }) => waiting > 0 && !desks.some(({ state }) => state === 'open'))
	);
	const slow = byWait(due.filter((one) => (one.longest ?? 0) > LONG_WAIT && !uncalled.includes(one)));
	const { free, all } = room.sharedTables;
	return [
		...uncalled.filter(({ desks }) => desks.length === 0).map(withoutDesk),
		...left.map(away),
		...uncalled.filter(({ desks }) => desks.length > 0).map((agency) => onlyPaused(agency, now)),
		...(all > 0 && free === 0 && room.placesInLine > 0 ? [{ what: 'no_table' as const }] : []),
		...slow.map((one) => ({ what: 'long_wait' as const, ...named(one), longest: one.longest ?? 0 })),
		...longBreaks(
			room.agencies.filter((agency) => !uncalled.includes(agency)),
			now
		)
	];
}

/** Away, or over with no desk that goes on all the same. */
function isAway({ presence, desks }: RoomAgency): boolean {
	if (presence === 'over') return desks.length === 0;
	return presence === 'left' || presence === 'not_coming';
}

function named({ name, attendanceId }: RoomAgency): OfAgency {
	return { agency: name, attendanceId };
}

function withoutDesk(agency: RoomAgency): Trouble {
	return { what: 'no_desk', ...named(agency), waiting: agency.waiting, longest: agency.longest ?? 0 };
}

function away(agency: RoomAgency): Trouble {
	return { what: 'away', ...named(agency), waiting: agency.waiting + agency.parked, presence: agency.presence };
}

/** The desk that went away last speaks for all: until then somebody called. */
function onlyPaused(agency: RoomAgency, now: Instant): Trouble {
	const { waiting, longest, desks } = agency;
	const last = desks.reduce((latest, desk) => (desk.since > latest.since ? desk : latest));
	const minutes = Math.floor(minutesBetween(last.since, now));
	return { what: 'all_paused', ...named(agency), waiting, longest: longest ?? 0, minutes, reason: last.reason };
}

function longBreaks(agencies: readonly RoomAgency[], now: Instant): Trouble[] {
	return agencies
		.flatMap((agency) => agency.desks.map((desk) => ({ ...named(agency), ...desk })))
		.filter(({ state, since }) => state === 'paused' && minutesBetween(since, now) > LONG_BREAK)
		.map(({ agency, attendanceId, table, since, reason }) => ({
			what: 'long_break' as const,
			agency,
			attendanceId,
			table,
			minutes: Math.floor(minutesBetween(since, now)),
			reason
		}))
		.sort((a, b) => b.minutes - a.minutes);
}

function byWait(agencies: readonly RoomAgency[]): RoomAgency[] {
	return [...agencies].sort((a, b) => (b.longest ?? 0) - (a.longest ?? 0));
}
