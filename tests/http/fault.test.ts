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
		const logged = server
			.printed()
			.split('\n')
			.filter((line) => line.startsWith('{'))
			.map((line) => JSON.parse(line) as { id?: string; route?: string });
		const fault = logged.findLast((line) => line.id !== undefined);
		expect(fault?.route).toContain('[slug]');
		expect(page).toContain(fault?.id);
		expect(server.printed()).not.toContain(slug);
	}
);
