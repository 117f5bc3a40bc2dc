import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from 'kysely';
import { done } from '#lib/domain/refusal.ts';
import { change } from '#lib/server/db/change.ts';
import { at, makeHall } from '../support/hall.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { browser } from './people.ts';

let server: TestServer;
let slug: string;

beforeAll(async () => {
	server = await startServer({ LOG_LEVEL: 'error' });
	server.setTime(at(10));
	const db = await server.database();
	slug = (await makeHall(db)).slug;
	// A real fault: a part of the database is gone.
	await change(db, async (trx) => {
		await sql`alter table topic_text rename to topic_text_lost`.execute(trx);
		return done();
	});
});
afterAll(async () => {
	await server.stop();
});

it.each(['en', 'ar'])(
	'a fault is a kind page with an id, and the log has the same id and nothing private (%s)',
	async (language) => {
		const answer = await browser(server).get(`/d/${slug}`, { 'accept-language': language });
		const page = await answer.text();
		expect(answer.status).toBe(500);
		expect(page).toContain(`lang="${language}"`);
		expect(page).not.toMatch(/topic_text|SQLITE|at .*\.js/);
		const id = /\b[0-9A-F]{8}\b/.exec(page.slice(page.indexOf('<main')))?.[0];
		expect(id).toBeDefined();
		// The log may come after the answer.
		await expect.poll(() => faults().find((fault) => fault.id === id)?.route).toContain('[slug]');
		expect(server.printed()).not.toContain(slug);
	}
);

function faults(): { id?: string; route?: string }[] {
	const lines = server.printed().split('\n');
	return lines.filter((line) => line.startsWith('{') && line.endsWith('}')).map((line) => JSON.parse(line) as object);
}
