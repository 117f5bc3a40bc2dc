import { expect, it } from 'vitest';
import { done } from '#lib/domain/refusal.ts';
import { change } from '#lib/server/db/change.ts';
import { offeredLanguages } from '#lib/server/db/offered-languages.ts';
import { setLanguages } from '#lib/server/operations/drop-in/set-languages.ts';
import { onBothEngines } from '../support/databases.ts';
import { must } from '../support/door.ts';
import { at, makeHall } from '../support/hall.ts';

const known = ['pl', 'ar', 'ur'];

onBothEngines('the languages of a hall’s tablets', (open) => {
	it('are all there are until the coordinator chooses, and all again with all of them ticked', async () => {
		const { db, hall, set } = await place();
		const offered = () => offeredLanguages(db.read, hall.dropInId);
		expect(await offered()).toBeNull();
		await must(set(['ur', 'pl', 'ur']));
		expect(await offered()).toEqual(['pl', 'ur']);
		await must(set([]));
		expect(await offered()).toEqual([]);
		await must(set(['ur', 'pl', 'ar']));
		expect(await offered()).toBeNull();
	});

	it('refuses one that is not known, and a drop-in that is over, and keeps what was', async () => {
		const { db, hall, set } = await place();
		await must(set(['ar']));
		expect(await set(['ar', 'xx'])).toMatchObject({ refusal: { reason: 'not_allowed', field: 'offered' } });
		await change(db, async (trx) => {
			await trx.updateTable('drop_in').set({ state: 'closed' }).where('id', '=', hall.dropInId).execute();
			return done();
		});
		expect(await set([])).toMatchObject({ refusal: { reason: 'drop_in_state' } });
		expect(await offeredLanguages(db.read, hall.dropInId)).toEqual(['ar']);
	});

	async function place() {
		const db = await open();
		const hall = await makeHall(db);
		const set = (chosen: string[]) =>
			setLanguages(db, { dropInId: hall.dropInId, chosen, known }, hall.coordinator, at(0));
		return { db, hall, set };
	}
});
