import { type Beliefs, type Beta } from './beliefs.ts';
import { mix, numberOf, seeded } from './chance.ts';
import { drawGamma, type Gamma, type Uniform } from './gamma.ts';
import type { DeskNow, Draws, HallNow, StopNow, VisitNow } from './hall.ts';
import type { Known, KnownBooking } from './known.ts';
import { drawPace, drawTalk } from './service-time.ts';

/** One way the rest of the day may go. */
export interface Future {
	hall: HallNow;
	draws: Draws;
}

/** Paused desks come back, and late agencies come, after about this many minutes: an assumption. */
const AWAY = 10;
/** An agency that has not come this long after its hours began is not counted on any more, in minutes. */
const LATE = 30;
/** Of those who did not come to one call, as many as come to none: an assumption. */
const GONE = 0.8;

/**
 * Future number `run` of a seed. Every draw has a key of its own, seed, run and stop, so that the same person's
 * conversation is drawn alike at each refresh: what changes a forecast is what happened, not the dice.
 */
export function futureOf(known: Known, beliefs: Beliefs, seed: number, run: number): Future {
	const dice = (key: string, what: number) => seeded(mix(seed, run, what, numberOf(key)));
	const { hall } = known;
	const bookings = known.bookings.flatMap((booking) => comes(booking, beliefs, hall.now, dice(booking.id, BOOKING)));
	return {
		hall: {
			...hall,
			desks: [...hall.desks.map((desk) => whenCalling(desk, known, beliefs, dice)), ...desksToCome(known, dice)],
			visits: [...hall.visits, ...bookings]
		},
		draws: drawsOf(known, beliefs, dice)
	};
}

/** What a draw is for, as part of its key. */
const [PACE, TALK, WAY, ABSENT, ABSENCE, REST, BACK, BOOKING] = [1, 2, 3, 4, 5, 6, 7, 8] as const;

type Dice = (key: string, what: number) => Uniform;

function drawsOf(known: Known, beliefs: Beliefs, dice: Dice): Draws {
	const paces = new Map<string, Gamma>();
	for (const [agencyId, belief] of beliefs.talks) paces.set(agencyId, drawPace(belief, dice(agencyId, PACE)));
	const way = drawPace(beliefs.way, dice('way', PACE));
	const absence = drawPace(beliefs.absence, dice('absence', PACE));
	const rest = drawPace(beliefs.rest, dice('rest', PACE));
	const unanswered = drawBeta(beliefs.unanswered, dice('unanswered', PACE));
	const long = new Set(known.longTalks);
	const visitOf = new Map(known.hall.visits.flatMap(({ id, stops }) => stops.map(({ stopId }) => [stopId, id])));
	const missed = new Set(known.missed);
	const rests = new Map<string, Uniform>();
	return {
		service(stop, lasted) {
			const pace = paces.get(stop.agencyId) ?? { shape: 1, rate: 0.1 };
			return drawTalk(pace, lasted, long.has(stop.stopId), dice(stop.stopId, TALK));
		},
		way: (stop, lasted) => drawTalk(way, lasted, false, dice(stop.stopId, WAY)),
		noShow(stop) {
			// One die for all of a visit's calls: whoever has left comes to none.
			const visit = visitOf.get(stop.stopId) ?? stop.stopId;
			const before = missed.has(visit) ? GONE : unanswered;
			return dice(visit, ABSENT)() < notComing(stop, before, way, known.hall.now);
		},
		absence: (stop, lasted) => drawTalk(absence, lasted, false, dice(stop.stopId, ABSENCE)),
		rest(deskId) {
			const uniform = rests.get(deskId) ?? dice(deskId, REST);
			rests.set(deskId, uniform);
			return drawGamma(rest, uniform);
		}
	};
}

/** That nobody comes; of somebody called a while ago, the likelier the longer they have not (Bayes). */
function notComing(stop: StopNow, unanswered: number, way: Gamma, now: number): number {
	if (stop.state !== 'called' || stop.calledAt === null) return unanswered;
	// Exponential in place of the way's own tail: near enough for one person on their way.
	const notYet = Math.exp((-(now - stop.calledAt) * way.rate) / way.shape);
	return unanswered / (unanswered + (1 - unanswered) * notYet);
}

/** An open desk that has nobody is about to call; a paused one comes back some time. */
function whenCalling(desk: DeskNow, known: Known, beliefs: Beliefs, dice: Dice): DeskNow {
	const { now } = known.hall;
	const paused = known.pausedSince[desk.id];
	if (paused !== undefined) return { ...desk, callsFrom: now - AWAY * Math.log(1 - dice(desk.id, BACK)()) };
	const free = known.freeSince[desk.id];
	if (free === undefined || desk.callsFrom > now) return desk;
	const pace = drawPace(beliefs.rest, dice('rest', PACE));
	return { ...desk, callsFrom: free + drawTalk(pace, now - free, false, dice(desk.id, BACK)) };
}

/** Desks of agencies that have none yet, and whose hours begin later or began a short while ago. */
function desksToCome(known: Known, dice: Dice): DeskNow[] {
	const { now, desks } = known.hall;
	const there = new Set(desks.map(({ agencyId }) => agencyId));
	return known.agencies
		.filter(({ agencyId, gone, startsAt }) => !gone && !there.has(agencyId) && now < startsAt + LATE)
		.flatMap(({ agencyId, startsAt, desksToCome }) =>
			Array.from({ length: desksToCome }, (_, i) => {
				const id = `${agencyId} to come ${i}`;
				const late = startsAt <= now ? -AWAY * Math.log(1 - dice(id, BACK)()) : 0;
				const callsFrom = Math.max(now, startsAt) + late;
				return { id, agencyId, repId: id, tableId: id, callsFrom, callsUntil: Infinity };
			})
		);
}

/** A booked person who is not here yet, if they come: at some of the times others came at, but not one that is past. */
function comes(booking: KnownBooking, beliefs: Beliefs, now: number, uniform: Uniform): VisitNow[] {
	const first = Math.min(...booking.places.map(({ window }) => window.startsAt));
	const left = beliefs.lateness.filter((late) => first + late > now);
	const all = drawBeta(beliefs.coming, uniform);
	const notYet = left.length / beliefs.lateness.length;
	const late = left[Math.floor(uniform() * left.length)];
	if (late === undefined || uniform() >= (all * notYet) / (1 - all + all * notYet)) return [];
	return [arriving(booking, first + late)];
}

function arriving({ id, places, headStart }: KnownBooking, arrivedAt: number): VisitNow {
	const stops = places.map(({ agencyId, window }) =>
		standing(`${id} ${agencyId}`, agencyId, arrivedAt, { window, headStart })
	);
	return { id, arrivedAt, stops };
}

/** Somebody who joins a line at `arrivedAt`, with nothing but what they booked. */
function standing(
	stopId: string,
	agencyId: string,
	arrivedAt: number,
	booked: Pick<StopNow, 'window' | 'headStart'> = { window: null, headStart: 0 }
): StopNow {
	return {
		stopId,
		agencyId,
		state: 'waiting',
		credit: 0,
		asOf: arrivedAt,
		rate: 1,
		arrivedAt,
		...booked,
		parkedUntil: null,
		keptFrom: null,
		joined: false,
		deskId: null,
		tableId: null,
		calledAt: null,
		startedAt: null
	};
}

/** Two Gammas' share (Devroye, Non-Uniform Random Variate Generation, IX.4). */
function drawBeta({ yes, no }: Beta, uniform: Uniform): number {
	const a = drawGamma({ shape: yes, rate: 1 }, uniform);
	return a / (a + drawGamma({ shape: no, rate: 1 }, uniform));
}
