import type { DeskNow, Draws, HallNow, StopNow, VisitNow } from '../../lib/domain/hall.ts';
import { minutesBetween } from '../../lib/domain/instant.ts';
import { MAX_CALLS } from '../../lib/domain/drop-in.ts';
import { patientUntil } from '../../lib/domain/stop.ts';
import type { HowToCall } from '../../lib/domain/visit.ts';
import { arrivalsOf } from './arrivals.ts';
import { type Chance, chanceFrom } from './chance.ts';
import * as hub from './hub.ts';

/** A whole made-up day, before the doors open: who will come, and how long everything will take, whoever is called first. */
export interface Day {
	/** `now` is 0, the moment the doors open; everybody is still to come. */
	hall: HallNow;
	draws: Draws;
	/** The people, by visit id. */
	people: Map<string, Person>;
	/** How long a conversation takes on average today at each agency, which nobody in the hall knows. */
	pace: Map<string, number>;
}

export interface Person {
	visit: VisitNow;
	booked: boolean;
	priority: boolean;
	howToCall: HowToCall;
	partySize: number;
	/** Left the building without a word: comes to no call. */
	gone: boolean;
}

/** The day of this number under this seed. Nothing is drawn while it is played, so that every policy meets the same people. */
export function makeDay(seed: number, number: number, size: { visits: number; tables: number }): Day {
	const chance = chanceFrom(seed, number, size.visits);
	const pace = new Map(
		hub.agencies.map(({ id, typicalMinutes }) => [
			id,
			chance.logNormal(typicalMinutes, typicalMinutes * hub.variation.day)
		])
	);
	const minutes = new Map<string, { service: number; way: number }>();
	const people = new Map(
		arrivalsOf(size.visits, chance).map(({ arrivedAt, window }, n) => {
			const one = person(`v${n}`, arrivedAt, window, chance);
			for (const stop of one.visit.stops) minutes.set(stop.stopId, lengths(stop, one, pace, chance));
			return [one.visit.id, one];
		})
	);
	const hall = {
		now: 0,
		desks: desksOf(size.tables),
		sharedTables: [],
		visits: [...people.values()].map((one) => one.visit)
	};
	return { hall, draws: drawsOf(people, minutes), people, pace };
}

function person(id: string, arrivedAt: number, window: StopNow['window'], chance: Chance): Person {
	const priority = chance.happens(hub.shares.priority);
	const several = chance.happens(hub.shares.severalStops) ? chance.oneOf(hub.severalStops).stops : 1;
	const stops = choose(several, chance).map((agencyId) => ({
		stopId: `${id}-${agencyId}`,
		agencyId,
		arrivedAt,
		window,
		headStart: hub.rules.headStart,
		credit: 0,
		asOf: arrivedAt,
		rate: priority ? hub.rules.priorityRate : 1,
		...waiting
	}));
	return {
		visit: { id, arrivedAt, stops },
		booked: window !== null,
		priority,
		howToCall: chance.oneOf(hub.ways).how,
		partySize: chance.oneOf(hub.parties).size,
		gone: chance.happens(hub.shares.gone)
	};
}

const waiting = {
	state: 'waiting',
	parkedUntil: null,
	keptFrom: null,
	joined: false,
	deskId: null,
	tableId: null,
	calledAt: null,
	startedAt: null
} as const;

/** Different agencies, the sought-after ones more often, in the order in which they were thought of. */
function choose(stops: number, chance: Chance): string[] {
	const chosen: string[] = [];
	while (chosen.length < stops) {
		chosen.push(chance.oneOf(hub.agencies.filter(({ id }) => !chosen.includes(id))).id);
	}
	return chosen;
}

function lengths({ agencyId }: StopNow, one: Person, pace: Map<string, number>, chance: Chance) {
	const mean = (pace.get(agencyId) ?? 0) * (1 + hub.LONGER_FOR_EACH_MORE * (one.partySize - 1));
	const way = hub.ways.find(({ how }) => how === one.howToCall) ?? { mean: 0, deviation: 0 };
	return {
		service: chance.logNormal(mean, mean * hub.variation.conversation),
		way: chance.gamma(way.mean, way.deviation)
	};
}

function desksOf(tables: number): DeskNow[] {
	const agencyOfDesk = hub
		.tablesOfAgencies(tables)
		.flatMap(({ agency, tables }) => Array<string>(tables).fill(agency.id));
	return agencyOfDesk.map((agencyId, n) => ({
		id: `d${n}`,
		agencyId,
		repId: `r${n}`,
		tableId: `t${n}`,
		callsFrom: 0,
		callsUntil: Infinity
	}));
}

function drawsOf(people: Day['people'], minutes: Map<string, { service: number; way: number }>): Draws {
	const byStop = new Map([...people.values()].flatMap((one) => one.visit.stops.map(({ stopId }) => [stopId, one])));
	const absence = { screen: patience('screen'), phone: patience('phone'), fetch: patience('fetch') };
	return {
		service: ({ stopId }) => minutes.get(stopId)?.service ?? 0,
		way: ({ stopId }) => minutes.get(stopId)?.way ?? 0,
		noShow: ({ stopId }) => byStop.get(stopId)?.gone ?? false,
		absence: ({ stopId }) => absence[byStop.get(stopId)?.howToCall ?? 'screen'],
		rest: () => hub.REST
	};
}

/** Minutes until somebody is given up: every call as patient as on the day. */
function patience(how: HowToCall): number {
	const called = '2024-03-27T15:00:00.000Z';
	return MAX_CALLS * minutesBetween(called, patientUntil(called, how));
}
