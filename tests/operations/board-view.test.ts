import { expect, it } from 'vitest';
import { addMinutes, type Instant } from '#lib/domain/instant.ts';
import type { HowToCall } from '#lib/domain/visit.ts';
import type { Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { boardView } from '#lib/server/operations/board/view.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { callAgain, start } from '#lib/server/operations/desk/serve.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { onBothEngines } from '../support/databases.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';

onBothEngines('the board', (open) => {
	it('shows ticket and table of those called on the screen, the last call first', async () => {
		const { db, hall, desk } = await hallWithDesks();
		const first = await comes(db, hall, 'screen', at(1));
		const second = await comes(db, hall, 'screen', at(2));
		const a = await desk(0, at(5));
		const b = await desk(1, seconds(at(5), 10));
		const calls = await shown(db, hall, seconds(at(5), 20));
		expect(calls.map(({ number }) => number)).toEqual([second, first]);
		expect(new Set(calls.map(({ table }) => table)).size).toBe(2);
		await again(db, hall, a, at(5), seconds(at(5), 30));
		expect((await shown(db, hall, seconds(at(5), 31))).map(({ number }) => number)).toEqual([first, second]);
		expect(b.deskId).not.toBe(a.deskId);
	});

	it('never shows anybody who is called on their phone or fetched', async () => {
		const { db, hall, desk } = await hallWithDesks();
		await comes(db, hall, 'phone', at(1));
		await comes(db, hall, 'fetch', at(2));
		await desk(0, at(5));
		await desk(1, at(5));
		expect(await shown(db, hall, at(5))).toEqual([]);
	});

	it('lets a call go when the person is at the table, and after a minute', async () => {
		const { db, hall, desk } = await hallWithDesks();
		const there = await comes(db, hall, 'screen', at(1));
		const absent = await comes(db, hall, 'screen', at(2));
		const seat = await desk(0, at(5));
		await desk(1, at(5));
		const started = await start(
			db,
			{ ...seat, commandId: newId(), dropInId: hall.dropInId, seen: at(5) },
			seat.rep,
			seconds(at(5), 20)
		);
		expect(started.ok).toBe(true);
		const later = (await shown(db, hall, seconds(at(5), 21))).map(({ number }) => number);
		expect(later).toEqual([absent]);
		expect(later).not.toContain(there);
		expect(await shown(db, hall, seconds(at(5), 59))).toHaveLength(1);
		expect(await shown(db, hall, seconds(at(5), 60))).toEqual([]);
	});

	it('shows the ticket too when the clock of whoever called is a second behind the door’s', async () => {
		const { db, hall, desk } = await hallWithDesks();
		const number = await comes(db, hall, 'screen', seconds(at(5), 1));
		await desk(0, at(5));
		expect(await shown(db, hall, seconds(at(5), 2))).toMatchObject([{ number }]);
	});

	it('says no name, no agency and no id', async () => {
		const { db, hall, desk } = await hallWithDesks();
		await comes(db, hall, 'screen', at(1), 'Sam');
		await desk(0, at(5));
		const said = JSON.stringify(await boardView(db, hall.dropInId, at(5)));
		expect(said).not.toMatch(/Sam|police|housing|[0-9a-f]{8}-[0-9a-f]{4}/i);
	});

	it('says when the doors open', async () => {
		const db = await open();
		const hall = await makeHall(db, { state: 'published' });
		expect(await boardView(db, hall.dropInId, at(-10))).toEqual({
			doors: 'before',
			opensAt: at(0),
			zone: 'Europe/London',
			onBreak: false,
			speech: ['en'],
			quiet: null,
			calls: []
		});
		expect(await boardView(db, newId(), at(0))).toBeNull();
	});

	async function hallWithDesks() {
		const db = await open();
		const hall = await makeHall(db);
		const reps = hall.agencies.police?.reps ?? [];
		const desk = async (index: number, now: Instant) => {
			const rep = reps[index];
			if (!rep) throw new Error('no rep');
			const opened = await openDesk(db, hall.dropInId, rep, at(0));
			if (!opened.ok) throw new Error(opened.refusal.reason);
			const called = await callNext(
				db,
				{ commandId: newId(), dropInId: hall.dropInId, deskId: opened.deskId },
				rep,
				now
			);
			if (!called.ok) throw new Error(called.refusal.reason);
			return { deskId: opened.deskId, rep };
		};
		return { db, hall, desk };
	}
});

type Seat = { deskId: string; rep: Parameters<typeof callAgain>[2] };

async function again(db: Database, hall: Hall, { deskId, rep }: Seat, seen: Instant, now: Instant): Promise<void> {
	expect(await callAgain(db, { commandId: newId(), dropInId: hall.dropInId, deskId, seen }, rep, now)).toMatchObject({
		ok: true
	});
}

async function comes(
	db: Database,
	hall: Hall,
	howToCall: HowToCall,
	now: Instant,
	name: string | null = null
): Promise<string> {
	const party = { ...nobodyInParticular, howToCall, name };
	const topicIds = [hall.agencies.police?.topicId ?? ''];
	const answer = await walkIn(
		db,
		{ ...arrival(now), dropInId: hall.dropInId, topicIds, party, priorityAsked: false },
		hall.kiosk,
		now
	);
	if (!answer.ok) throw new Error(answer.refusal.reason);
	return answer.number;
}

async function shown(db: Database, hall: Hall, now: Instant) {
	return (await boardView(db, hall.dropInId, now))?.calls ?? [];
}

function seconds(from: Instant, count: number): Instant {
	return addMinutes(from, count / 60);
}
