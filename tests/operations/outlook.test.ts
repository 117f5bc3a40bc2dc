import { expect, it } from 'vitest';
import { newId } from '#lib/server/ids.ts';
import { openDesk, pauseDesk } from '#lib/server/operations/desk/open-desk.ts';
import { start } from '#lib/server/operations/desk/serve.ts';
import { park } from '#lib/server/operations/ticket/park.ts';
import { nextInLines } from '#lib/server/operations/ticket/outlook.ts';
import { onBothEngines } from '../support/databases.ts';
import { atTheDoor, called, follows, must, rep, walksIn } from '../support/door.ts';
import { at } from '../support/hall.ts';
import { phone } from '../support/residents.ts';

onBothEngines('who is next', (open) => {
	it('is the first of each line with an open desk, without a word of which', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const police = await walksIn(db, hall, ['police'], at(0));
		const housing = await walksIn(db, hall, ['housing'], at(1));
		await walksIn(db, hall, ['police', 'housing'], at(2));
		expect(await nextInLines(db, hall.dropInId, at(3))).toEqual(new Set([police]));
		const other = hall.agencies.housing?.reps[0] ?? rep(hall);
		await must(openDesk(db, hall.dropInId, other, at(3)));
		expect(await nextInLines(db, hall.dropInId, at(3))).toEqual(new Set([police, housing]));
		await must(pauseDesk(db, { dropInId: hall.dropInId, deskId: desk, reason: 'tea' }, rep(hall), at(4)));
		expect(await nextInLines(db, hall.dropInId, at(4)), 'nobody is called by a desk on a break').toEqual(
			new Set([housing])
		);
	});

	it('passes by who is at a table, or away for five minutes', async () => {
		const { db, hall, desk } = await atTheDoor(open);
		const [first, second, third] = [
			await walksIn(db, hall, ['police', 'housing'], at(0)),
			await walksIn(db, hall, ['police'], at(1)),
			await walksIn(db, hall, ['police'], at(2))
		];
		const token = await follows(db, hall, second, at(2));
		await called(db, hall, desk, at(5));
		await must(start(db, { commandId: newId(), dropInId: hall.dropInId, deskId: desk, seen: at(5) }, rep(hall), at(6)));
		expect(await nextInLines(db, hall.dropInId, at(6))).toEqual(new Set([second]));
		await must(park(db, { commandId: newId(), token }, phone(), at(6)));
		expect(await nextInLines(db, hall.dropInId, at(7))).toEqual(new Set([third]));
		expect(await nextInLines(db, hall.dropInId, at(12))).toEqual(new Set([second]));
		expect(await nextInLines(db, hall.dropInId, at(12))).not.toContain(first);
	});
});
