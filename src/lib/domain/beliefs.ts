import type { Known } from './known.ts';
import { believe, type Belief } from './service-time.ts';

/** What is likely at a hall, learnt from its day so far; drawn from for each future (`future.ts`). */
export interface Beliefs {
	/** How long conversations take, by agency. */
	talks: ReadonlyMap<string, Belief>;
	way: Belief;
	absence: Belief;
	rest: Belief;
	/** Beta distributions (Gelman et al., Bayesian Data Analysis, 2.4) of a call's having no answer, and of a booked person's coming. */
	unanswered: Beta;
	coming: Beta;
	/** Minutes after their window's start at which the booked come. */
	lateness: readonly number[];
}

export interface Beta {
	yes: number;
	no: number;
}

/** Before a day has shown anything, minutes. Assumptions, each outweighed by a day's first few. */
const TYPICAL = { way: 1, absence: 3, rest: 1 };
/** Of twenty calls one unanswered; of twenty booked people seventeen come. */
const UNANSWERED: Beta = { yes: 1, no: 19 };
const COMING: Beta = { yes: 17, no: 3 };
/** Most come a little early, some late: the assumption worth one person each. */
const LATENESS = [-15, -8, -4, -1, 2, 5, 9, 16];

/** What the day so far makes likely. */
export function beliefsOf(known: Known): Beliefs {
	return {
		talks: new Map(
			known.agencies.map(({ agencyId, typicalMinutes, talks }) => [agencyId, believe(typicalMinutes, talks)])
		),
		way: believe(TYPICAL.way, known.ways),
		absence: believe(TYPICAL.absence, known.absences),
		rest: believe(TYPICAL.rest, known.rests),
		unanswered: { yes: UNANSWERED.yes + known.unanswered, no: UNANSWERED.no + known.answered },
		coming: { yes: COMING.yes + known.lateness.length, no: COMING.no + known.missing },
		lateness: [...LATENESS, ...known.lateness]
	};
}
