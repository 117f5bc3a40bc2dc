import { expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import type { HowToCall } from '#lib/domain/visit.ts';
import type { Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { liveStream } from '#lib/server/live/stream.ts';
import { followedBoard } from '#lib/server/operations/board/followed.ts';
import { boardView } from '#lib/server/operations/board/view.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { callAgain, finish, start } from '#lib/server/operations/desk/serve.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { onBothEngines } from '../support/databases.ts';
import { must } from '../support/door.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';
import { repOf } from '../support/reps.ts';
import { listen } from './listen.ts';

type Followed = typeof followedBoard;

onBothEngines('the wall screen’s stream', (open) => {
	it.each(['phone', 'fetch'] as const)(
		'does not tick while somebody who chose “%s” is called, called again, comes and goes',
		async (howToCall) => {
			expect(await ticksMeanwhile(open, followedBoard, howToCall)).toBe(0);
		}
	);

	it('ticks at each call on the screen, and when the person sits down', async () => {
		expect(await ticksMeanwhile(open, followedBoard, 'screen', [1, 2, 3])).toBeGreaterThanOrEqual(3);
	});

	it('and would be missed: an old call that leaves with whatever happens next', async () => {
		const plain: Followed = (db, dropInId) => (now) => boardView(db, dropInId, now);
		expect(await ticksMeanwhile(open, plain, 'fetch')).toBe(1);
	});
});

/** How often a wall screen’s stream ticks while one person is called and served, and a call of before grows old. `awaited`: ticks by each step. */
async function ticksMeanwhile(
	open: () => Promise<Database>,
	followed: Followed,
	howToCall: HowToCall,
	awaited: readonly number[] = []
): Promise<number> {
	const db = await open();
	const hall = await makeHall(db, { agencies: ['police'] });
	await comes(db, hall, 'screen', at(1));
	await calls(db, hall, await opens(db, hall, 1), 1, at(5));
	const deskId = await opens(db, hall, 0);
	let now = at(5.5);
	const { dropInId } = hall;
	const seen = followed(db, dropInId);
	let looking: Promise<unknown> = Promise.resolve();
	const screen = listen(liveStream(db, { dropInId, project: () => (looking = seen(now)), delay: () => 0 }));
	let happened = 0;
	const watched = async () => (await looking, happened);
	const witness = listen(liveStream(db, { dropInId, project: watched, delay: () => 0 }));
	await Promise.all([screen.opened, witness.opened]);
	await comes(db, hall, howToCall, at(6));
	// The first call's minute is over by now.
	now = at(7);
	const seat = () => ({ commandId: newId(), dropInId, deskId, seen: at(7) });
	const acts = [
		() => calls(db, hall, deskId, 0, at(7)),
		() => must(callAgain(db, seat(), repOf(hall, 'police'), (now = at(20)))),
		() => must(start(db, seat(), repOf(hall, 'police'), (now = at(20.5)))),
		() => must(finish(db, { ...seat(), outcome: 'advised' }, repOf(hall, 'police'), (now = at(30)))),
		() => comes(db, hall, 'phone', (now = at(31)))
	];
	for (const [index, act] of acts.entries()) {
		happened++;
		await act();
		// The witness follows later, is woken later and waits: what it has heard of, the screen has looked at before.
		await witness.ticks(index + 1);
		await screen.ticks(awaited[index] ?? 0);
	}
	await Promise.all([screen.leave(), witness.leave()]);
	return screen.heard().filter((line) => line === 'event: change').length;
}

async function comes(db: Database, hall: Hall, howToCall: HowToCall, now: Instant): Promise<void> {
	const topicIds = [hall.agencies.police?.topicId ?? ''];
	const party = { ...nobodyInParticular, howToCall };
	await must(
		walkIn(db, { ...arrival(now), dropInId: hall.dropInId, topicIds, party, priorityAsked: false }, hall.kiosk, now)
	);
}

async function opens(db: Database, hall: Hall, index: number): Promise<string> {
	const opened = await openDesk(db, hall.dropInId, repOf(hall, 'police', index), at(5));
	if (!opened.ok) throw new Error(opened.refusal.reason);
	return opened.deskId;
}

async function calls(db: Database, hall: Hall, deskId: string, index: number, now: Instant): Promise<void> {
	const command = { commandId: newId(), dropInId: hall.dropInId, deskId };
	await must(callNext(db, command, repOf(hall, 'police', index), now));
}
