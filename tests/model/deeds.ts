// Long because it is one list: everything that can be done at a drop-in.
import fc from 'fast-check';
import { Command, type Deed } from './deed.ts';
import { AGENCIES, type HallModel, LASTS, REPS } from './hall-model.ts';
import type { RealHall } from './real-hall.ts';

/** Everything that can be done at a drop-in, with whoever is there. */
export function deeds(): fc.Arbitrary<fc.AsyncCommand<HallModel, RealHall, false>>[] {
	const often = [
		...arrivals,
		walksIn,
		walksIn,
		walksIn,
		agencyIsBack,
		goesOn,
		goesOn,
		goesOn,
		goesOn,
		goesOn,
		goesOn,
		...clock,
		opens
	];
	return [...often, ...often, ...doorDeeds, ...deskDeeds, ...agencyDeeds, clockJumps].map((deed) =>
		deed.map((made) => new Command(made))
	);
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
const goesOn: fc.Arbitrary<Deed> = fc.tuple(rep, twice, fc.boolean()).map(([who, again, isThere]) => ({
	verb: (model) => model.nextPress(who, isThere),
	words: `rep ${who} goes on${isThere ? '' : ', nobody came'}${sentTwice(again)}`,
	possible: (model) => model.deskOf(who) !== null,
	expected: (model) => model[model.nextPress(who, isThere)](who),
	real: (real, model) => real[model.nextPress(who, isThere)](who, again)
}));

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

const agencyIsBack: fc.Arbitrary<Deed> = fc.constantFrom(...AGENCIES).map((agency) => ({
	verb: 'agencyBack',
	words: `${agency} is back`,
	possible: (model) => model.gone.has(agency),
	expected: (model) => model.agencyBack(agency),
	real: (real) => real.agencyBack(agency)
}));

const agencyDeeds: fc.Arbitrary<Deed>[] = [
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

const clock: fc.Arbitrary<Deed>[] = [
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
	),
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
