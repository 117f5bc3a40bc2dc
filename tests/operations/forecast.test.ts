import { expect, it } from 'vitest';
import { numberOf } from '#lib/domain/chance.ts';
import { forecast } from '#lib/domain/forecast.ts';
import type { Known } from '#lib/domain/known.ts';
import type { Result } from '#lib/domain/refusal.ts';
import type { Database } from '#lib/server/db/change.ts';
import { hallState, openDropInIds } from '#lib/server/db/hall-state.ts';
import { asksOf } from '#lib/server/db/joined-stops.ts';
import { refreshAll } from '#lib/server/forecasting/keep.ts';
import { forecastThread } from '#lib/server/forecasting/thread.ts';
import { newId } from '#lib/server/ids.ts';
import { askToJoin } from '#lib/server/operations/desk/ask-to-join.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { join } from '#lib/server/operations/desk/join.ts';
import { openDesk, pauseDesk } from '#lib/server/operations/desk/open-desk.ts';
import { callAgain, finish, noShow, start } from '#lib/server/operations/desk/serve.ts';
import { closeDropIn } from '#lib/server/operations/drop-in/close.ts';
import { forecastFor } from '#lib/server/operations/forecast/ask.ts';
import { givePlayer, keepOnly, refreshForecast, told } from '#lib/server/operations/forecast/forecaster.ts';
import { knownOf } from '#lib/server/operations/forecast/known.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { onBothEngines } from '../support/databases.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';
import { repOf } from '../support/reps.ts';
import { bookFor } from '../support/residents.ts';

onBothEngines('a forecast of a hall', (open) => {
	it('knows who waits, who sits where, what today took, and who is still to come', async () => {
		const db = await open();
		const hall = await makeHall(db, { sharedTables: 3, ownTables: { housing: 2 } });
		const booked = await must(bookFor(db, hall, ['police', 'housing'], 1, at(-60)));
		await must(bookFor(db, hall, ['police'], 2, at(-60)));
		const first = await comes(db, hall, ['police'], 1);
		const second = await comes(db, hall, ['police', 'housing'], 2);
		const police = await opens(db, hall, 'police', 3);
		await police.call(4);
		await police.start(5);
		await police.finish(15);
		await police.call(17);
		const housing = await opens(db, hall, 'housing', 3, 1);
		await must(pauseDesk(db, { dropInId: hall.dropInId, deskId: housing.deskId, reason: '' }, housing.rep, at(9)));
		const scan = { ...arrival(at(18)), dropInId: hall.dropInId, code: booked.token };
		await must(checkIn(db, scan, hall.kiosk, at(18)));

		const known = await knows(db, hall, 20);
		const attendance = (agency: string) => hall.agencies[agency]?.attendanceId;
		expect(known.hall.now).toBe(20);
		expect(known.hall.sharedTables).toHaveLength(3);
		expect(known.hall.visits.map(({ id }) => id)).toContain(second);
		expect(known.hall.visits.map(({ id }) => id)).not.toContain(first);
		const stops = known.hall.visits.find(({ id }) => id === second)?.stops;
		expect(stops?.map(({ agencyId, state, calledAt }) => [agencyId, state, calledAt])).toEqual(
			expect.arrayContaining([
				[attendance('police'), 'called', 17],
				[attendance('housing'), 'waiting', null]
			])
		);
		expect(known.agencies.find(({ agencyId }) => agencyId === attendance('police'))).toMatchObject({
			typicalMinutes: 12,
			talks: [{ minutes: 10, over: true }],
			gone: false
		});
		expect(known.ways).toEqual([
			{ minutes: 1, over: true },
			{ minutes: 3, over: false }
		]);
		expect(known.rests).toEqual([{ minutes: 2, over: true }]);
		expect(known.pausedSince).toEqual({ [housing.deskId]: 9 });
		expect(known.bookings.map(({ places }) => places)).toEqual([
			[{ agencyId: attendance('police'), window: { startsAt: 30, endsAt: 45 } }]
		]);
		expect(known.lateness).toEqual([3]);
	});

	it('learns who was called and did not come', async () => {
		const db = await open();
		const hall = await makeHall(db);
		await comes(db, hall, ['police'], 1);
		const desk = await opens(db, hall, 'police', 2);
		await desk.call(3);
		for (const minutes of [4, 5]) await must(callAgain(db, desk.person(3), desk.rep, at(minutes)));
		await must(noShow(db, desk.person(3), desk.rep, at(7)));
		expect(await knows(db, hall, 8)).toMatchObject({
			unanswered: 1,
			answered: 0,
			absences: [{ minutes: 4, over: true }],
			freeSince: { [desk.deskId]: 2 }
		});
	});

	it('counts on a desk whose rep sits in at another agency’s table from when they get up, and learns no way from it', async () => {
		const db = await open();
		const hall = await makeHall(db);
		await comes(db, hall, ['police', 'housing'], 1);
		const waits = await comes(db, hall, ['housing'], 2);
		const police = await opens(db, hall, 'police', 2);
		await police.call(3);
		await police.start(5);
		const housing = await opens(db, hall, 'housing', 6);
		const wanted = { agencyId: hall.agencies.housing?.agencyId ?? '', consent: true };
		await must(askToJoin(db, { ...police.person(3), ...wanted }, police.rep, at(8)));
		const joins = { ...housing.person(8), table: await tableOfAsk(db, hall) };
		await must(join(db, joins, housing.rep, at(9)));
		const known = await knows(db, hall, 12);
		expect(known.pausedSince).toEqual({});
		expect(known.freeSince).toEqual({});
		expect(known.ways).toEqual([{ minutes: 2, over: true }]);
		expect(known.agencies.map(({ talks }) => talks.length).toSorted()).toEqual([0, 1]);
		const { visits } = forecast(known, 1, 40);
		expect([...visits.keys()]).toEqual([waits]);
		// They sit down anew, for about as long as housing says it takes.
		const alone = { ...known, hall: { ...known.hall, visits: known.hall.visits.filter(({ id }) => id === waits) } };
		expect(forecast(alone, 1, 40).visits.get(waits)?.high).toBe(0);
		expect(visits.get(waits)?.low).toBeGreaterThan(1);
		expect(visits.get(waits)?.median).toBeLessThan(20);
	});

	it('is told at once from the last one made, and the later somebody came the later they are called', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const visits: string[] = [];
		for (let i = 0; i < 6; i++) visits.push(await comes(db, hall, ['police'], 1 + i));
		const desk = await opens(db, hall, 'police', 7);
		await desk.call(8);
		expect(forecastFor(db, hall.dropInId, visits[1] ?? '', at(8))).toBe(null);
		await refreshForecast(db, hall.dropInId, at(8));
		const said = visits.map((visit) => forecastFor(db, hall.dropInId, visit, at(8)));
		expect(said[0]).toBe(null);
		expect(said[1]?.to).toBeLessThan(said[4]?.to ?? 0);
		expect(forecastFor(db, hall.dropInId, 'nobody', at(8))).toBe(null);
		const since = (minute: number) => forecastFor(db, hall.dropInId, visits[1] ?? '', at(8), at(minute));
		expect(since(8.1), 'of how it was before they came back from a table').toBe(null);
		expect(since(1)).toEqual(said[1]);
		// An old forecast is none.
		expect(forecastFor(db, hall.dropInId, visits[1] ?? '', at(11))).toBe(null);
	});

	it('says nothing where nobody calls, and nothing once the drop-in is closed', async () => {
		const db = await open();
		const hall = await makeHall(db, { agencies: ['police', 'housing'] });
		const visit = await comes(db, hall, ['housing'], 60);
		const other = await comes(db, hall, ['police'], 60);
		await opens(db, hall, 'police', 60);
		await refreshForecast(db, hall.dropInId, at(61));
		expect(forecastFor(db, hall.dropInId, visit, at(61))).toBe(null);
		await must(closeDropIn(db, { dropInId: hall.dropInId, endsLines: true }, hall.coordinator, at(62)));
		expect(await hallState(db.read, hall.dropInId)).toBe(null);
		expect(told(db, hall.dropInId, other, at(61))?.range).not.toBe(null);
		keepOnly(db, await openDropInIds(db.read));
		expect(told(db, hall.dropInId, other, at(61))).toBe(undefined);
	});

	it('does not move within half a minute when others come, but tells somebody new at once', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const visits: string[] = [];
		for (let i = 0; i < 4; i++) visits.push(await comes(db, hall, ['police'], 1));
		await opens(db, hall, 'police', 2);
		await refreshForecast(db, hall.dropInId, at(3));
		const all = (minutes: number) => visits.map((visit) => forecastFor(db, hall.dropInId, visit, at(minutes)));
		const before = all(3);
		await opens(db, hall, 'police', 3, 1);
		visits.push(await comes(db, hall, ['police'], 3));
		await refreshForecast(db, hall.dropInId, at(3 + 20 / 60));
		const during = all(3 + 20 / 60);
		expect(during.slice(0, 4)).toEqual(before);
		expect(during[4]).not.toBe(null);
		await refreshForecast(db, hall.dropInId, at(3.5));
		expect(all(3.5)[3]).not.toEqual(before[3]);
	});

	it('does not move within half a minute either when one made before it is done within it', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const visits: string[] = [];
		for (let i = 0; i < 4; i++) visits.push(await comes(db, hall, ['police'], 1));
		await opens(db, hall, 'police', 2);
		await refreshForecast(db, hall.dropInId, at(3));
		await opens(db, hall, 'police', 3, 1);
		const { promise: release, resolve: go } = Promise.withResolvers<undefined>();
		givePlayer(db, async (known, seed) => {
			await release;
			return forecast(known, seed);
		});
		const under = refreshForecast(db, hall.dropInId, at(3 + 29 / 60));
		const all = (minutes: number) => visits.map((visit) => forecastFor(db, hall.dropInId, visit, at(minutes)));
		const before = all(3 + 31 / 60);
		go(undefined);
		await under;
		expect(all(3 + 33 / 60)).toEqual(before);
		expect(all(3 + 29 / 60), 'asked a moment earlier, answered later').toEqual(before);
		expect(all(3 + 34 / 60)).toEqual(before);
		expect(all(4)).not.toEqual(before);
	});

	it('is made once at a time however many ask, and not again while nothing has changed', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const visit = await comes(db, hall, ['police'], 1);
		await opens(db, hall, 'police', 1);
		let made = 0;
		givePlayer(db, async (known, seed) => {
			made += 1;
			return forecast(known, seed);
		});
		await Promise.all(Array.from({ length: 50 }, () => refreshForecast(db, hall.dropInId, at(2))));
		expect(made).toBe(1);
		for (let i = 0; i < 50; i++) forecastFor(db, hall.dropInId, visit, at(2 + 10 / 60));
		await refreshForecast(db, hall.dropInId, at(2 + 10 / 60));
		expect(made).toBe(1);
		await refreshForecast(db, hall.dropInId, at(2 + 16 / 60));
		expect(made).toBe(2);
		await comes(db, hall, ['police'], 2);
		await refreshForecast(db, hall.dropInId, at(2 + 22 / 60));
		expect(made).toBe(3);
	});

	it('of one drop-in that fails keeps no other from its own', async () => {
		const db = await open();
		const halls = [await makeHall(db), await makeHall(db)];
		const visits: string[] = [];
		for (const hall of halls) {
			visits.push(await comes(db, hall, ['police'], 1));
			await opens(db, hall, 'police', 1);
		}
		const [first] = await openDropInIds(db.read);
		givePlayer(db, async (known, seed) => {
			if (seed === numberOf(first ?? '')) throw new Error('broken');
			return forecast(known, seed);
		});
		await refreshAll(db, () => at(2));
		const ranges = halls.map(({ dropInId }, i) => forecastFor(db, dropInId, visits[i] ?? '', at(2)));
		expect(halls.map(({ dropInId }, i) => [dropInId === first, ranges[i] === null])).toEqual(
			expect.arrayContaining([
				[true, true],
				[false, false]
			])
		);
	});

	it('that could not be made is not tried again by everybody who asks, and each of them hears why', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const visit = await comes(db, hall, ['police'], 1);
		await opens(db, hall, 'police', 1);
		let tried = 0;
		givePlayer(db, async () => {
			tried += 1;
			throw new Error('no thread');
		});
		const refresh = (seconds: number) => refreshForecast(db, hall.dropInId, at(2 + seconds / 60));
		for (const seconds of [0, 1, 4]) {
			expect(forecastFor(db, hall.dropInId, visit, at(2 + seconds / 60))).toBe(null);
			await expect(refresh(seconds)).rejects.toThrow('no thread');
		}
		expect(tried).toBe(1);
		await expect(refresh(6)).rejects.toThrow('no thread');
		expect(tried).toBe(2);
		givePlayer(db, async (known, seed) => forecast(known, seed));
		await refresh(12);
		expect(forecastFor(db, hall.dropInId, visit, at(2 + 12 / 60))).not.toBe(null);
	});

	it('comes out the same on a thread of its own', async () => {
		const db = await open();
		const hall = await makeHall(db);
		for (let i = 0; i < 3; i++) await comes(db, hall, ['police', 'housing'], i);
		await opens(db, hall, 'police', 3);
		const known = await knows(db, hall, 5);
		const thread = forecastThread();
		expect(await thread.player(known, 7)).toEqual(forecast(known, 7));
		await thread.close();
	});
});

async function knows(db: Database, hall: Hall, minutes: number): Promise<Known> {
	const state = await hallState(db.read, hall.dropInId);
	if (state === null) throw new Error('no such drop-in');
	return knownOf(state, at(minutes));
}

async function tableOfAsk(db: Database, hall: Hall): Promise<number> {
	const [ask] = await asksOf(db.read, hall.agencies.housing?.attendanceId ?? '');
	return ask?.table ?? 0;
}

async function comes(db: Database, hall: Hall, agencies: string[], minutes: number): Promise<string> {
	const ids = arrival(at(minutes));
	const topicIds = agencies.map((agency) => hall.agencies[agency]?.topicId ?? '');
	const person = { topicIds, party: nobodyInParticular, priorityAsked: false };
	await must(walkIn(db, { ...ids, dropInId: hall.dropInId, ...person }, hall.kiosk, at(minutes)));
	return ids.visitId;
}

/** A rep opens a desk; what they press there, minute by minute. */
async function opens(db: Database, hall: Hall, agency: string, minutes: number, index = 0) {
	const rep = repOf(hall, agency, index);
	const { deskId } = await must(openDesk(db, hall.dropInId, rep, at(minutes)));
	let calledAt = minutes;
	const person = (seen: number) => ({ commandId: newId(), dropInId: hall.dropInId, deskId, seen: at(seen) });
	return {
		deskId,
		rep,
		person,
		async call(now: number) {
			calledAt = now;
			await must(callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId }, rep, at(now)));
		},
		start: (now: number) => must(start(db, person(calledAt), rep, at(now))),
		finish: (now: number) => must(finish(db, { ...person(calledAt), outcome: 'advised' }, rep, at(now)))
	};
}

async function must<T>(result: Promise<Result<T>>): Promise<T> {
	const said = await result;
	if (!said.ok) throw new Error(said.refusal.reason);
	return said;
}
