import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { done } from '#lib/domain/refusal.ts';
import { codesFrom } from '#lib/server/codes.ts';
import { changeDropIn, type Database } from '#lib/server/db/change.ts';
import { openDatabase, type Place } from '#lib/server/db/connect.ts';
import { emptyPlace, engines, testKey } from '../support/databases.ts';
import { makeHall } from '../support/hall.ts';
import { runs } from '../support/runs.ts';
import type { DoorJob } from './door.ts';

describe.each(engines)('a process killed while it lets people in, %s', (engine) => {
	let place: Place;
	let cleanup = async () => {};
	beforeAll(async () => {
		({ place, cleanup } = await emptyPlace(engine));
	});
	afterAll(() => cleanup());

	it('loses nobody who was told their number, and leaves nobody half let in', async () => {
		for (let round = 0; round < runs(4, 30); round++) {
			const { promised, lost, half, revision, visits } = await killAfter(30 + ((round * 45) % 450), false);
			expect(promised).toBeGreaterThanOrEqual(30);
			expect(lost).toBe(0);
			expect(half).toBe(0);
			expect(revision).toBe(visits + 1);
		}
	});

	it('is caught when it promises before it keeps, and keeps in pieces', async () => {
		let wrong = 0;
		for (let round = 0; round < 25 && wrong === 0; round++) {
			const { lost, half } = await killAfter(30, true);
			wrong += lost + half;
		}
		expect(wrong).toBeGreaterThan(0);
	});

	/** Starts a door, kills it (-9) after so many people were told they are in, and looks at what is there. */
	async function killAfter(people: number, careless: boolean) {
		const db = await openDatabase(place, { codes: codesFrom(testKey) });
		const hall = await makeHall(db);
		await db.close();
		const topicIds = Object.values(hall.agencies).map(({ topicId }) => topicId);
		const promised = await runDoor(
			{ place, key: testKey.toString('base64'), dropInId: hall.dropInId, kiosk: hall.kiosk, topicIds, careless },
			people
		);

		const after = await openDatabase(place, { codes: codesFrom(testKey) });
		const found = await look(after, hall.dropInId, careless);
		await after.close();
		return { ...found, promised: promised.length, lost: promised.filter((id) => !found.ids.has(id)).length };
	}
});

function runDoor(job: DoorJob, people: number): Promise<string[]> {
	const door = spawn(process.execPath, [fileURLToPath(new URL('door.ts', import.meta.url)), JSON.stringify(job)], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const promised: string[] = [];
	createInterface(door.stdout).on('line', (visitId) => {
		promised.push(visitId);
		if (promised.length === people) door.kill('SIGKILL');
	});
	return new Promise((resolve, reject) => {
		door.once('close', (_code, signal) =>
			signal === 'SIGKILL' ? resolve(promised) : reject(new Error(`the door ended by itself after ${promised.length}`))
		);
	});
}

async function look(db: Database, dropInId: string, careless: boolean) {
	let revision = 0;
	// A command of its own: on PostgreSQL it waits until the dead process's transactions are rolled back.
	await changeDropIn(db, dropInId, async (_trx, dropIn) => {
		revision = dropIn.revision;
		return done();
	});
	const visits = await db.read.selectFrom('visit').select('id').where('drop_in_id', '=', dropInId).execute();
	const tickets = await db.read.selectFrom('ticket').select('visit_id').where('drop_in_id', '=', dropInId).execute();
	const stops = await db.read.selectFrom('stop').select('visit_id').where('drop_in_id', '=', dropInId).execute();
	const commands = await db.read.selectFrom('command').select('answer').where('drop_in_id', '=', dropInId).execute();
	const kept = (rows: { visit_id: string }[], id: string) => rows.filter((row) => row.visit_id === id).length;
	const half = visits.filter(({ id }) => kept(tickets, id) !== 1 || kept(stops, id) !== (careless ? 0 : 2)).length;
	const unanswered = careless
		? 0
		: commands.filter(({ answer }) => answer === '{}').length + Math.abs(commands.length - visits.length);
	return { ids: new Set(visits.map(({ id }) => id)), visits: visits.length, half: half + unanswered, revision };
}
