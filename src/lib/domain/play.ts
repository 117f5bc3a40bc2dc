import { type Agenda, newAgenda } from './agenda.ts';
import { firstOf, mayBeCalled } from './credit.ts';
import type { DeskNow, Draws, HallNow, Played, PlayedStop, PlayedVisit, StopNow, VisitNow } from './hall.ts';
import { type Policy, simultaneousWithCredit } from './policies.ts';
import { isAtATable } from './stop.ts';
import { UNDO_SECONDS } from './undo.ts';

/** A place in line while the hall is played: a `Policy` reads it and changes nothing. */
export interface Seat extends StopNow {
	visit: Person;
	/** Everybody who waits in the same line now, wherever they are. */
	line: Line;
	/** How many who joined this line later were called while this one could have been. */
	passed: number;
	played: PlayedStop;
}

export interface Person {
	arrivedAt: number;
	/** Called to a table or sitting at one, or just got up. */
	atATable: boolean;
	/** For how many stops they are: two where another agency sits in. */
	at: number;
	/** The stops not yet called. */
	left: Seat[];
	played: PlayedVisit;
}

export interface Line {
	agencyId: string;
	seats: Seat[];
	/** Desks that are or will be calling. */
	desks: number;
}

/**
 * Plays the hall on until nobody is left whom anybody could call: every desk calls the next person as soon as it may, each
 * person waits as the policy says, sits at one table at a time, and can be called again once a finish can no longer be
 * taken back. The default policy is the rule that runs the queue, by the same functions (`credit.ts`).
 * Nobody parks, leaves or is handed over in the played part; whoever is parked without a time stays so; an agency that sits
 * in stays as long as it would alone, and one that is only asked to is not waited for. Deterministic: equal arguments give an equal answer. Nothing given is changed.
 */
export function play(hall: HallNow, draws: Draws, policy: Policy = simultaneousWithCredit): Played {
	const game = setUp(hall, draws, policy);
	callAll(game);
	for (let next = game.agenda.take(); next !== null; next = game.agenda.take()) {
		game.now = Math.max(game.now, next.at);
		next.act();
		// What happens at one moment has all happened before anybody is called.
		if (game.agenda.nextAt() > game.now) callAll(game);
	}
	return result(game);
}

interface Desk extends DeskNow {
	line: Line;
}

interface Game {
	hall: HallNow;
	now: number;
	endedAt: number;
	draws: Draws;
	policy: Policy;
	agenda: Agenda;
	lines: Map<string, Line>;
	/** Desks with nobody, in the order in which they became free. */
	idle: Desk[];
	freeTables: string[];
	/** How many stops are at each table, own or shared, where any is. */
	taken: Map<string, number>;
	used: Map<string, number>;
	stops: PlayedStop[];
	people: Person[];
}

function setUp(hall: HallNow, draws: Draws, policy: Policy): Game {
	const game: Game = {
		hall,
		now: hall.now,
		endedAt: hall.now,
		draws,
		policy,
		agenda: newAgenda(),
		lines: new Map(),
		idle: [],
		freeTables: [],
		taken: new Map(),
		used: new Map(),
		stops: [],
		people: []
	};
	const desks = new Map(hall.desks.map((desk) => [desk.id, { ...desk, line: lineOf(game, desk.agencyId) }]));
	const busyDesks = new Set<string>();
	for (const desk of hall.desks) if (desk.callsFrom < desk.callsUntil) lineOf(game, desk.agencyId).desks += 1;
	for (const visit of hall.visits) {
		for (const seat of enter(game, visit)) {
			const desk = desks.get(seat.deskId ?? '');
			if (desk === undefined) throw new Error(`Stop ${seat.stopId} is at a desk that is not in the hall`);
			busyDesks.add(desk.id);
			sitDown(game, seat, desk);
		}
	}
	game.freeTables = hall.sharedTables.filter((id) => !game.taken.has(id));
	for (const desk of desks.values()) if (!busyDesks.has(desk.id)) isFree(game, desk);
	return game;
}

/** Takes a visit in; gives those of its stops that are at a table. */
function enter(game: Game, visit: VisitNow): Seat[] {
	const played: PlayedVisit = { visitId: visit.id, arrivedAt: visit.arrivedAt, leftAt: null };
	const person: Person = { arrivedAt: visit.arrivedAt, atATable: false, at: 0, left: [], played };
	const seats = visit.stops.map((stop) => seatOf(game, visit, stop, person));
	game.people.push(person);
	const sitting = seats.filter(({ state }) => isAtATable(state));
	person.atATable = sitting.length > 0;
	person.left = seats.filter((seat) => !seat.joined && !sitting.includes(seat));
	if (visit.arrivedAt <= game.now) join(game, person);
	else game.agenda.add(visit.arrivedAt, () => join(game, person));
	return sitting;
}

function seatOf(game: Game, visit: VisitNow, stop: StopNow, person: Person): Seat {
	const { stopId, agencyId, arrivedAt, deskId, tableId, calledAt, startedAt } = stop;
	const played: PlayedStop = {
		stopId,
		visitId: visit.id,
		agencyId,
		arrivedAt,
		deskId,
		tableId,
		calledAt,
		startedAt,
		finishedAt: null
	};
	game.stops.push(played);
	return { ...stop, visit: person, line: lineOf(game, agencyId), passed: 0, played };
}

/** Stands in line: in all that are left, or in the next one. */
function join(game: Game, person: Person): void {
	const { policy, agenda, now } = game;
	const serially = policy.waits === 'one by one';
	if (serially && person.atATable) return;
	const [next] = person.left;
	if (next === undefined) return;
	const seats = serially ? [policy.joinsNext?.(person.left, now) ?? next] : person.left;
	for (const seat of seats) {
		seat.line.seats.push(seat);
		if (seat.parkedUntil !== null && seat.parkedUntil > now) agenda.add(seat.parkedUntil, nothing);
	}
}

/** Every desk that has nobody calls whom it may. */
function callAll(game: Game): void {
	const { idle, now } = game;
	for (let at = 0; at < idle.length;) {
		const desk = idle[at];
		if (desk === undefined || !callNext(game, desk, now)) at += 1;
		else idle.splice(at, 1);
	}
}

function callNext(game: Game, desk: Desk, now: number): boolean {
	if (now < desk.callsFrom || now >= desk.callsUntil || desk.line.seats.length === 0) return false;
	if (desk.tableId === null ? game.freeTables.length === 0 : game.taken.has(desk.tableId)) return false;
	const ready = desk.line.seats.filter((one) => mayBeCalled(one, one.visit.atATable, now, desk.repId));
	const seat = whoIsNext(ready, now, game.policy);
	if (seat === null) return false;
	for (const one of ready) if (one.arrivedAt < seat.arrivedAt) one.passed += 1;
	seat.line.seats.splice(seat.line.seats.indexOf(seat), 1);
	seat.visit.left.splice(seat.visit.left.indexOf(seat), 1);
	seat.visit.atATable = true;
	seat.state = 'called';
	seat.calledAt = seat.played.calledAt = now;
	seat.played.deskId = desk.id;
	seat.played.tableId = seat.tableId = desk.tableId ?? game.freeTables.shift() ?? null;
	sitDown(game, seat, desk);
	return true;
}

function whoIsNext(ready: readonly Seat[], now: number, { creditOf }: Policy): Seat | null {
	const next = firstOf(ready, now, creditOf);
	return next !== null && creditOf(next, now) === -Infinity ? null : next;
}

/** From the call, or from wherever they are now, to getting up. */
function sitDown(game: Game, seat: Seat, desk: Desk): void {
	const { draws, now, taken } = game;
	const { visit, tableId } = seat;
	visit.at += 1;
	if (tableId !== null) taken.set(tableId, (taken.get(tableId) ?? 0) + 1);
	const calledAt = seat.calledAt ?? now;
	if (seat.startedAt === null && draws.noShow(seat)) {
		const givenUpAt = calledAt + draws.absence(seat, now - calledAt);
		game.agenda.add(givenUpAt, () => getUp(game, seat, desk, null));
		return;
	}
	const startedAt = seat.startedAt ?? calledAt + draws.way(seat, now - calledAt);
	const finishedAt = startedAt + draws.service(seat, Math.max(0, now - startedAt));
	seat.played.startedAt = startedAt;
	game.agenda.add(finishedAt, () => getUp(game, seat, desk, finishedAt));
}

function getUp(game: Game, seat: Seat, desk: Desk, finishedAt: number | null): void {
	const { agenda, now, draws } = game;
	const { visit, played } = seat;
	played.finishedAt = finishedAt;
	if (finishedAt !== null) visit.played.leftAt = finishedAt;
	clear(game, seat);
	game.endedAt = now;
	agenda.add(now + draws.rest(desk.id), () => isFree(game, desk));
	// As on the day: called elsewhere at once, a finish could no longer be taken back.
	agenda.add(now + (finishedAt === null ? 0 : UNDO_SECONDS / 60), () => leaveTable(game, visit));
}

/** The table is free once nobody else sits there. */
function clear({ hall, now, taken, used, freeTables }: Game, { tableId, calledAt }: Seat): void {
	if (tableId === null) return;
	const others = (taken.get(tableId) ?? 1) - 1;
	if (others > 0) return void taken.set(tableId, others);
	taken.delete(tableId);
	used.set(tableId, (used.get(tableId) ?? 0) + now - Math.max(hall.now, calledAt ?? hall.now));
	if (hall.sharedTables.includes(tableId)) freeTables.push(tableId);
}

function leaveTable(game: Game, person: Person): void {
	person.at -= 1;
	if (person.at > 0) return;
	person.atATable = false;
	if (game.policy.waits === 'everywhere') return;
	for (const seat of game.policy.joinsWith === 'now' ? person.left : []) {
		seat.arrivedAt = seat.asOf = seat.played.arrivedAt = game.now;
		seat.credit = 0;
	}
	join(game, person);
}

function isFree(game: Game, desk: Desk): void {
	game.idle.push(desk);
	if (desk.callsFrom > game.now && desk.callsFrom < desk.callsUntil) game.agenda.add(desk.callsFrom, nothing);
}

function lineOf(game: Game, agencyId: string): Line {
	const line = game.lines.get(agencyId) ?? { agencyId, seats: [], desks: 0 };
	game.lines.set(agencyId, line);
	return line;
}

function result({ hall, used, stops, people, endedAt }: Game): Played {
	const visits = people.map(({ left, played }) => (left.length === 0 ? played : { ...played, leftAt: null }));
	const own = hall.desks.flatMap(({ tableId }) => (tableId === null ? [] : [tableId]));
	const tables = [...new Set([...own, ...hall.sharedTables])].map((tableId) => {
		const usedMinutes = used.get(tableId) ?? 0;
		return { tableId, usedMinutes, idleMinutes: endedAt - hall.now - usedMinutes };
	});
	return { stops, visits, tables, endedAt };
}

/** A moment at which the hall is looked at again. */
function nothing(): void {}
