import fc from 'fast-check';
import type { DeskNow, Draws, HallNow, StopNow } from '#lib/domain/hall.ts';
import type { StopState } from '#lib/domain/stop.ts';

/** Minutes since the doors opened at which these halls are looked at. */
export const NOW = 90;

const minute = (min: number, max: number) => fc.integer({ min: min * 10, max: max * 10 }).map((tenth) => tenth / 10);

/** A place in line, told only what matters to the test. */
export function stopOf(stopId: string, agencyId: string, arrivedAt: number, more: Partial<StopNow> = {}): StopNow {
	return {
		stopId,
		agencyId,
		arrivedAt,
		state: 'waiting',
		credit: 0,
		asOf: arrivedAt,
		rate: 1,
		window: null,
		headStart: 30,
		parkedUntil: null,
		keptFrom: null,
		joined: false,
		deskId: null,
		tableId: null,
		calledAt: null,
		startedAt: null,
		...more
	};
}

/** An open desk with a table of its own. */
export function deskOf(id: string, agencyId: string, more: Partial<DeskNow> = {}): DeskNow {
	return { id, agencyId, repId: `rep-${id}`, tableId: `table-${id}`, callsFrom: 0, callsUntil: Infinity, ...more };
}

/** Every talk ten minutes, every way one, and everybody comes. */
export const ten: Draws = {
	service: (_, lasted) => Math.max(10, lasted),
	way: (_, lasted) => Math.max(1, lasted),
	noShow: () => false,
	absence: (_, lasted) => Math.max(2, lasted),
	rest: () => 0
};

/** Chance by the stop's own id, so that the same stop is as long whoever is called first. */
export function drawsOf(seed: number): Draws {
	const chance = (id: string, what: number) => {
		let sum = seed * 31 + what;
		for (const letter of id) sum = (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0;
		return (Math.imul(sum, 2654435761) >>> 0) / 2 ** 32;
	};
	return {
		service: ({ stopId }, lasted) => lasted + 1 + 20 * chance(stopId, 1),
		way: ({ stopId }, lasted) => lasted + 2 * chance(stopId, 2),
		noShow: ({ stopId }) => chance(stopId, 3) < 0.1,
		absence: (_, lasted) => lasted + 2,
		rest: (deskId) => chance(deskId, 4)
	};
}

const agencies = ['police', 'housing', 'health'];

const stopMade = fc.record({
	state: fc.constantFrom<StopState>('waiting', 'waiting', 'waiting', 'parked'),
	rate: fc.constantFrom(1, 1, 1, 2),
	windowFrom: fc.option(
		fc.integer({ min: 0, max: 11 }).map((quarter) => quarter * 15),
		{ nil: null }
	),
	banked: minute(0, 20),
	parkedFor: fc.option(minute(-5, 20), { nil: null }),
	keptFrom: fc.option(fc.constantFrom('rep-d0', 'rep-d1'), { nil: null, freq: 9 })
});

type StopMade = typeof stopMade extends fc.Arbitrary<infer Made> ? Made : never;

function waiting(stopId: string, agencyId: string, arrivedAt: number, made: StopMade): StopNow {
	const { windowFrom, rate, keptFrom } = made;
	const window = windowFrom === null ? null : { startsAt: windowFrom, endsAt: windowFrom + 15 };
	const stop = stopOf(stopId, agencyId, arrivedAt, { window, rate, keptFrom });
	if (arrivedAt > NOW) return stop;
	const parkedUntil = made.state === 'parked' && made.parkedFor !== null ? NOW + made.parkedFor : null;
	const credit = Math.min(made.banked, NOW - arrivedAt);
	return { ...stop, state: made.state, parkedUntil, credit, asOf: Math.max(arrivedAt, NOW - 10) };
}

const visitMade = fc.record({
	arrivedAt: minute(0, 150),
	stops: fc.array(stopMade, { minLength: agencies.length, maxLength: agencies.length }),
	chosen: fc.subarray(agencies, { minLength: 1 })
});

const deskMade = fc.record({
	agencyId: fc.constantFrom(...agencies),
	ownTable: fc.boolean(),
	callsFrom: fc.constantFrom(0, 0, 0, 100, Infinity),
	sitting: fc.option(fc.record({ visit: fc.nat(), calledFor: minute(0, 20), started: fc.boolean() }), { nil: null })
});

/** A hall in the middle of an afternoon, people at some tables and more still to come. */
export const hall: fc.Arbitrary<HallNow> = fc
	.record({
		desks: fc.array(deskMade, { minLength: 1, maxLength: 7 }),
		visits: fc.array(visitMade, { minLength: 1, maxLength: 25 }),
		shared: fc.integer({ min: 1, max: 4 })
	})
	.map(({ desks, visits, shared }) => {
		const tables = Array.from({ length: shared }, (_, n) => `shared-${n}`);
		const free = [...tables];
		const people = visits.map(({ arrivedAt, stops, chosen }, n) => ({
			id: `v${n}`,
			arrivedAt,
			stops: stops.flatMap((stop, k) => {
				const agencyId = agencies[k] ?? '';
				return chosen.includes(agencyId) ? waiting(`v${n}-${agencyId}`, agencyId, arrivedAt, stop) : [];
			})
		}));
		const seated = new Set<string>();
		const made = desks.map(({ agencyId, ownTable, callsFrom, sitting }, n) => {
			const desk = deskOf(`d${n}`, agencyId, { callsFrom, ...(ownTable ? {} : { tableId: null }) });
			const visit = sitting && people[sitting.visit % people.length];
			const at = visit?.stops.findIndex((stop) => stop.agencyId === agencyId) ?? -1;
			const stop = visit?.stops[at];
			if (!sitting || !visit || !stop || visit.arrivedAt > NOW || seated.has(visit.id)) return desk;
			const tableId = desk.tableId ?? free.shift();
			if (tableId === undefined) return desk;
			seated.add(visit.id);
			const calledAt = NOW - sitting.calledFor;
			const startedAt = sitting.started ? calledAt : null;
			const state = sitting.started ? 'serving' : 'called';
			visit.stops[at] = { ...stop, state, deskId: desk.id, tableId, calledAt, startedAt };
			return desk;
		});
		return { now: NOW, desks: made, sharedTables: tables, visits: people };
	});
