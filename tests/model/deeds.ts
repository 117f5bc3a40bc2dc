// Long because it is one list: everything that can be done at a drop-in.
import fc from 'fast-check';
import { Command, type Deed } from './deed.ts';
import { AGENCIES, type HallModel, LASTS, REPS } from './hall-model.ts';
import type { RealHall } from './real-hall.ts';

/** Everything that can be done at a drop-in, with whoever is there. Some of it more often, so that afternoons go on. */
export function deeds(): fc.Arbitrary<fc.AsyncCommand<HallModel, RealHall, false>>[] {
	const often = [...arrivals, ...times(7, walksIn), ...times(9, goesOn), ...times(3, nobodyComes), ...waits, opens];
	const seldom = [...doorDeeds, ...deskDeeds, ...seatDeeds, ...agencyDeeds, ...officeDeeds, clockJumps];
	return [...often, ...often, ...seldom].map((deed) => deed.map((made) => new Command(made)));
}

const agencies = fc.subarray([...AGENCIES], { minLength: 1 });
const rep = fc.nat({ max: REPS.length - 1 });
const which = fc.nat({ max: 1000 });
const twice = fc.boolean();

const arrivals: fc.Arbitrary<Deed>[] = [
	fc.record({ agencies, window: fc.nat({ max: 11 }) }).map(({ agencies, window }) => ({
		verb: 'book',
		words: `book ${agencies} in window ${window}`,
		expected: (model) => model.book(agencies, window),
		real: (real) => real.book(agencies, window)
	})),
	which.map((index) => ({
		verb: 'cancel',
		words: `cancel booking ${index}`,
		possible: hasBookings,
		expected: (model) => model.cancel(index % model.bookings.length),
		real: (real, model) => real.cancel(index % model.bookings.length)
	})),
	fc.tuple(which, twice).map(([index, again]) => ({
		verb: 'checkIn',
		words: `check in booking ${index}${sentTwice(again)}`,
		possible: hasBookings,
		expected: (model) => model.checkIn(index % model.bookings.length),
		real: (real, model) => real.checkIn(index % model.bookings.length, again)
	}))
];

const walksIn: fc.Arbitrary<Deed> = fc
	.record({
		agencies,
		sooner: fc.boolean(),
		howToCall: fc.constantFrom('screen' as const, 'fetch' as const),
		party: fc.integer({ min: 1, max: 3 }),
		twice
	})
	.map(({ agencies, sooner, howToCall, party, twice }) => ({
		verb: 'walkIn',
		words: `${party} walk in for ${agencies}${sooner ? ', sooner' : ''}, ${howToCall}${sentTwice(twice)}`,
		expected: (model) => model.walkIn(agencies, sooner, howToCall, party),
		real: (real) => real.walkIn(agencies, sooner, howToCall, twice, party)
	}));

const doorDeeds: fc.Arbitrary<Deed>[] = [
	fc.tuple(which, agencies).map(([index, wanted]) => ({
		verb: 'add',
		words: `add ${wanted} for visit ${index}`,
		possible: hasVisits,
		expected: (model) => model.add(index % model.visits.length, wanted),
		real: (real, model) => real.add(index % model.visits.length, wanted)
	})),
	fc.tuple(which, agencies).map(([index, unwanted]) => ({
		verb: 'withdraw',
		words: `visit ${index} wants ${unwanted} no more`,
		possible: hasVisits,
		expected: (model) => model.withdraw(index % model.visits.length, unwanted),
		real: (real, model) => real.withdraw(index % model.visits.length, unwanted)
	})),
	fc.tuple(which, agencies, twice).map(([index, wanted, again]) => ({
		verb: 'split',
		words: `one of visit ${index} goes on alone for ${wanted}${sentTwice(again)}`,
		possible: hasVisits,
		expected: (model) => model.split(index % model.visits.length, wanted),
		real: (real, model) => real.split(index % model.visits.length, wanted, again)
	})),
	fc.tuple(which, twice).map(([index, again]) => ({
		verb: 'backInLine',
		words: `visit ${index} is back in line${sentTwice(again)}`,
		possible: hasVisits,
		expected: (model) => model.backInLine(index % model.visits.length),
		real: (real, model) => real.backInLine(index % model.visits.length, again)
	})),
	fc.tuple(which, twice).map(([index, again]) => ({
		verb: 'backInLine',
		words: `visit ${index} of those who missed their call is back in line${sentTwice(again)}`,
		possible: (model) => whoMissed(model).length > 0,
		expected: (model) => model.backInLine(oneOf(whoMissed(model), index)),
		real: (real, model) => real.backInLine(oneOf(whoMissed(model), index), again)
	})),
	fc.tuple(which, fc.boolean()).map(([index, sooner]) => ({
		verb: 'setPriority',
		words: `visit ${index} ${sooner ? 'cannot' : 'can'} wait`,
		possible: hasVisits,
		expected: (model) => model.setPriority(index % model.visits.length, sooner),
		real: (real, model) => real.setPriority(index % model.visits.length, sooner)
	})),
	...(['fiveMinutesAtDoor', 'backFromPark'] as const).map((verb) =>
		which.map((index) => ({
			verb,
			words: `visit ${index}: ${verb}`,
			possible: hasVisits,
			expected: (model: HallModel) => model[verb](index % model.visits.length),
			real: (real: RealHall, model: HallModel) => real[verb](index % model.visits.length)
		}))
	),
	which.map((index) => ({
		verb: 'markLeft',
		words: `visit ${index} leaves`,
		possible: hasVisits,
		expected: (model) => model.markLeft(index % model.visits.length),
		real: (real, model) => real.markLeft(index % model.visits.length)
	}))
];

const opens: fc.Arbitrary<Deed> = rep.map((who) => ({
	verb: 'open',
	words: `rep ${who} opens`,
	expected: (model) => model.open(who),
	real: (real) => real.open(who)
}));

/** What a rep would press next: without it few people ever get as far as a conversation. */
const goesOn: fc.Arbitrary<Deed> = fc.tuple(which, twice, fc.boolean()).map(([index, again, isThere]) => {
	const who = (model: HallModel) => oneOf(repsAtWork(model), index);
	const press = (model: HallModel) => model.nextPress(who(model), isThere);
	return {
		verb: press,
		words: `rep ${index} of those at work goes on${isThere ? '' : ', nobody came'}${sentTwice(again)}`,
		possible: (model) => repsAtWork(model).length > 0,
		expected: (model) => model[press(model)](who(model)),
		real: (real, model) => real[press(model)](who(model), again)
	};
});

/** Time to come goes by, and nobody has come: called again, and in the end given up. */
const nobodyComes: fc.Arbitrary<Deed> = fc.tuple(which, twice).map(([index, again]) => {
	const who = (model: HallModel) => oneOf(repsWith('called', model), index);
	const press = (model: HallModel) => model.nextPress(who(model), false);
	return {
		verb: press,
		words: `rep ${index} of those with somebody called waits in vain${sentTwice(again)}`,
		possible: (model) => repsWith('called', model).length > 0,
		expected: (model) => {
			model.wait(130);
			return model[press(model)](who(model));
		},
		real: (real, model) => {
			real.wait(130);
			return real[press(model)](who(model), again);
		}
	};
});

const handsOver: fc.Arbitrary<Deed> = fc
	.tuple(rep, fc.constantFrom(...AGENCIES), twice)
	.map(([who, agency, again]) => ({
		verb: 'handOver',
		words: `rep ${who} hands over to ${agency}${sentTwice(again)}`,
		possible: (model) => model.deskOf(who) !== null,
		expected: (model) => model.handOver(who, agency),
		real: (real) => real.handOver(who, agency, again)
	}));

const deskDeeds: fc.Arbitrary<Deed>[] = [
	handsOver,
	...(
		[
			...(['callNext', 'callAgain', 'start', 'finish', 'noShow', 'undo'] as const),
			...(['fiveMinutes', 'passOn', 'notNeeded', 'longTalk', 'calledAway', 'undo'] as const)
		] as const
	).map((verb) =>
		fc.tuple(rep, twice).map(([who, again]): Deed => ({
			verb,
			words: `rep ${who} ${verb}${sentTwice(again)}`,
			possible: (model) => model.desks.some((desk) => desk.rep === who),
			expected: (model) => model[verb](who),
			real: (real) => real[verb](who, again)
		}))
	),
	...(['pause', 'closeDesk'] as const).map((verb) =>
		rep.map((who): Deed => ({
			verb,
			words: `rep ${who} ${verb}`,
			possible: (model) => model.desks.some((desk) => desk.rep === who),
			expected: (model) => model[verb](who),
			real: (real) => real[verb](who)
		}))
	)
];

/** What needs somebody called, or sitting there, by a rep who has them: so that it is done, and not only refused. */
const seatDeeds: fc.Arbitrary<Deed>[] = [
	...(['fiveMinutes', 'passOn', 'passOn', 'notNeeded', 'calledAway'] as const).map((verb) => atSeat('called', verb)),
	...(['longTalk', 'calledAway', 'finish'] as const).map((verb) => atSeat('serving', verb)),
	fc.tuple(which, fc.constantFrom(...AGENCIES), twice).map(([index, agency, again]) => ({
		verb: 'handOver',
		words: `rep ${index} of those who talk hands over to ${agency}${sentTwice(again)}`,
		possible: (model) => repsWith('serving', model).length > 0,
		expected: (model) => model.handOver(oneOf(repsWith('serving', model), index), agency),
		real: (real, model) => real.handOver(oneOf(repsWith('serving', model), index), agency, again)
	}))
];

function atSeat(
	seat: 'called' | 'serving',
	verb: 'fiveMinutes' | 'passOn' | 'notNeeded' | 'calledAway' | 'longTalk' | 'finish'
): fc.Arbitrary<Deed> {
	return fc.tuple(which, twice).map(([index, again]) => ({
		verb,
		words: `rep ${index} of those with somebody ${seat}: ${verb}${sentTwice(again)}`,
		possible: (model) => repsWith(seat, model).length > 0,
		expected: (model) => model[verb](oneOf(repsWith(seat, model), index)),
		real: (real, model) => real[verb](oneOf(repsWith(seat, model), index), again)
	}));
}

/** The reps whose desk is open. */
function repsAtWork(model: HallModel): number[] {
	return [...REPS.keys()].filter((who) => model.desks[model.deskOf(who) ?? -1]?.state === 'open');
}

/** The reps whom somebody is called to, or who talk with somebody. */
function repsWith(seat: 'called' | 'serving', model: HallModel): number[] {
	return [...REPS.keys()].filter((who) => seatOf(model, who) === seat);
}

function seatOf(model: HallModel, who: number) {
	const desk = model.deskOf(who);
	return desk === null ? null : (model.at(desk)?.state ?? null);
}

function oneOf(list: readonly number[], index: number): number {
	return list[index % list.length]!;
}

/** The visits that missed a call and have not left. */
function whoMissed(model: HallModel): number[] {
	const missed = model.stops.filter(({ state, visit }) => state === 'no_show' && model.visits[visit]?.state === 'here');
	return missed.map(({ visit }) => visit);
}

function times<T>(count: number, what: T): T[] {
	return Array.from({ length: count }, () => what);
}

const agencyIsBack: fc.Arbitrary<Deed> = fc.constantFrom(...AGENCIES).map((agency) => ({
	verb: 'agencyBack',
	words: `${agency} is back`,
	possible: (model) => model.gone.has(agency),
	expected: (model) => model.agencyBack(agency),
	real: (real) => real.agencyBack(agency)
}));

const agencyDeeds: fc.Arbitrary<Deed>[] = [
	agencyIsBack,
	agencyIsBack,
	fc.tuple(fc.constantFrom(...AGENCIES), fc.boolean()).map(([agency, endsLine]) => ({
		verb: 'agencyGone',
		words: `${agency} goes${endsLine ? ', and its line ends' : ''}`,
		expected: (model) => model.agencyGone(agency, endsLine),
		real: (real) => real.agencyGone(agency, endsLine)
	})),
	fc.tuple(fc.constantFrom(...AGENCIES), fc.nat({ max: 12 })).map(([agency, quarter]) => ({
		verb: 'agencyLate',
		words: `${agency} will be there from quarter ${quarter} on`,
		expected: (model) => model.agencyLate(agency, quarter),
		real: (real) => real.agencyLate(agency, quarter)
	}))
];

const waits: fc.Arbitrary<Deed>[] = [
	...[fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 40 }), fc.integer({ min: 60, max: 1200 })].map(
		(seconds) =>
			seconds.map((more): Deed => ({
				verb: 'wait',
				words: `${more} seconds pass`,
				expected: (model) => model.wait(more),
				real: async (real) => {
					real.wait(more);
					return 'ok';
				}
			}))
	)
];

const officeDeeds: fc.Arbitrary<Deed>[] = [
	fc.constantFrom('stopCheckIn' as const, 'openAgain' as const).map((verb) => ({
		verb,
		words: `the coordinator: ${verb}`,
		possible: (model) => model.now > 1800,
		expected: (model) => model[verb](),
		real: (real) => real[verb]()
	})),
	fc.boolean().map((endsLines) => ({
		verb: 'close',
		words: `the coordinator closes${endsLines ? ', whoever waits' : ''}`,
		possible: (model) => model.now > 3600,
		expected: (model) => model.close(endsLines),
		real: (real) => real.close(endsLines)
	}))
];

/** The server slept, or its clock was put right: it goes on from there. It never runs back (`clock.ts`). */
const clockJumps: fc.Arbitrary<Deed> = fc.integer({ min: 1201, max: 3600 }).map((seconds) => ({
	verb: 'clockJump',
	words: `the clock jumps by ${seconds} seconds`,
	possible: (model) => model.now < LASTS,
	expected: (model) => model.wait(seconds),
	real: async (real) => {
		real.wait(seconds);
		return 'ok';
	}
}));

function hasBookings(model: HallModel): boolean {
	return model.bookings.length > 0;
}

function hasVisits(model: HallModel): boolean {
	return model.visits.length > 0;
}

function sentTwice(again: boolean): string {
	return again ? ' (sent twice)' : '';
}
