import type { Played, PlayedStop } from '../../lib/domain/hall.ts';
import { UNDO_SECONDS } from '../../lib/domain/undo.ts';
import type { Day } from './day.ts';

/** What one day was like for the people and the tables; minutes throughout. Each is defined in docs/simulation.md. */
export interface Measured {
	/** Check-in to the end of the last stop, of everybody who was seen everywhere they wanted. */
	multiStays: number[];
	singleStays: number[];
	/** Until the first call; of those booked from their window's start if they came before it. */
	walkInWaits: number[];
	bookedWaits: number[];
	/** Mean over the tables, from opening until the last person leaves. */
	tableIdle: number;
	lastLeaves: number;
	/** The most people who checked in later and were called sooner, at one agency, while one person sat there. */
	worstOvertaking: number;
}

/** Measures a day that was played from its opening to its end. */
export function measure({ people }: Day, { stops, visits, tables, endedAt }: Played): Measured {
	const measured: Measured = {
		multiStays: [],
		singleStays: [],
		walkInWaits: [],
		bookedWaits: [],
		tableIdle: mean(tables.map(({ idleMinutes }) => idleMinutes)),
		lastLeaves: endedAt,
		worstOvertaking: 0
	};
	const stopsOf = byVisit(stops);
	for (const { visitId, arrivedAt, leftAt } of visits) {
		const person = people.get(visitId);
		const own = stopsOf.get(visitId) ?? [];
		if (person === undefined || person.gone) continue;
		if (leftAt !== null) (own.length > 1 ? measured.multiStays : measured.singleStays).push(leftAt - arrivedAt);
		const called = Math.min(...own.map(({ calledAt }) => calledAt ?? Infinity));
		const from = Math.max(arrivedAt, person.visit.stops[0]?.window?.startsAt ?? 0);
		if (called < Infinity)
			(person.booked ? measured.bookedWaits : measured.walkInWaits).push(Math.max(0, called - from));
	}
	measured.worstOvertaking = worstOvertaking(people, stops, stopsOf);
	return measured;
}

export function mean(values: readonly number[]): number {
	return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value below which `part` of all are, between the two nearest (type 7 of Hyndman and Fan, 1996). */
export function quantile(values: readonly number[], part: number): number {
	const sorted = Float64Array.from(values).sort();
	const at = part * (sorted.length - 1);
	const below = sorted[Math.floor(at)] ?? 0;
	return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? 0) - below);
}

function byVisit(stops: readonly PlayedStop[]): Map<string, PlayedStop[]> {
	const found = new Map<string, PlayedStop[]>();
	for (const stop of stops) {
		const own = found.get(stop.visitId);
		if (own) own.push(stop);
		else found.set(stop.visitId, [stop]);
	}
	return found;
}

function worstOvertaking(
	people: Day['people'],
	stops: readonly PlayedStop[],
	stopsOf: Map<string, PlayedStop[]>
): number {
	let worst = 0;
	for (const line of Map.groupBy(stops, ({ agencyId }) => agencyId).values()) {
		const called = line
			.map((stop) => ({ stop, calledAt: stop.calledAt ?? Infinity, checkedIn: checkIn(people, stop) }))
			.sort((a, b) => a.calledAt - b.calledAt);
		for (const [at, waiting] of called.entries()) {
			if (people.get(waiting.stop.visitId)?.gone || waiting.calledAt === Infinity) continue;
			const elsewhere = (stopsOf.get(waiting.stop.visitId) ?? []).filter((stop) => stop !== waiting.stop);
			let overtaken = 0;
			for (let sooner = 0; sooner < at; sooner++) {
				const other = called[sooner];
				if (other === undefined || other.checkedIn <= waiting.checkedIn || other.calledAt === waiting.calledAt)
					continue;
				if (!elsewhere.some((stop) => isAtTable(stop, other.calledAt))) overtaken += 1;
			}
			worst = Math.max(worst, overtaken);
		}
	}
	return worst;
}

function checkIn(people: Day['people'], { visitId }: PlayedStop): number {
	return people.get(visitId)?.visit.arrivedAt ?? 0;
}

function isAtTable({ calledAt, finishedAt }: PlayedStop, at: number): boolean {
	return calledAt !== null && at >= calledAt && at < (finishedAt ?? calledAt) + UNDO_SECONDS / 60;
}
