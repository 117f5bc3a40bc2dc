/**
 * Long because it is the rules once more, to be read as a whole: a drop-in in memory, with none of the product's code.
 * What each verb should answer, and how every place in line stands afterwards, in whole seconds since the doors opened.
 */
export const AGENCIES = ['police', 'housing', 'health'] as const;
export type Agency = (typeof AGENCIES)[number];

/** Who sits for whom: two for the police, one each for the others. */
export const REPS: readonly Agency[] = ['police', 'police', 'housing', 'health'];
/** One fewer than there are reps, so that tables run out. */
export const TABLES = 3;
export const CAPACITY = 2;
export const LASTS = 3 * 3600;
export const WINDOW = 15 * 60;

const HEAD_START = 30;
const PRIORITY_RATE = 2;
const CALLS = 3;
const PARKS = 2;
const PARK = 300;
const LONG_BREAK = 600;
const UNDO = 10;
const TIME_TO_COME = { screen: 30, fetch: 120 };

type State = 'waiting' | 'parked' | 'called' | 'serving' | 'finished' | 'no_show' | 'withdrawn';
type Answer = 'ok' | string;

export interface Stop {
	agency: Agency;
	visit: number;
	state: State;
	arrivedAt: number;
	/** Which quarter of an hour was booked here. */
	window: number | null;
	/** From when it earns how much a minute. */
	earns: { from: number; rate: number }[];
	/** Moments at which its credit is lifted to at least so much. */
	lifts: { at: number; to: number }[];
	startedAt: number | null;
	calls: number;
	parks: number;
	parkedUntil: number | null;
	/** The rep who left them to a colleague. */
	keptFrom: number | null;
	longTalk: boolean;
	firstCalledAt: number | null;
	calledAt: number | null;
	finishedAt: number | null;
	desk: number | null;
	rep: number | null;
	table: string | null;
}

interface Visit {
	state: 'here' | 'left';
	leftHow: 'finished' | 'walkout' | 'closed' | null;
	leftAt: number | null;
	party: number;
	sooner: boolean;
	howToCall: 'screen' | 'fetch';
	arrivedAt: number;
	/** One of their places ended, and a welcomer has yet to tell them. */
	toBeTold: boolean;
}

interface Booking {
	agencies: Agency[];
	window: number;
	state: 'booked' | 'cancelled';
	visit: number | null;
}

interface Desk {
	rep: number;
	state: 'open' | 'paused' | 'closed';
	/** Since when it is on a break. */
	since?: number;
}

interface Change {
	stop: Stop;
	how: string;
	actor: string;
	at: number;
}

export class HallModel {
	now = 0;
	state: 'open' | 'closing' | 'closed' = 'open';
	visits: Visit[] = [];
	stops: Stop[] = [];
	bookings: Booking[] = [];
	desks: Desk[] = [];
	gone = new Set<Agency>();
	/** Away, and their line goes on. */
	private kept = new Set<Agency>();
	/** From which quarter of an hour an agency is there, if not from the first. */
	private from = new Map<Agency, number>();
	/** Everything that has happened to a place in line. */
	changes: Change[] = [];

	// Before the day

	book(agencies: Agency[], window: number): Answer {
		if (this.state !== 'open' || this.now >= LASTS) return 'drop_in_not_bookable';
		if (agencies.some((agency) => this.gone.has(agency))) return 'topic_unknown';
		const taken = (agency: Agency) =>
			this.bookings.filter((one) => one.state === 'booked' && one.window === window && one.agencies.includes(agency));
		const isFull = (agency: Agency) => taken(agency).length >= CAPACITY || window < (this.from.get(agency) ?? 0);
		if (window * WINDOW <= this.now || agencies.some(isFull)) return 'window_full';
		this.bookings.push({ agencies, window, state: 'booked', visit: null });
		return 'ok';
	}

	cancel(index: number): Answer {
		const booking = this.bookings[index]!;
		if (booking.state === 'cancelled') return 'ok';
		if (booking.visit !== null) return 'booking_checked_in';
		booking.state = 'cancelled';
		return 'ok';
	}

	// At the door

	checkIn(index: number): Answer {
		const booking = this.bookings[index]!;
		if (booking.state === 'cancelled') return 'booking_cancelled';
		if (booking.visit !== null) {
			if (this.visits[booking.visit]!.state === 'left') return 'visit_left';
			this.endParks(booking.visit, 'kiosk');
			this.reactivateAll(booking.visit, 'kiosk');
			return 'ok';
		}
		if (this.state !== 'open') return this.state === 'closing' ? 'nobody_new' : 'drop_in_over';
		const there = booking.agencies.filter((one) => this.isThere(one) || (this.now < LASTS && this.kept.has(one)));
		booking.visit = this.arrive(there, booking.window, false, 'screen');
		this.visits[booking.visit]!.toBeTold = there.length < booking.agencies.length;
		return 'ok';
	}

	walkIn(agencies: Agency[], sooner: boolean, howToCall: 'screen' | 'fetch', party = 1): Answer {
		if (this.state !== 'open') return this.state === 'closing' ? 'nobody_new' : 'drop_in_over';
		if (agencies.some((agency) => !this.isThere(agency))) return 'topic_unknown';
		this.arrive(agencies, null, sooner, howToCall, party);
		return 'ok';
	}

	add(visit: number, agencies: Agency[]): Answer {
		if (this.visits[visit]!.state === 'left') return 'visit_left';
		const person = this.visits[visit]!;
		if (this.state !== 'open' && !(this.state === 'closing' && person.toBeTold)) return 'drop_in_over';
		if (agencies.some((agency) => !this.isThere(agency))) return 'topic_unknown';
		const since = person.toBeTold ? person.arrivedAt : this.now;
		person.toBeTold = false;
		for (const agency of agencies) {
			const known = this.stopsOf(visit).filter((stop) => stop.agency === agency);
			if (known.some(isLive)) continue;
			const missed = known.findLast(({ state }) => state === 'no_show');
			if (missed) this.reactivate(missed, 'door');
			else this.join(visit, agency, null, since);
		}
		return 'ok';
	}

	split(visit: number, agencies: Agency[]): Answer {
		const party = this.visits[visit]!;
		if (party.state === 'left') return 'visit_left';
		if (this.state !== 'open') return 'drop_in_over';
		if (party.party < 2) return 'party_of_one';
		if (agencies.some((agency) => !this.isThere(agency))) return 'topic_unknown';
		party.party -= 1;
		const alone = this.visits.push({ ...party, party: 1, toBeTold: false, howToCall: 'screen' }) - 1;
		for (const agency of agencies) {
			const held = this.stopsOf(visit).find((stop) => stop.agency === agency && isLive(stop));
			this.join(alone, agency, held?.window ?? null);
			const { arrivedAt, earns, lifts } = held ?? this.stops.at(-1)!;
			Object.assign(this.stops.at(-1)!, { arrivedAt, earns: [...earns], lifts: [...lifts] });
		}
		return 'ok';
	}

	backInLine(visit: number): Answer {
		if (this.visits[visit]!.state === 'left') return 'visit_left';
		if (this.state === 'closed') return 'drop_in_over';
		this.reactivateAll(visit, 'door');
		return 'ok';
	}

	setPriority(visit: number, sooner: boolean): Answer {
		const person = this.visits[visit]!;
		if (person.state === 'left') return 'visit_left';
		person.sooner = sooner;
		for (const stop of this.stopsOf(visit).filter(isLive)) this.earn(stop, sooner ? PRIORITY_RATE : 1);
		return 'ok';
	}

	fiveMinutesAtDoor(visit: number): Answer {
		if (this.visits[visit]!.state === 'left') return 'visit_left';
		if (this.state === 'closed') return 'drop_in_over';
		const answer = this.parkVisit(visit, 'door');
		return answer === 'stop_moved_on' ? 'ok' : answer;
	}

	backFromPark(visit: number): Answer {
		if (this.visits[visit]!.state === 'left') return 'visit_left';
		if (this.state === 'closed') return 'drop_in_over';
		this.endParks(visit, 'door');
		return 'ok';
	}

	/** They want these no more; a conversation that is going on is left alone, and the visit goes on. */
	withdraw(visit: number, agencies: Agency[]): Answer {
		if (this.visits[visit]!.state === 'left') return 'visit_left';
		if (this.state === 'closed') return 'drop_in_over';
		const unmet = this.stopsOf(visit).filter(
			(one) => one.state === 'no_show' || (isLive(one) && one.state !== 'serving')
		);
		for (const stop of unmet)
			if (agencies.includes(stop.agency)) this.become(stop, 'withdrawn', 'withdraw', 'door', offTheTable);
		return 'ok';
	}

	markLeft(visit: number): Answer {
		const person = this.visits[visit]!;
		if (person.state === 'left') return 'ok';
		const live = this.stopsOf(visit).filter(isLive);
		if (live.some(({ state }) => state === 'serving')) return 'being_served';
		for (const stop of live) this.become(stop, 'withdrawn', 'withdraw', 'door', offTheTable);
		Object.assign(person, { state: 'left', leftHow: 'walkout', leftAt: this.now, toBeTold: false });
		return 'ok';
	}

	// At the desks

	open(rep: number): Answer {
		if (this.state === 'closed') return 'drop_in_not_open';
		if (this.gone.has(REPS[rep]!)) return 'agency_away';
		const desk = this.deskOf(rep);
		if (desk === null) this.desks.push({ rep, state: 'open' });
		else this.desks[desk]!.state = 'open';
		return 'ok';
	}

	pause(rep: number): Answer {
		return this.leaveDesk(rep, 'paused');
	}

	closeDesk(rep: number): Answer {
		return this.leaveDesk(rep, 'closed');
	}

	/** Whom the rep's agency would be given now, by the rules. */
	next(rep: number): Stop | null {
		const line = this.line(REPS[rep]!).filter((stop) => this.isEligible(stop));
		return line.find((stop) => stop.keptFrom !== rep || !this.hasColleague(rep)) ?? null;
	}

	callNext(rep: number): Answer {
		const desk = this.deskOf(rep);
		if (desk === null || this.desks[desk]!.state !== 'open') return 'desk_not_open';
		if (this.state === 'closed') return 'drop_in_not_open';
		if (this.at(desk) !== null) return 'desk_busy';
		const next = this.next(rep);
		if (next === null) return this.line(REPS[rep]!).length > 0 ? 'nobody_ready' : 'queue_empty';
		if (this.stops.filter(isAtATable).length >= TABLES) return 'no_table_free';
		for (const stop of this.line(REPS[rep]!).filter((one) => this.isBack(one)))
			this.become(stop, 'waiting', 'return', 'clock', { parkedUntil: null });
		const called = { calls: 1, firstCalledAt: this.now, calledAt: this.now, desk, rep };
		this.become(next, 'called', 'call', actorOf(rep), called);
		return 'ok';
	}

	callAgain(rep: number): Answer {
		const stop = this.seen(rep, ['called']);
		if (typeof stop === 'string') return stop;
		if (stop.calls >= CALLS) return 'stop_moved_on';
		if (this.isTooSoon(stop)) return 'give_them_time';
		this.become(stop, 'called', 'callAgain', actorOf(rep), { calls: stop.calls + 1, calledAt: this.now });
		return 'ok';
	}

	start(rep: number): Answer {
		const stop = this.seen(rep, ['called']);
		if (typeof stop === 'string') return stop;
		this.become(stop, 'serving', 'start', actorOf(rep), { startedAt: this.now });
		return 'ok';
	}

	finish(rep: number): Answer {
		const stop = this.seen(rep, ['serving']);
		if (typeof stop === 'string') return stop;
		this.become(stop, 'finished', 'finish', actorOf(rep), { finishedAt: this.now });
		this.endIfDone(stop.visit);
		return 'ok';
	}

	noShow(rep: number): Answer {
		const stop = this.seen(rep, ['called']);
		if (typeof stop === 'string') return stop;
		if (stop.calls < CALLS) return 'call_again_first';
		if (this.isTooSoon(stop)) return 'give_them_time';
		this.earn(stop, 0);
		this.become(stop, 'no_show', 'noShow', actorOf(rep), { desk: null, rep: null, table: null });
		return 'ok';
	}

	handOver(rep: number, agency: Agency): Answer {
		const stop = this.seen(rep, ['serving']);
		if (typeof stop === 'string') return stop;
		if (agency === stop.agency || !this.isThere(agency)) return 'agency_not_here';
		const { visit } = stop;
		const before = this.changes.filter(
			({ how, actor, at }) => how === 'handOver' && actor === actorOf(rep) && at >= stop.startedAt!
		);
		const there = this.stopsOf(visit).filter((one) => one.agency === agency);
		// The same words again change nothing, as long as the place they were for is there.
		if (there.some(isLive) && before.some((change) => there.includes(change.stop))) return 'ok';
		const known = there.find(isLive) ?? there.findLast(({ state }) => state === 'no_show');
		if (known?.state === 'no_show') this.reactivate(known, actorOf(rep));
		const { arrivedAt } = this.visits[visit]!;
		if (!known) this.join(visit, agency, null, arrivedAt);
		const place = known ?? this.stops.at(-1)!;
		const least = ((this.now - arrivedAt) / 60) * this.rateOf(visit);
		if (least > this.creditOf(place)) place.lifts.push({ at: this.now, to: least });
		place.arrivedAt = Math.min(place.arrivedAt, arrivedAt);
		this.become(place, place.state, 'handOver', actorOf(rep), {});
		this.become(stop, 'serving', 'sent', actorOf(rep), {});
		return 'ok';
	}

	fiveMinutes(rep: number): Answer {
		const stop = this.seen(rep, ['called']);
		return typeof stop === 'string' ? stop : this.parkVisit(stop.visit, actorOf(rep));
	}

	passOn(rep: number): Answer {
		const stop = this.seen(rep, ['called']);
		if (typeof stop === 'string') return stop;
		if (!this.hasColleague(rep)) return 'no_colleague';
		this.become(stop, 'waiting', 'passOn', actorOf(rep), { ...offTheTable, keptFrom: rep });
		return 'ok';
	}

	notNeeded(rep: number): Answer {
		const stop = this.seen(rep, ['called']);
		if (typeof stop === 'string') return stop;
		this.become(stop, 'withdrawn', 'notNeeded', actorOf(rep), {});
		this.endIfDone(stop.visit);
		return 'ok';
	}

	longTalk(rep: number): Answer {
		const stop = this.seen(rep, ['serving']);
		if (typeof stop === 'string') return stop;
		this.become(stop, 'serving', 'longTalk', actorOf(rep), { longTalk: !stop.longTalk });
		return 'ok';
	}

	calledAway(rep: number): Answer {
		const stop = this.seen(rep, ['called', 'serving']);
		if (typeof stop === 'string') return stop;
		Object.assign(this.desks[stop.desk!]!, { state: 'paused', since: this.now });
		this.become(stop, 'waiting', 'calledAway', actorOf(rep), { ...offTheTable, longTalk: false });
		return 'ok';
	}

	undo(rep: number): Answer {
		const desk = this.deskOf(rep);
		if (desk === null) return 'desk_not_open';
		const last = this.undoable(rep, desk);
		if (last === null) return 'undo_too_late';
		const { stop } = last;
		const here = { state: 'here', leftHow: null, leftAt: null } as const;
		if (last.how === 'park') {
			if (this.stops.filter(isAtATable).length >= TABLES) return 'undo_too_late';
			const until = stop.parkedUntil;
			for (const one of this.stopsOf(stop.visit).filter((one) => one.parkedUntil === until && until !== null))
				this.become(one, 'waiting', 'undo', actorOf(rep), { parks: one.parks - 1, parkedUntil: null });
			const called = { calls: 1, firstCalledAt: this.now, calledAt: this.now, desk, rep };
			this.become(stop, 'called', 'undo', actorOf(rep), called);
			return 'ok';
		}
		if (last.how === 'longTalk') {
			this.become(stop, 'serving', 'undo', actorOf(rep), { longTalk: !stop.longTalk });
			return 'ok';
		}
		if (last.how === 'notNeeded') {
			this.become(stop, 'called', 'undo', actorOf(rep), {});
			Object.assign(this.visits[stop.visit]!, here);
			return 'ok';
		}
		if (last.how === 'start') this.become(stop, 'called', 'undo', actorOf(rep), {});
		else if (last.how === 'finish') {
			this.become(stop, 'serving', 'undo', actorOf(rep), { finishedAt: null });
			Object.assign(this.visits[stop.visit]!, here);
		} else {
			stop.earns.pop();
			this.earn(stop, this.rateOf(stop.visit));
			this.become(stop, 'waiting', 'undo', actorOf(rep), { calls: 0 });
		}
		return 'ok';
	}

	// The drop-in

	stopCheckIn(): Answer {
		if (this.state !== 'open') return 'drop_in_state';
		this.state = 'closing';
		return 'ok';
	}

	openAgain(): Answer {
		if (this.state === 'open') return 'drop_in_state';
		this.state = 'open';
		return 'ok';
	}

	close(endsLines: boolean): Answer {
		if (this.state === 'closed') return 'drop_in_state';
		if (!endsLines && this.stops.some(isLive)) return 'still_people_here';
		// Whoever wanted nothing more had gone before.
		for (const [visit, { state }] of this.visits.entries())
			if (state === 'here' && this.stopsOf(visit).length > 0) this.endIfDone(visit);
		// First whoever is being helped: who waits for nothing else then has finished, the others are told that it closed.
		const live = this.stops.filter(isLive);
		const helped = live.filter(({ state }) => state === 'serving');
		for (const stop of [...helped, ...live.filter((one) => !helped.includes(one))]) {
			if (stop.state !== 'serving') this.become(stop, 'withdrawn', 'close', 'office', { parkedUntil: null });
			else {
				this.become(stop, 'finished', 'close', 'office', { finishedAt: this.now });
				this.endIfDone(stop.visit);
			}
		}
		for (const visit of this.visits)
			if (visit.state === 'here') Object.assign(visit, { state: 'left', leftHow: 'closed', leftAt: this.now });
		for (const desk of this.desks) desk.state = 'closed';
		this.state = 'closed';
		return 'ok';
	}

	agencyGone(agency: Agency, endsLine: boolean): Answer {
		if (this.state === 'closed') return 'drop_in_state';
		const own = this.stops.filter((stop) => stop.agency === agency);
		if (own.some(({ state }) => state === 'serving')) return 'agency_at_table';
		if (endsLine) this.kept.delete(agency);
		else if (!this.gone.has(agency)) this.kept.add(agency);
		this.gone.add(agency);
		for (const desk of this.desks) if (REPS[desk.rep] === agency) desk.state = 'closed';
		for (const stop of own.filter(({ state }) => state === 'called'))
			this.become(stop, 'waiting', 'return', 'office', offTheTable);
		for (const stop of endsLine ? own.filter(isLive) : []) {
			this.become(stop, 'withdrawn', 'agency_gone', 'office', { parkedUntil: null });
			this.visits[stop.visit]!.toBeTold = true;
		}
		return 'ok';
	}

	/** It will be there from that quarter of an hour on. */
	agencyLate(agency: Agency, quarter: number): Answer {
		if (this.state === 'closed') return 'drop_in_state';
		if (quarter * WINDOW >= LASTS) return 'hours_invalid';
		this.from.set(agency, quarter);
		this.gone.delete(agency);
		this.kept.delete(agency);
		return 'ok';
	}

	agencyBack(agency: Agency): Answer {
		if (this.state === 'closed') return 'drop_in_state';
		this.gone.delete(agency);
		this.kept.delete(agency);
		return 'ok';
	}

	wait(seconds: number): Answer {
		this.now += seconds;
		return 'ok';
	}

	/** Lets minutes pass and gives them in seconds. */
	minutes(minutes: number): number {
		this.now += minutes * 60;
		return minutes * 60;
	}

	// What is so

	/** Credit of a place at this moment, in minutes, added up stretch by stretch. */
	creditOf(stop: Stop): number {
		const lifts = [...stop.lifts];
		if (stop.window !== null) {
			const late = Math.max(0, stop.arrivedAt - (stop.window + 1) * WINDOW) / 60;
			lifts.push({ at: Math.max(stop.arrivedAt, stop.window * WINDOW), to: HEAD_START - late });
		}
		const rateAt = (moment: number) => stop.earns.findLast(({ from }) => from <= moment)?.rate ?? 0;
		const moments = [...stop.earns.map(({ from }) => from), ...lifts.map(({ at }) => at), this.now];
		let credit = 0;
		let since = stop.earns[0]!.from;
		for (const moment of moments.filter((one) => one <= this.now).sort((a, b) => a - b)) {
			credit += (Math.max(0, moment - since) / 60) * rateAt(since);
			since = Math.max(since, moment);
			for (const { at, to } of lifts) if (at === moment) credit = Math.max(credit, to);
		}
		return credit;
	}

	/** Why somebody is next, by their own facts alone. */
	reasonOf(stop: Stop): { why: string; since: number; from?: number } {
		const since = stop.arrivedAt;
		if (stop.window !== null && this.now >= stop.window * WINDOW) {
			const late = Math.max(0, stop.arrivedAt - (stop.window + 1) * WINDOW) / 60;
			const from = stop.window * WINDOW;
			if (late < HEAD_START) return { why: late > 0 ? 'booked_late' : 'booked', since, from };
		}
		return { why: this.visits[stop.visit]!.sooner ? 'priority' : 'waited', since };
	}

	/** Those who wait, the next first: highest credit, then who came first, then who was let in first. */
	line(agency: Agency): Stop[] {
		const credits = new Map(this.stops.map((stop) => [stop, Math.round(this.creditOf(stop) * 1e6)]));
		return this.stops
			.filter((stop) => stop.agency === agency && (stop.state === 'waiting' || stop.state === 'parked'))
			.sort(
				(a, b) =>
					credits.get(b)! - credits.get(a)! ||
					a.arrivedAt - b.arrivedAt ||
					this.stops.indexOf(a) - this.stops.indexOf(b)
			);
	}

	deskOf(rep: number): number | null {
		const index = this.desks.findLastIndex((desk) => desk.rep === rep && desk.state !== 'closed');
		return index < 0 ? null : index;
	}

	/** What a rep at a desk presses next, whether or not somebody comes when called. */
	nextPress(rep: number, isThere: boolean): 'callNext' | 'start' | 'finish' | 'callAgain' | 'noShow' {
		const stop = this.at(this.deskOf(rep)!);
		if (stop === null) return 'callNext';
		if (stop.state === 'serving') return 'finish';
		if (isThere) return 'start';
		return stop.calls < CALLS ? 'callAgain' : 'noShow';
	}

	/** Who is called to a desk or sits there. */
	at(desk: number): Stop | null {
		return this.stops.find((stop) => stop.desk === desk && isAtATable(stop)) ?? null;
	}

	private stopsOf(visit: number): Stop[] {
		return this.stops.filter((stop) => stop.visit === visit);
	}

	/** Ready, at no table, and not just up from one in the seconds in which their rep may take that back. */
	private isEligible(stop: Stop): boolean {
		if (stop.state !== 'waiting' && !this.isBack(stop)) return false;
		return !this.stopsOf(stop.visit).some((other) => {
			if (other.state === 'finished') return other.finishedAt! > this.now - UNDO;
			if (other.state === 'parked') return other.parkedUntil! - PARK > this.now - UNDO;
			if (other.state !== 'withdrawn') return isAtATable(other);
			const sent = this.changes.findLast((change) => change.stop === other && change.how === 'notNeeded');
			return other.desk !== null && sent !== undefined && sent.at > this.now - UNDO;
		});
	}

	/** Parked for a time that is over. */
	private isBack(stop: Stop): boolean {
		return stop.state === 'parked' && stop.parkedUntil! <= this.now;
	}

	/** Open, or on a break that is not a long one yet. */
	private isHere(desk: Desk): boolean {
		return desk.state === 'open' || (desk.state === 'paused' && desk.since! >= this.now - LONG_BREAK);
	}

	private hasColleague(rep: number): boolean {
		return this.desks.some((desk) => desk.rep !== rep && REPS[desk.rep] === REPS[rep] && this.isHere(desk));
	}

	/** "Five more minutes" is the person's: every place of theirs is kept while they are away, twice at most. */
	private parkVisit(visit: number, actor: string): Answer {
		const live = this.stopsOf(visit).filter(isLive);
		if (live.some(({ state }) => state === 'serving')) return 'being_served';
		if (live.length === 0) return 'stop_moved_on';
		if (live.every((stop) => stop.state === 'parked' && !this.isBack(stop))) return 'ok';
		const parks = Math.max(...this.stopsOf(visit).map((stop) => stop.parks));
		if (parks >= PARKS) return 'parked_enough';
		for (const stop of live) {
			const away = { ...offTheTable, parks: parks + 1, parkedUntil: this.now + PARK };
			this.become(stop, 'parked', 'park', actor, away);
		}
		return 'ok';
	}

	private endParks(visit: number, actor: string): void {
		for (const stop of this.stopsOf(visit).filter(({ state }) => state === 'parked'))
			this.become(stop, 'waiting', 'return', actor, { parkedUntil: null });
	}

	private isTooSoon(stop: Stop): boolean {
		return this.now < stop.calledAt! + TIME_TO_COME[this.visits[stop.visit]!.howToCall];
	}

	private arrive(
		agencies: Agency[],
		window: number | null,
		sooner: boolean,
		howToCall: 'screen' | 'fetch',
		party = 1
	): number {
		const here = { state: 'here', leftHow: null, leftAt: null, arrivedAt: this.now, toBeTold: false } as const;
		const visit = this.visits.push({ ...here, sooner, howToCall, party }) - 1;
		for (const agency of agencies) this.join(visit, agency, window);
		return visit;
	}

	private isThere(agency: Agency): boolean {
		return this.now < LASTS && !this.gone.has(agency);
	}

	private join(visit: number, agency: Agency, window: number | null, since = this.now): void {
		this.stops.push({
			agency,
			visit,
			state: 'waiting',
			arrivedAt: since,
			window,
			earns: [{ from: since, rate: this.rateOf(visit) }],
			lifts: [],
			startedAt: null,
			calls: 0,
			parks: 0,
			parkedUntil: null,
			keptFrom: null,
			longTalk: false,
			firstCalledAt: null,
			calledAt: null,
			finishedAt: null,
			desk: null,
			rep: null,
			table: null
		});
	}

	private rateOf(visit: number): number {
		return this.visits[visit]!.sooner ? PRIORITY_RATE : 1;
	}

	private earn(stop: Stop, rate: number): void {
		if (stop.earns.at(-1)!.rate !== rate) stop.earns.push({ from: this.now, rate });
	}

	private become(stop: Stop, state: State, how: string, actor: string, more: Partial<Stop>): void {
		Object.assign(stop, { state, ...more });
		this.changes.push({ stop, how, actor, at: this.now });
	}

	private reactivate(stop: Stop, actor: string): void {
		this.earn(stop, this.rateOf(stop.visit));
		this.become(stop, 'waiting', 'reactivate', actor, { calls: 0 });
	}

	private reactivateAll(visit: number, actor: string): void {
		for (const agency of AGENCIES) {
			const own = this.stopsOf(visit).filter((stop) => stop.agency === agency);
			const missed = own.findLast(({ state }) => state === 'no_show');
			if (!missed || own.some(isLive)) continue;
			// A line that ended with its agency takes nobody back: a welcomer tells them.
			if (this.gone.has(agency) && !this.kept.has(agency)) this.visits[visit]!.toBeTold = true;
			else this.reactivate(missed, actor);
		}
	}

	private endIfDone(visit: number): void {
		const stops = this.stopsOf(visit);
		if (this.visits[visit]!.toBeTold || stops.some((stop) => isLive(stop) || stop.state === 'no_show')) return;
		const leftHow = stops.some(({ state }) => state === 'finished') ? 'finished' : 'walkout';
		Object.assign(this.visits[visit]!, { state: 'left', leftHow, leftAt: this.now });
	}

	private leaveDesk(rep: number, state: 'paused' | 'closed'): Answer {
		const desk = this.deskOf(rep);
		if (desk === null) return 'desk_not_open';
		if (this.at(desk) !== null) return 'desk_busy';
		Object.assign(this.desks[desk]!, { state, since: this.now });
		return 'ok';
	}

	/** The person the rep sees at the desk, if what they press fits how that person stands. */
	private seen(rep: number, states: State[]): Stop | string {
		const desk = this.deskOf(rep);
		if (desk === null) return 'desk_not_open';
		const stop = this.at(desk);
		return stop !== null && states.includes(stop.state) ? stop : 'stop_moved_on';
	}

	private undoable(rep: number, desk: number): Change | null {
		if (this.desks[desk]!.state !== 'open') return null;
		const own = this.changes.filter(({ stop }) => stop.agency === REPS[rep]);
		const last = own.findLast(({ actor }) => actor === actorOf(rep));
		if (!last || !(last.how in UNDOABLE) || this.now >= last.at + UNDO) return null;
		if (own.findLast(({ stop }) => stop === last.stop) !== last) return null;
		const { stop } = last;
		const visit = this.visits[stop.visit]!;
		if (stop.state !== UNDOABLE[last.how]) return null;
		if (isAtATable(stop) || stop.state === 'no_show') return visit.state === 'here' ? last : null;
		const endedByThis = last.how !== 'park' && visit.leftHow !== 'closed' && visit.leftAt === last.at;
		if (visit.state === 'left' && !endedByThis) return null;
		const elsewhere = this.stopsOf(stop.visit).some(
			(other) => other !== stop && (isAtATable(other) || (isLive(other) && other.agency === stop.agency))
		);
		if (elsewhere || this.at(desk) !== null) return null;
		if (last.how === 'park') return last;
		const taken = this.stops.some((other) => isAtATable(other) && other.table === stop.table);
		return stop.desk === desk && !taken ? last : null;
	}
}

const offTheTable = { calls: 0, desk: null, rep: null, table: null, calledAt: null, parkedUntil: null };

/** What a rep can take back, and how the place stands until they do. */
const UNDOABLE: Record<string, State> = {
	start: 'serving',
	longTalk: 'serving',
	finish: 'finished',
	noShow: 'no_show',
	park: 'parked',
	notNeeded: 'withdrawn'
};

function actorOf(rep: number): string {
	return `rep ${rep}`;
}

export function isLive({ state }: Stop): boolean {
	return state === 'waiting' || state === 'parked' || state === 'called' || state === 'serving';
}

export function isAtATable({ state }: Stop): boolean {
	return state === 'called' || state === 'serving';
}
