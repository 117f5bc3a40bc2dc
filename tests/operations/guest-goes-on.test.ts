import { expect, it } from 'vitest';
import { newId } from '#lib/server/ids.ts';
import { calledAway } from '#lib/server/operations/desk/called-away.ts';
import { undo } from '#lib/server/operations/desk/undo.ts';
import { roomView } from '#lib/server/operations/drop-in/room.ts';
import { onBothEngines } from '../support/databases.ts';
import { must, reasonOf } from '../support/door.ts';
import { at, makeHall } from '../support/hall.ts';
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
		const away = { ...housing.seat, commandId: newId(), reason: '' };
		await must(calledAway(db, away, housing.rep, at(22)));
		expect((await roomView(db, hall.dropInId, at(23))).placesInLine, 'in both their lines').toBe(2);

		function takesBack({ seat, rep }: AtDesk, now: string) {
			return undo(db, { ...seat, commandId: newId() }, rep, now);
		}
	});

	it('and is called away keeps the person’s place in its line, which the first’s finish does not end', async () => {
		const { db, hall, visit, police, housing } = await sitting();
		const away = { ...housing.seat, commandId: newId(), reason: '' };
		await must(calledAway(db, away, housing.rep, at(20)));
		expect(await stopAt(db, hall, visit, 'housing')).toMatchObject({ state: 'waiting', joined: 0, joins: null });
		await must(ends(db, police, at(22)));
		expect((await stopAt(db, hall, visit, 'housing'))?.state).toBe('waiting');
		expect((await roomView(db, hall.dropInId, at(23))).placesInLine).toBe(1);
		await opens(db, hall, 'housing', at(24));
		expect(await sees(db, housing, at(24))).toMatchObject({ waiting: 1, asked: [], hindrance: null });
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
