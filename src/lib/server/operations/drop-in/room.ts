import { type Instant, minutesBetween } from '../../../domain/instant.ts';
import { isReady } from '../../../domain/queue.ts';
import { presenceOf, type Room, type RoomAgency } from '../../../domain/room.ts';
import { isAtATable } from '../../../domain/stop.ts';
import { attendingAgencies } from '../../db/attending.ts';
import type { Database } from '../../db/change.ts';
import { openDoorNotes } from '../../db/door-notes.ts';
import {
	type CountedStop,
	desksHere,
	finishedByAttendance,
	pairingRequests,
	partiesOf,
	letGoByAttendance,
	sharedTables,
	stopsHere
} from '../../db/room.ts';

/** The room now, in counts only. */
export async function roomView(db: Database, dropInId: string, now: Instant): Promise<Room> {
	const [stops, parties, agencies, tables, doorNotes, requests] = await Promise.all([
		stopsHere(db.read, dropInId),
		partiesOf(db.read, dropInId),
		agenciesNow(db, dropInId, now),
		sharedTables(db.read, dropInId),
		openDoorNotes(db.read, dropInId),
		pairingRequests(db.read, now)
	]);
	const lines = fill(agencies, stops, now);
	const waiting = partiesWaiting(stops);
	const booked = parties.filter((party) => party.booked).length;
	return {
		people: sum(parties.filter(({ here }) => here)),
		checkedIn: parties.length,
		booked,
		walkedIn: parties.length - booked,
		waitingParties: waiting.length,
		waitingPeople: sum(waiting),
		placesInLine: stops.filter(({ state }) => state === 'waiting' || state === 'parked').length,
		longest: longestOf(lines),
		sharedTables: tables,
		doorNotes: doorNotes.length,
		pairingRequests: requests,
		agencies: lines
	};
}

async function agenciesNow(db: Database, dropInId: string, now: Instant): Promise<RoomAgency[]> {
	const attending = await attendingAgencies(db.read, dropInId);
	const desks = await desksHere(db.read, dropInId);
	const finished = await finishedByAttendance(db.read, dropInId);
	const letGo = await letGoByAttendance(db.read, dropInId);
	return attending.map(({ id, name, startsAt, endsAt, gone }) => ({
		attendanceId: id,
		name,
		presence: presenceOf({ startsAt, endsAt, gone }, now),
		startsAt,
		waiting: 0,
		parked: 0,
		atTables: 0,
		finished: finished.get(id) ?? 0,
		letGo: letGo.get(id) ?? 0,
		longest: null,
		desks: desks.filter(({ attendanceId }) => attendanceId === id).map(({ attendanceId: _, ...desk }) => desk)
	}));
}

function fill(agencies: readonly RoomAgency[], stops: readonly CountedStop[], now: Instant): RoomAgency[] {
	return agencies.map((agency) => {
		const own = stops.filter(({ attendanceId }) => attendanceId === agency.attendanceId);
		// Whose five minutes are over waits again, whether or not anybody has pressed since.
		const waiting = own.filter((stop) => isReady(stop, now));
		const waits = waiting.map(({ arrivedAt }) => Math.max(0, Math.floor(minutesBetween(arrivedAt, now))));
		return {
			...agency,
			waiting: waiting.length,
			parked: own.filter((stop) => stop.state === 'parked' && !isReady(stop, now)).length,
			atTables: own.filter(({ state }) => isAtATable(state)).length,
			longest: waits.length === 0 ? null : Math.max(...waits)
		};
	});
}

/** Each party once, if it is in a line and at no table. */
function partiesWaiting(stops: readonly CountedStop[]): { party: number }[] {
	const atTables = new Set(stops.filter(({ state }) => isAtATable(state)).map(({ visit }) => visit));
	const inLine = stops.filter(
		({ state, visit }) => (state === 'waiting' || state === 'parked') && !atTables.has(visit)
	);
	return [...new Map(inLine.map((stop) => [stop.visit, { party: stop.party }])).values()];
}

function longestOf(agencies: readonly RoomAgency[]): Room['longest'] {
	const longest = agencies.reduce<RoomAgency | null>(
		(worst, one) => ((one.longest ?? -1) > (worst?.longest ?? -1) ? one : worst),
		null
	);
	return longest?.longest == null ? null : { minutes: longest.longest, agency: longest.name };
}

function sum(parties: readonly { party: number }[]): number {
	return parties.reduce((total, { party }) => total + party, 0);
}
