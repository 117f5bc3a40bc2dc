import type { Rep } from '#lib/domain/actor.ts';
import { forecast, FUTURES } from '#lib/domain/forecast.ts';
import type { Known } from '#lib/domain/known.ts';
import type { Result } from '#lib/domain/refusal.ts';
import type { AgencyKind } from '#lib/domain/stop.ts';
import type { Database } from '#lib/server/db/change.ts';
import { hallState } from '#lib/server/db/hall-state.ts';
import { forecastThread } from '#lib/server/forecasting/thread.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { finish, start } from '#lib/server/operations/desk/serve.ts';
import { knownOf } from '#lib/server/operations/forecast/known.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';
import { type Contender, type Measured, table } from './measure.ts';

const AGENCIES: AgencyKind[] = ['police', 'housing', 'health', 'council', 'advice'];
const DESKS_EACH = 5;
const WAITING = 300;
const PEOPLE = 50;

const making = 'make one, with reading the hall';

/** The table, and how long one forecast takes. */
export function forecastTable(rows: Measured[]): string {
	const title = `Forecasts of ${WAITING} waiting places at ${AGENCIES.length * DESKS_EACH} desks, ${FUTURES} futures each`;
	const each = 1000 / (rows.find(({ name }) => name === making)?.perSecond ?? NaN);
	return `${table(title, rows)}  one takes ${each.toFixed(0)} ms, on a thread of its own\n`;
}

/**
 * A crowded hall: how long a forecast takes, and a call while forecasts are made one after another, on the thread the
 * server makes them on or on the one that serves people, as it must not. The server makes one in five seconds at most.
 */
export function forecasts(db: Database): { contenders: Contender[]; close(): Promise<void> } {
	const thread = forecastThread();
	const calling = 'call, start, finish';
	const onThread = async (known: () => Promise<Known>) => void (await thread.player(await known(), 1));
	const here = async (known: () => Promise<Known>) => void forecast(await known(), 1);
	return {
		contenders: [
			{ name: calling, against: calling, ...calls(db, null, PEOPLE) },
			{ name: `${calling}, forecasts on the thread`, against: calling, ...calls(db, onThread, PEOPLE) },
			{ name: `${calling}, forecasts in between`, against: calling, ...calls(db, here, 2) },
			{ name: making, against: making, ...makings(db, onThread) },
			{ name: 'read the hall', against: making, ...makings(db, async (known) => void (await known())) }
		],
		close: () => thread.close()
	};
}

type Make = (known: () => Promise<Known>) => Promise<void>;

/** Three commands for each person, one desk after another, while `make` is done over and over, if it is. */
function calls(db: Database, make: Make | null, people: number): Pick<Contender, 'count' | 'prepare' | 'run'> {
	let crowd: Crowd;
	return {
		count: 3 * people,
		prepare: async () => void (crowd = await crowded(db)),
		async run() {
			let over = false;
			const beside = (async () => {
				while (make !== null && !over) {
					await make(crowd.known);
					await new Promise((resolve) => setImmediate(resolve));
				}
			})();
			for (let person = 0; person < people; person++) await crowd.serve(person);
			over = true;
			await beside;
		}
	};
}

function makings(db: Database, make: Make): Pick<Contender, 'count' | 'prepare' | 'run'> {
	let crowd: Crowd;
	return {
		count: 5,
		prepare: async () => void (crowd = await crowded(db)),
		async run(count) {
			for (let i = 0; i < count; i++) await make(crowd.known);
		}
	};
}

interface Crowd {
	known(): Promise<Known>;
	/** Calls the next at one of the desks, and serves them. */
	serve(person: number): Promise<void>;
}

async function crowded(db: Database): Promise<Crowd> {
	const hall = await makeHall(db, {
		agencies: AGENCIES,
		repsEach: DESKS_EACH,
		sharedTables: AGENCIES.length * DESKS_EACH
	});
	// Two of three in one line, the others in two: 300 places for 225 people.
	await Promise.all(
		Array.from({ length: (WAITING * 3) / 4 }, (_, i) => {
			const of = (n: number) => AGENCIES[n % AGENCIES.length] ?? '';
			return comesIn(db, hall, i % 3 === 0 ? [of(i), of(i + 1)] : [of(i)]);
		})
	);
	const desks: { rep: Rep; deskId: string }[] = [];
	for (const { reps } of Object.values(hall.agencies))
		for (const rep of reps) desks.push({ rep, ...(await must(openDesk(db, hall.dropInId, rep, at(2)))) });
	return {
		async known() {
			const state = await hallState(db.read, hall.dropInId);
			if (state === null) throw new Error('the drop-in is not open');
			return knownOf(state, at(10));
		},
		async serve(person) {
			const desk = desks[person % desks.length];
			if (desk === undefined) throw new Error('no desk');
			const now = at(3 + person);
			const press = () => ({ commandId: newId(), dropInId: hall.dropInId, deskId: desk.deskId, seen: now });
			await must(callNext(db, press(), desk.rep, now));
			await must(start(db, press(), desk.rep, now));
			await must(finish(db, { ...press(), outcome: 'advised' }, desk.rep, now));
		}
	};
}

async function comesIn(db: Database, hall: Hall, agencies: string[]): Promise<void> {
	const topicIds = agencies.map((agency) => hall.agencies[agency]?.topicId ?? '');
	const person = { dropInId: hall.dropInId, topicIds, party: nobodyInParticular, priorityAsked: false };
	await must(walkIn(db, { ...arrival(at(1)), ...person }, hall.kiosk, at(1)));
}

async function must<T>(result: Promise<Result<T>>): Promise<T> {
	const said = await result;
	if (!said.ok) throw new Error(said.refusal.reason);
	return said;
}
