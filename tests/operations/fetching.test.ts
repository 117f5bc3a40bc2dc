import { expect, it } from 'vitest';
import type { Welcomer } from '#lib/domain/actor.ts';
import { done } from '#lib/domain/refusal.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { boardView } from '#lib/server/operations/board/view.ts';
import { callAgain, noShow, start } from '#lib/server/operations/desk/serve.ts';
import { deskView } from '#lib/server/operations/desk/view.ts';
import { fetchPerson, giveUpFetching } from '#lib/server/operations/door/fetch.ts';
import { type DoorView, doorView } from '#lib/server/operations/door/view.ts';
import { backInLine } from '#lib/server/operations/visit/back-in-line.ts';
import { onBothEngines } from '../support/databases.ts';
import { atTheDoor, called, must, reasonOf, rep, walksIn } from '../support/door.ts';
import { at, type Hall } from '../support/hall.ts';

onBothEngines('fetching somebody', (open) => {
	it('is one welcomer’s, and the others see who is on the way', async () => {
		const { db, hall, sam } = await someoneToFetch();
		const call = await callAtDoor(db, hall);
		const both = [
			fetchPerson(db, { ...call, instead: false }, sam, at(6)),
			fetchPerson(db, { ...call, instead: false }, hall.welcomer, at(6))
		];
		await Promise.all(both.map(must));
		const seen = [await fetcherSeenBy(db, hall, sam), await fetcherSeenBy(db, hall, hall.welcomer)];
		expect(seen).toHaveLength(2);
		expect(seen.filter((fetcher) => fetcher?.me)).toHaveLength(1);
		expect(new Set(seen.map((fetcher) => fetcher?.name)).size, 'both read the same name').toBe(1);
	});

	it('can be given up by whoever took it, and taken over from them', async () => {
		const { db, hall, sam } = await someoneToFetch();
		const call = await callAtDoor(db, hall);
		await must(fetchPerson(db, { ...call, instead: false }, sam, at(6)));
		await must(giveUpFetching(db, call, hall.welcomer));
		expect(await fetcherSeenBy(db, hall, sam), 'not by another').toEqual({ name: 'Sam', me: true });
		await must(giveUpFetching(db, call, sam));
		expect(await fetcherSeenBy(db, hall, sam)).toBeNull();
		await must(fetchPerson(db, { ...call, instead: false }, sam, at(8)));
		await must(fetchPerson(db, { ...call, instead: true }, hall.welcomer, at(8)));
		expect(await fetcherSeenBy(db, hall, hall.welcomer)).toMatchObject({ me: true });
	});

	it('goes on when the same call is made again, and is over when they sit down', async () => {
		const { db, hall, desk, sam } = await someoneToFetch();
		const call = await callAtDoor(db, hall);
		await must(fetchPerson(db, { ...call, instead: false }, sam, at(6)));
		const seat = () => ({ commandId: newId(), dropInId: hall.dropInId, deskId: desk, seen: at(5) });
		await must(callAgain(db, seat(), rep(hall), at(8)));
		expect(await fetcherSeenBy(db, hall, sam)).toEqual({ name: 'Sam', me: true });
		await must(start(db, seat(), rep(hall), at(9)));
		expect((await doorView(db, hall.dropInId, sam.staffId)).fetch).toEqual([]);
		expect(await reasonOf(fetchPerson(db, { ...call, instead: true }, hall.welcomer, at(9)))).toBe('stop_moved_on');
		expect(await reasonOf(giveUpFetching(db, call, sam))).toBe('stop_moved_on');
	});

	it('begins anew with a new call', async () => {
		const { db, hall, desk, sam, visitId } = await someoneToFetch();
		await must(fetchPerson(db, { ...(await callAtDoor(db, hall)), instead: false }, sam, at(6)));
		const seat = () => ({ commandId: newId(), dropInId: hall.dropInId, deskId: desk, seen: at(5) });
		for (const [index, again] of [callAgain, callAgain, noShow].entries())
			await must(again(db, seat(), rep(hall), at(8 + 3 * index)));
		const back = { commandId: newId(), dropInId: hall.dropInId, visitId };
		await must(backInLine(db, back, hall.welcomer, at(15)));
		await called(db, hall, desk, at(16));
		expect((await doorView(db, hall.dropInId, sam.staffId)).fetch).toMatchObject([{ seen: at(16), fetcher: null }]);
	});

	it('does nothing with a number nobody has, somebody who was not called, or another drop-in’s number', async () => {
		const { db, hall, sam } = await someoneToFetch();
		const other = await someoneToFetch();
		const call = await callAtDoor(db, hall);
		for (const wrong of [
			{ ...call, number: '000' },
			{ ...call, number: '' },
			{ ...call, seen: at(4) },
			{ ...call, seen: 'nonsense' },
			{ ...call, dropInId: other.hall.dropInId }
		])
			expect(await reasonOf(fetchPerson(db, { ...wrong, instead: false }, sam, at(6)))).toMatch(
				/stop_moved_on|drop_in_unknown/
			);
		expect(await fetcherSeenBy(db, hall, sam)).toBeNull();
	});

	it('is known at the desk that called, without who it is', async () => {
		const { db, hall, desk, sam } = await someoneToFetch();
		const atDesk = () => deskView(db, { dropInId: hall.dropInId, deskId: desk, locale: 'en' }, rep(hall), at(6));
		expect((await atDesk())?.person).toMatchObject({ fetched: false });
		await must(fetchPerson(db, { ...(await callAtDoor(db, hall)), instead: false }, sam, at(6)));
		expect((await atDesk())?.person).toMatchObject({ fetched: true });
		expect(JSON.stringify(await atDesk())).not.toMatch(/Sam/);
	});

	it('changes nothing on the wall', async () => {
		const { db, hall, sam } = await someoneToFetch();
		const before = await boardView(db, hall.dropInId, at(6));
		await must(fetchPerson(db, { ...(await callAtDoor(db, hall)), instead: false }, sam, at(6)));
		expect(await boardView(db, hall.dropInId, at(6))).toEqual(before);
		expect(before).toMatchObject({ calls: [] });
	});

	async function atTheDoorWithSam() {
		const door = await atTheDoor(open);
		return { ...door, sam: await anotherWelcomer(door.db, 'Sam') };
	}

	async function someoneToFetch() {
		const door = await atTheDoorWithSam();
		const visitId = await walksIn(door.db, door.hall, ['police'], at(0), 'fetch');
		await called(door.db, door.hall, door.desk, at(5));
		return { ...door, visitId };
	}
});

async function anotherWelcomer(db: Database, name: string): Promise<Welcomer> {
	const staffId = newId();
	await change(db, async (trx) => {
		const person = { id: staffId, created_at: at(0), name, email: null, password_hash: null, left_at: null };
		await trx.insertInto('staff').values(person).execute();
		return done();
	});
	return { kind: 'welcomer', staffId };
}

/** What the page would post of the one call there is. */
async function callAtDoor(db: Database, hall: Hall) {
	const [first] = (await doorView(db, hall.dropInId, '')).fetch;
	return { dropInId: hall.dropInId, number: first?.number ?? '', seen: first?.seen ?? '' };
}

async function fetcherSeenBy(
	db: Database,
	hall: Hall,
	{ staffId }: Welcomer
): Promise<DoorView['fetch'][0]['fetcher']> {
	return (await doorView(db, hall.dropInId, staffId)).fetch[0]?.fetcher ?? null;
}
