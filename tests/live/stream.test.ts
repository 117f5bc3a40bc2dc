import { expect, it } from 'vitest';
import { done } from '#lib/domain/refusal.ts';
import { change, changeDropIn, type Database } from '#lib/server/db/change.ts';
import { liveStream } from '#lib/server/live/stream.ts';
import { watcherOf } from '#lib/server/live/watch.ts';
import { endAll } from '#lib/server/stopping.ts';
import { onBothEngines } from '../support/databases.ts';
import { makeHall } from '../support/hall.ts';
import { listen } from './listen.ts';

onBothEngines('a live stream', (open) => {
	it('ticks when what its viewer may see changed, and not when anything else did', async () => {
		const { db, dropInId, bump } = await hall();
		let mine = 'waiting';
		const stream = listen(liveStream(db, { dropInId, project: async () => mine, delay: () => 0 }));
		await stream.opened;
		await bump();
		await bump();
		mine = 'called';
		await bump();
		await stream.ticks(1);
		mine = 'finished';
		await bump();
		await stream.ticks(2);
		expect(stream.heard().filter((line) => line.startsWith('event: change'))).toHaveLength(2);
		await stream.leave();
	});

	it('says nothing of what changed: only an opaque cursor, never the same twice', async () => {
		const { db, dropInId, bump } = await hall();
		let table = 4;
		const stream = listen(
			liveStream(db, { dropInId, project: async () => ({ secret: 'Cleveland Police', table }), delay: () => 0 })
		);
		await stream.opened;
		for (const next of [5, 6]) {
			table = next;
			await bump();
			await stream.ticks(next - 4);
		}
		const said = stream.heard().join('\n');
		expect(said).not.toMatch(/police|table/i);
		const cursors = stream.heard().filter((line) => line.startsWith('data: '));
		expect(new Set(cursors).size).toBe(cursors.length);
		await stream.leave();
	});

	it('tells at once what is the viewer’s own, and with it nothing of what others do', async () => {
		const { db, dropInId, bump } = await hall();
		let [mine, theirs] = ['waiting', 'two before me'];
		const never = { look: async () => theirs, step: 86_400_000 };
		const stream = listen(liveStream(db, { dropInId, project: async () => mine, others: never, delay: () => 0 }));
		await stream.opened;
		// Followed later and so woken later: once it has ticked, the first has looked.
		const witness = listen(liveStream(db, { dropInId, project: async () => [mine, theirs], delay: () => 0 }));
		await witness.opened;
		theirs = 'one before me';
		await bump();
		await witness.ticks(1);
		mine = 'called';
		await bump();
		await Promise.all([witness.ticks(2), stream.ticks(1)]);
		expect(stream.heard().filter((line) => line === 'event: change')).toHaveLength(1);
		await Promise.all([stream.leave(), witness.leave()]);
	});

	it('tells what others do when the clock takes its next step, whatever happens meanwhile or does not', async () => {
		const { db, dropInId } = await hall();
		let before = 9;
		const others = { look: async () => (before -= 1), step: 50 };
		const stream = listen(liveStream(db, { dropInId, project: async () => 'waiting', others, delay: () => 0 }));
		await stream.opened;
		await stream.ticks(3);
		expect(before).toBeLessThan(8);
		await stream.leave();
	});

	it('tells everybody the same of others within one step, however often it is asked', async () => {
		const { db, dropInId } = await hall();
		let looks = 0;
		const look = () => watcherOf(db).inSteps(dropInId, 'looks', async () => (looks += 1));
		const [first, second] = [await look(), await look()];
		expect(second - first, 'the clock may have taken a step between the two').toBeLessThan(2);
		expect(await watcherOf(db).inSteps('another drop-in', 'looks', async () => 0)).toBe(0);
		const failing = watcherOf(db).inSteps(dropInId, 'failing', () => Promise.reject(new Error('the database is away')));
		await expect(failing).rejects.toThrow('away');
		expect(await watcherOf(db).inSteps(dropInId, 'failing', async () => 'back'), 'tried again').toBe('back');
	});

	it('ends when its viewer may not look any more, and when the server stops', async () => {
		const { db, dropInId, bump } = await hall();
		let seen: string | null = 'something';
		const revoked = listen(liveStream(db, { dropInId, project: async () => seen, delay: () => 0 }));
		const other = listen(liveStream(db, { dropInId, project: async () => 'the same', delay: () => 0 }));
		await Promise.all([revoked.opened, other.opened]);
		seen = null;
		await bump();
		await revoked.ended;
		endAll();
		await other.ended;
		expect(revoked.heard().filter((line) => line.startsWith('event:'))).toEqual([]);
	});

	it('that cannot be read at first ends, and says nothing afterwards', async () => {
		const { db, dropInId, bump } = await hall();
		let looks = 0;
		const project = async () => {
			looks += 1;
			throw new Error('the database is away');
		};
		const stream = listen(liveStream(db, { dropInId, project, delay: () => 0 }));
		await stream.ended;
		await bump();
		expect(looks, 'nobody follows any more').toBe(1);
		expect(stream.heard()).toEqual([]);
	});

	it('hears of what no drop-in counts, if it asked to', async () => {
		const { db, dropInId } = await hall();
		let devices = 1;
		const stream = listen(liveStream(db, { dropInId, everything: true, project: async () => devices, delay: () => 0 }));
		await stream.opened;
		devices = 2;
		await change(db, async () => done());
		await stream.ticks(1);
		expect(stream.heard()).toContain('event: change');
		await stream.leave();
	});

	async function hall() {
		const db: Database = await open();
		const { dropInId } = await makeHall(db);
		return { db, dropInId, bump: () => changeDropIn(db, dropInId, async () => done()) };
	}
});
