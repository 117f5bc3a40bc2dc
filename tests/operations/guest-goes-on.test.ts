import { expect, it } from 'vitest';
import { missedStops } from '#lib/server/db/missed-stops.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { calledAway } from '#lib/server/operations/desk/called-away.ts';
import { callAgain, noShow } from '#lib/server/operations/desk/serve.ts';
import { undo } from '#lib/server/operations/desk/undo.ts';
import { roomView } from '#lib/server/operations/drop-in/room.ts';
import { onBothEngines } from '../support/databases.ts';
import { must, reasonOf } from '../support/door.ts';
import { at, makeHall } from '../support/hall.ts';
import { actSeen } from '../support/rep-desk.ts';
import { asks, type AtDesk, comesFor, ends, joins, opens, sees, serves, stopAt } from '../support/tables.ts';

/** Three seconds, in minutes. */
const SOON = 3 / 60;

onBothEngines('a second agency that goes on at a table', (open) => {
	it('taking its finish back once the first has finished too, talks on as anybody does', async () => {
		const { db, hall, visit, police, housing } = await sitting(['police', 'health']);
		await must(ends(db, housing, at(20)));
		await must(ends(db, police, at(20 + SOON)));
		await must(takesBack(housing, at(20 + 2 * SOON)));
		expect(await stopAt(db, hall, visit, 'housing')).toMatchObject({ state: 'serving', joined: 0, joins: null });
		expect(await reasonOf(takesBack(police, at(20 + 2 * SOON))), 'somebody sits there').toBe('undo_too_late');
		const away = { ...housing.seat, commandId: newId() };
		await must(calledAway(db, away, housing.rep, at(22)));
		expect((await roomView(db, hall.dropInId, at(23))).placesInLine, 'in both their lines').toBe(2);

		async function takesBack({ seat, rep }: AtDesk, now: string) {
			return undo(db, { ...seat, commandId: newId(), seen: await actSeen(db, seat, rep, now) }, rep, now);
		}
	});

	it('and is called away keeps the person’s place in its line, which the first’s finish does not end', async () => {
		const { db, hall, visit, police, housing } = await sitting();
		const away = { ...housing.seat, commandId: newId() };
		await must(calledAway(db, away, housing.rep, at(20)));
		expect(await stopAt(db, hall, visit, 'housing')).toMatchObject({ state: 'waiting', joined: 0, joins: null });
		await must(ends(db, police, at(22)));
		expect((await stopAt(db, hall, visit, 'housing'))?.state).toBe('waiting');
		expect((await roomView(db, hall.dropInId, at(23))).placesInLine).toBe(1);
		await opens(db, hall, 'housing', at(24));
		expect(await sees(db, housing, at(24))).toMatchObject({ waiting: 1, asked: [], hindrance: null });
	});

	it('offers neither to take a finish back while the other talks on: both know who sits there', async () => {
		for (const [first, second] of [
			['housing', 'police'],
			['police', 'housing']
		] as const) {
			const desks = await sitting(['police', 'health']);
			const { db } = desks;
			await must(ends(db, desks[first], at(20)));
			expect((await sees(db, desks[first], at(20 + SOON))).undo, first).toBeNull();
			await must(ends(db, desks[second], at(20 + SOON)));
			expect((await sees(db, desks[first], at(20 + SOON))).undo?.act).toBe('finish');
		}
	});

	it('at a person’s missed line is there for that place, and they have not missed it any more', async () => {
		const db = await open();
		const hall = await makeHall(db);
		const visit = await comesFor(db, hall, ['police', 'housing'], at(1));
		const housing = await opens(db, hall, 'housing', at(2));
		const seat = { ...housing.seat, seen: at(3) };
		await must(callNext(db, { ...seat, commandId: newId() }, housing.rep, at(3)));
		for (const [press, minute] of [
			[callAgain, 6],
			[callAgain, 9],
			[noShow, 12]
		] as const)
			await must(press(db, { ...seat, commandId: newId() }, housing.rep, at(minute)));
		const missed = await stopAt(db, hall, visit, 'housing');
		const police = await serves(db, hall, 'police', at(15));
		await must(asks(db, hall, police, 'housing', at(16)));
		await must(joins(db, housing, at(17)));
		expect(await stopAt(db, hall, visit, 'housing')).toMatchObject({ id: missed?.id, state: 'serving', joined: 1 });
		await must(ends(db, { ...housing, seat: { ...seat, seen: at(17) } }, at(25)));
		await must(ends(db, police, at(26)));
		expect(await missedStops(db.read, visit)).toEqual([]);
		expect(await db.read.selectFrom('visit').select('state').execute()).toEqual([{ state: 'left' }]);
	});

	/** Police and housing with one person. */
	async function sitting(agencies = ['police']) {
		const db = await open();
		const hall = await makeHall(db, { agencies: ['police', 'housing', 'health'] });
		const visit = await comesFor(db, hall, agencies, at(1));
		const housing = await opens(db, hall, 'housing', at(2));
		const police = await serves(db, hall, 'police', at(5));
		await must(asks(db, hall, police, 'housing', at(10)));
		await must(joins(db, housing, at(12)));
		return { db, hall, visit, police, housing: { ...housing, seat: { ...housing.seat, seen: at(12) } } };
	}
});
