import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { clockAt, hoursOn } from '#lib/domain/schedule.ts';
import { troubles } from '#lib/domain/room.ts';
import { roomView } from '#lib/server/operations/drop-in/room.ts';
import { dayAround } from '../../src/bin/demo/days.ts';
import { emptyFolder } from '../../src/bin/demo/folder.ts';
import { linksOf } from '../../src/bin/demo/links.ts';
import { seed } from '../../src/bin/demo/seed.ts';
import { onBothEngines } from '../support/databases.ts';

const LONDON = 'Europe/London';
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

onBothEngines('the demonstration', (open) => {
	it.each(['2024-03-27T15:24:00.000Z', '2026-11-23T23:50:00.000Z', '2026-06-23T23:00:00.000Z'])(
		'has a drop-in open at %s, with people in it, one that is over and one to book for',
		async (now) => {
			const db = await open();
			const { dropIns, signIns } = await seed(db, now);
			const rows = await db.read.selectFrom('drop_in').selectAll().orderBy('created_at').execute();
			const today = rows.find(({ state }) => state === 'open');
			if (!today) throw new Error('none is open');
			expect(today.starts_at <= now && now < today.ends_at).toBe(true);
			expect(dropIns.map(({ state }) => state)).toEqual(['closed', 'open', 'published']);
			expect(new Set(signIns.map(({ role }) => role))).toEqual(new Set(['coordinator', 'welcomer', 'rep']));

			const room = await roomView(db, today.id, now);
			expect(room).toMatchObject({ checkedIn: 13, booked: 2, agencies: { length: 7 } });
			expect(troubles(room, now)[0]).toMatchObject({ what: 'no_desk' });
			const past = rows.find(({ state }) => state === 'closed')?.id ?? '';
			expect(await roomView(db, past, now)).toMatchObject({ checkedIn: 0, people: 0, sharedTables: { all: 0 } });
		}
	);
});

it('finds hours around now at every half hour of the nights when clocks change', () => {
	for (const night of ['2026-03-28T20:00:00.000Z', '2026-10-24T20:00:00.000Z']) {
		for (let half = 0; half < 24; half++) {
			const now = new Date(Date.parse(night) + half * 30 * 60_000).toISOString();
			const hours = hoursOn(dayAround(now, LONDON), LONDON);
			expect(hours.ok && hours.startsAt <= now && now < hours.endsAt, `${now}, ${clockAt(now, LONDON)}`).toBe(true);
		}
	}
});

it('never wipes a folder that it did not make', () => {
	const folder = mkdtempSync(join(tmpdir(), 'one-roof-demo-'));
	folders.push(folder);
	writeFileSync(join(folder, 'one-roof.db'), 'somebody’s work');
	expect(() => emptyFolder(folder)).toThrow('was not made by the demonstration');
	expect(readdirSync(folder)).toEqual(['one-roof.db']);
});

it('wipes the folder it made, and not while a server works there', () => {
	const folder = mkdtempSync(join(tmpdir(), 'one-roof-demo-'));
	folders.push(folder);
	const lock = emptyFolder(folder);
	writeFileSync(join(folder, 'one-roof.db'), 'old');
	expect(() => emptyFolder(folder)).toThrow('already working');
	expect(readdirSync(folder)).toContain('one-roof.db');
	lock.release();
	emptyFolder(folder).release();
	expect(readdirSync(folder)).not.toContain('one-roof.db');
});

it('says where everything is in the shape programs rely on', () => {
	const links = linksOf('http://localhost:3000', {
		signIns: [
			{ role: 'coordinator', email: 'c@demo.example', password: 'x' },
			{ role: 'rep', agency: 'Catalyst', email: 'r@demo.example', password: 'x' },
			{ role: 'rep', agency: 'Fire', email: 'f@demo.example', password: 'x' }
		],
		dropIns: [{ dropInId: 'x', slug: 'open-now', state: 'open' }],
		agencies: ['Catalyst'],
		pairing: { kiosk: 'K', board: 'B' },
		booking: { reference: '7KX2MP', token: '' }
	});
	expect(Object.keys(links)).toEqual(['public', 'kiosk', 'board', 'door', 'admin', 'desks', 'signIns', 'dropIns']);
	expect(links.desks).toEqual([{ agency: 'Catalyst', url: 'http://localhost:3000/desk' }]);
	expect(links.signIns.map((one) => ('today' in one ? one.today : null))).toEqual([null, true, false]);
});
