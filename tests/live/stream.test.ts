import { expect, it } from 'vitest';
import { done } from '#lib/domain/refusal.ts';
import { change, changeDropIn, type Database } from '#lib/server/db/change.ts';
import { liveStream } from '#lib/server/live/stream.ts';
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
