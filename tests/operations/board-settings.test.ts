import { expect, it } from 'vitest';
import { readLanguages } from '#lib/domain/announcement-languages.ts';
import { done, everyRefusal } from '#lib/domain/refusal.ts';
import { boardSettings } from '#lib/server/db/boards.ts';
import { change } from '#lib/server/db/change.ts';
import { boardView } from '#lib/server/operations/board/view.ts';
import { openDesk, pauseDesk } from '#lib/server/operations/desk/open-desk.ts';
import { rescheduleDropIn } from '#lib/server/operations/drop-in/reschedule.ts';
import { setBoard } from '#lib/server/operations/drop-in/set-board.ts';
import { onBothEngines } from '../support/databases.ts';
import { must } from '../support/door.ts';
import { at, makeHall } from '../support/hall.ts';
import { repOf } from '../support/reps.ts';

onBothEngines('what the wall screen says aloud', (open) => {
	it('is English all day until the coordinator says otherwise', async () => {
		const { db, hall } = await place();
		expect(await boardSettings(db.read, hall.dropInId)).toEqual({ speech: ['en'], quiet: null });
	});

	it('is in the hall’s languages, in the order they are offered, and quiet from and until', async () => {
		const { db, hall, set } = await place();
		await must(set({ speech: ['ar', 'en', 'ar'], starts: '15:30', ends: '16:00' }));
		const kept = { speech: ['en', 'ar'], quiet: { startsAt: at(30), endsAt: at(60) } };
		expect(await boardSettings(db.read, hall.dropInId)).toEqual(kept);
		expect(await boardView(db, hall.dropInId, at(1))).toMatchObject(kept);
		await must(set({ speech: [], starts: '', ends: '' }));
		expect(await boardSettings(db.read, hall.dropInId)).toEqual({ speech: [], quiet: null });
	});

	it('refuses what cannot be, each beside its field, and keeps what was', async () => {
		const { db, hall, set } = await place();
		const wrong = async (wanted: Parameters<typeof set>[0]) => {
			const answer = await set(wanted);
			return answer.ok ? [] : everyRefusal(answer.refusal).map(({ reason, field }) => `${field} ${reason}`);
		};
		expect(await wrong({ starts: '15:30' })).toEqual(['ends field_missing']);
		expect(await wrong({ ends: '15:30' })).toEqual(['starts field_missing']);
		expect(await wrong({ starts: '16:00', ends: '15:30' })).toEqual(['ends hours_invalid']);
		expect(await wrong({ starts: '09:00', ends: '15:30' })).toEqual(['starts hours_outside']);
		expect(await wrong({ starts: 'four', ends: '💥' })).toEqual(['starts hours_outside', 'ends hours_outside']);
		expect(await wrong({ speech: ['xx'], starts: '15:30' })).toEqual(['speech not_allowed', 'ends field_missing']);
		expect(await wrong({ speech: ['en', 'ar', 'pl'], offered: ['en', 'ar', 'pl'] })).toEqual([
			'speech speech_too_many'
		]);
		expect(await boardSettings(db.read, hall.dropInId)).toEqual({ speech: ['en'], quiet: null });
		await change(db, async (trx) => {
			await trx.updateTable('drop_in').set({ state: 'closed' }).where('id', '=', hall.dropInId).execute();
			return done();
		});
		expect(await wrong({})).toEqual(['undefined drop_in_state']);
	});

	it('moves its quiet time along with the drop-in, cuts it to fit, and drops it when it fits no more', async () => {
		const db = await open();
		const hall = await makeHall(db, { state: 'published' });
		const aloud = { dropInId: hall.dropInId, speech: ['en'], offered: ['en'] };
		await must(setBoard(db, { ...aloud, starts: '16:30', ends: '17:30' }, hall.coordinator, at(-99)));
		const moves = async (starts: string, ends: string) => {
			const words = { en: { title: 'Drop-in', audience: '', elsewhere: '' } };
			const day = { date: '2024-04-03', weekday: 3, starts, ends, endsNextDay: false };
			const rules = { windowMinutes: 15, headStart: 30, priorityRate: 2 };
			const input = { ...day, ...rules, words, dropInId: hall.dropInId };
			await must(rescheduleDropIn(db, input, hall.coordinator, at(-98)));
			return (await boardSettings(db.read, hall.dropInId)).quiet;
		};
		const quiet = { startsAt: '2024-04-03T12:30:00.000Z', endsAt: '2024-04-03T13:30:00.000Z' };
		expect(await moves('12:00', '15:00')).toEqual(quiet);
		expect(await moves('12:00', '14:00')).toEqual({ ...quiet, endsAt: '2024-04-03T13:00:00.000Z' });
		expect(await moves('12:00', '13:00')).toBeNull();
	});

	it('goes with a note that some tables are on a break, which says neither which nor how many', async () => {
		const { db, hall } = await place();
		expect(await boardView(db, hall.dropInId, at(1))).toMatchObject({ onBreak: false });
		const views = [];
		for (const agency of ['police', 'housing']) {
			const desk = await must(openDesk(db, hall.dropInId, repOf(hall, agency), at(1)));
			const seat = { dropInId: hall.dropInId, deskId: desk.deskId };
			await must(pauseDesk(db, { ...seat, reason: 'tea' }, repOf(hall, agency), at(2)));
			views.push(JSON.stringify(await boardView(db, hall.dropInId, at(3))));
		}
		expect(views[0]).toContain('"onBreak":true');
		expect(views[1]).toBe(views[0]);
	});

	async function place() {
		const db = await open();
		const hall = await makeHall(db);
		const nothing = { dropInId: hall.dropInId, speech: ['en'], offered: ['en', 'ar'], starts: '', ends: '' };
		const set = (wanted: Partial<typeof nothing>) => setBoard(db, { ...nothing, ...wanted }, hall.coordinator, at(0));
		return { db, hall, set };
	}
});

it('a hall hears two languages at most, or none', () => {
	const offered = ['en', 'ar', 'pl'];
	expect(readLanguages([], offered, 'speech')).toMatchObject({ ok: true, languages: [] });
	expect(readLanguages(['pl', 'en'], offered, 'speech')).toMatchObject({ ok: true, languages: ['en', 'pl'] });
	expect(readLanguages(offered, offered, 'speech')).toMatchObject({ refusal: { reason: 'speech_too_many' } });
});
