import type fc from 'fast-check';
import { expect } from 'vitest';
import { AGENCIES, type HallModel, REPS } from './hall-model.ts';
import type { Seen } from './looked-at.ts';
import type { RealHall } from './real-hall.ts';

/** What somebody does: to the model and to the product, which must answer alike. */
export interface Deed {
	verb: string | ((model: HallModel) => string);
	words: string;
	possible?: (model: HallModel) => boolean;
	expected: (model: HallModel) => string;
	real: (real: RealHall, model: HallModel) => Promise<string>;
}

/** How often each answer to each verb was met: a model that is never asked anything agrees with everything. */
export const met = new Map<string, number>();
/** How often each thing has happened to a place in line: that something was allowed is not yet that it did anything. */
export const happened = new Map<string, number>();

export class Command implements fc.AsyncCommand<HallModel, RealHall, false> {
	private deed: Deed;

	constructor(deed: Deed) {
		this.deed = deed;
	}

	check(model: HallModel): boolean {
		return this.deed.possible?.(model) ?? true;
	}

	async run(model: HallModel, real: RealHall): Promise<void> {
		const before = creditsOf(model);
		const earlier = model.changes.length;
		// The product first: what it is asked may not hang on what the model has already done.
		const { verb } = this.deed;
		const done = typeof verb === 'string' ? verb : verb(model);
		const answer = await this.deed.real(real, model);
		expect(answer, this.deed.words).toBe(this.deed.expected(model));
		count(met, `${done}: ${answer}`);
		for (const { how } of model.changes.slice(earlier)) count(happened, how);
		await copyTables(model, real);
		await compareCall(model, real);
		await compare(model, real);
		neverFalls(before, model);
	}

	toString(): string {
		return this.deed.words;
	}
}

function count(counts: Map<string, number>, what: string): void {
	counts.set(what, (counts.get(what) ?? 0) + 1);
}

/** A table is drawn at random: the model is told which. */
async function copyTables(model: HallModel, real: RealHall): Promise<void> {
	for (const [index] of REPS.entries()) {
		const desk = model.deskOf(index);
		const stop = desk === null ? null : model.at(desk);
		if (stop && stop.table === null) stop.table = await real.tableAt(index);
	}
}

/** The reason shown at a call is the one that put them first. */
async function compareCall(model: HallModel, real: RealHall): Promise<void> {
	for (const [index] of REPS.entries()) {
		const desk = model.deskOf(index);
		const stop = desk === null ? null : model.at(desk);
		if (stop?.firstCalledAt === model.now && stop.calls === 1 && stop.state === 'called')
			expect(await real.reasonAt(index)).toEqual(model.reasonOf(stop));
	}
}

async function compare(model: HallModel, real: RealHall): Promise<void> {
	const places = model.stops.map(({ visit, agency, state, calls, parks, desk }) => ({
		visit,
		agency,
		state,
		calls,
		parks,
		desk
	}));
	expect(inOneOrder(await real.seen())).toEqual(inOneOrder(places));
	expect(await real.people()).toEqual(model.visits.map(({ state, leftHow }) => leftHow ?? state));
	for (const agency of AGENCIES) {
		const credits = await real.credits(agency);
		for (const stop of model.line(agency)) expect(credits.get(stop.visit)).toBeCloseTo(model.creditOf(stop), 6);
	}
}

/** In which order somebody who comes for several agencies is put into their lines is nobody's rule; anew at one, it is. */
function inOneOrder(places: readonly Seen[]): Seen[] {
	return places.toSorted((a, b) => a.visit - b.visit || a.agency.localeCompare(b.agency));
}

function creditsOf(model: HallModel): Map<HallModel['stops'][number], number> {
	return new Map(model.stops.map((stop) => [stop, model.creditOf(stop)]));
}

function neverFalls(before: Map<HallModel['stops'][number], number>, model: HallModel): void {
	for (const [stop, credit] of before) expect(model.creditOf(stop)).toBeGreaterThanOrEqual(credit - 1e-9);
}
