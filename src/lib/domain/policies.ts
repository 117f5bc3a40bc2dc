import { creditAt } from './credit.ts';
import type { Seat } from './play.ts';

/** How a hall decides: where a visit waits, and who is next in a line. */
export interface Policy {
	/** In all its lines at once, or in one after another. */
	waits: 'everywhere' | 'one by one';
	/** One by one: what a person brings to the next line, the moment they join it or their arrival in the building. */
	joinsWith: 'now' | 'arrival';
	/** One by one: which of the lines left to join next. Without it: the first in the visit's own order. */
	joinsNext?: (left: readonly Seat[], now: number) => Seat;
	/** The highest goes first; ties by arrival in the line, then by id. -Infinity: nobody may call them now. */
	creditOf: (seat: Seat, now: number) => number;
}

/** The rule of the house: in every line at once, and the highest credit is next (`queue.ts`). */
export const simultaneousWithCredit: Policy = { waits: 'everywhere', joinsWith: 'arrival', creditOf: creditAt };

/** In every line at once, first come first served; a booking and a need count for nothing. */
export const simultaneousFirstCome: Policy = { waits: 'everywhere', joinsWith: 'arrival', creditOf: firstCome };

/** In every line at once; whoever is booked and here in time goes before everybody else from their window's start. */
export const bookedFirst: Policy = { waits: 'everywhere', joinsWith: 'arrival', creditOf: bookedThenFirstCome };

/** One line after another, each joined at its end: what a hall of separate desks does. */
export const serialRejoin: Policy = { waits: 'one by one', joinsWith: 'now', creditOf: firstCome };

/** One line after another, in each by arrival in the building: a numbered ticket that holds for every desk. */
export const serialKeepArrival: Policy = { waits: 'one by one', joinsWith: 'arrival', creditOf: firstCome };

function firstCome(seat: Seat, now: number): number {
	return now - seat.arrivedAt;
}

/** More minutes than any drop-in has: a booking then outweighs every wait. */
const A_WEEK = 10_080;

function bookedThenFirstCome(seat: Seat, now: number): number {
	const { window } = seat;
	const isDue = window !== null && seat.arrivedAt <= window.endsAt && now >= window.startsAt;
	return firstCome(seat, now) + (isDue ? A_WEEK : 0);
}

/**
 * Proposed, not the rule (docs/simulation.md): like ours, but whoever can go home after this stop starts `homeStart` minutes
 * ahead, a booking is worth `headStart`, and nobody is passed by more people who came later than the agency has tables, and
 * one: then it is their turn.
 */
export function homeFirst({ homeStart, headStart }: { homeStart: number; headStart: number }): Policy {
	return {
		...simultaneousWithCredit,
		creditOf(seat, now) {
			if (seat.passed > seat.line.desks) return 10 * A_WEEK + firstCome(seat, now);
			return creditAt({ ...seat, headStart }, now) + (seat.visit.left.length === 1 ? homeStart : 0);
		}
	};
}
