import { creditAt } from '../../lib/domain/credit.ts';
import type { Seat } from '../../lib/domain/play.ts';
import { homeFirst, type Policy, simultaneousFirstCome, simultaneousWithCredit } from '../../lib/domain/policies.ts';
import type { PolicyOf } from './compare.ts';
import type { Day } from './day.ts';
import { agencies, REST, ways } from './hub.ts';

/** Orders that were tried against the rule of the house; docs/simulation.md says what came of each. */
export const tried: Readonly<Record<string, PolicyOf>> = {
	'first come first served': simultaneousFirstCome,
	'nobody passed often': order((seat, now) => (isPassedOften(seat) ? turn(seat, now) : creditAt(seat, now))),
	'last stop first': order((seat, now) => creditAt(seat, now) + (isLast(seat) ? ALWAYS : 0)),
	'last stop +10': order((seat, now) => creditAt(seat, now) + (isLast(seat) ? 10 : 0)),
	'last stop +30': order((seat, now) => creditAt(seat, now) + (isLast(seat) ? 30 : 0)),
	'last stop, credit double': order((seat, now) => creditAt(seat, now) * (isLast(seat) ? 2 : 1)),
	'most stops left first': order((seat, now) => creditAt(seat, now) + ALWAYS * seat.visit.left.length),
	'most stops left +15': order((seat, now) => creditAt(seat, now) + 15 * seat.visit.left.length),
	'longest line first': order((seat, now) => creditAt(seat, now) - (waitElsewhere(seat) > 15 ? ALWAYS : 0)),
	'longest line first, half': order((seat, now) => creditAt(seat, now) - waitElsewhere(seat) / 2),
	'kept for the longer line': order((seat, now) => (isSoonElsewhere(seat) ? -Infinity : creditAt(seat, now))),
	'smaller party first': (day) => order((seat, now) => creditAt(seat, now) - ALWAYS * othersWith(seat, day)),
	'smaller party +10': (day) => order((seat, now) => creditAt(seat, now) - 10 * othersWith(seat, day)),
	'shortest talk, if known': (day) => order((seat, now) => creditAt(seat, now) - ALWAYS * talkOf(seat, day)),
	'shorter talk +2, if known': (day) => order((seat, now) => creditAt(seat, now) - 2 * talkOf(seat, day)),
	'the same, none passed often': (day) =>
		order((seat, now) => (isPassedOften(seat) ? turn(seat, now) : creditAt(seat, now) - 2 * talkOf(seat, day))),
	'home first 40, booked 30': homeFirst({ homeStart: 40, headStart: 30 }),
	'home first 40, booked 40': homeFirst({ homeStart: 40, headStart: 40 }),
	'home first 60, booked 45': homeFirst({ homeStart: 60, headStart: 45 }),
	'home first, booked 45': homeFirst({ homeStart: 10_080, headStart: 45 })
};

/** More minutes than any drop-in has. */
const ALWAYS = 10_080;

function order(creditOf: Policy['creditOf']): Policy {
	return { ...simultaneousWithCredit, creditOf };
}

/** Nothing else is left: they leave after this stop. */
function isLast(seat: Seat): boolean {
	return seat.visit.left.length === 1;
}

/** People who came along. */
function othersWith({ played }: Seat, { people }: Day): number {
	return (people.get(played.visitId)?.partySize ?? 1) - 1;
}

/** Minutes their conversation will take, which nobody can know: what knowing would be worth at most. */
function talkOf(seat: Seat, { draws }: Day): number {
	return draws.service(seat, 0);
}

function isPassedOften(seat: Seat): boolean {
	return seat.passed > seat.line.desks;
}

function turn(seat: Seat, now: number): number {
	return ALWAYS + now - seat.arrivedAt;
}

/** Minutes until this person's turn in the longest of their other lines, as a hall could guess them. */
function waitElsewhere(seat: Seat): number {
	return Math.max(0, ...seat.visit.left.filter((other) => other !== seat).map(waitIn));
}

/** About to be called in a longer line: whoever is called here now would keep that table waiting. */
function isSoonElsewhere(seat: Seat): boolean {
	return seat.visit.left.some((other) => other !== seat && lengthOf(other) > lengthOf(seat) && waitIn(other) < 5);
}

function lengthOf({ line }: Seat): number {
	return line.seats.length / line.desks;
}

function waitIn(seat: Seat): number {
	const ahead = seat.line.seats.filter((other) => other.arrivedAt < seat.arrivedAt && !other.visit.atATable).length;
	return (ahead * (minutesEach.get(seat.agencyId) ?? 0)) / seat.line.desks;
}

const minutesEach = new Map(
	agencies.map(({ id, typicalMinutes }) => [id, typicalMinutes + REST + (ways[0]?.mean ?? 0)])
);
