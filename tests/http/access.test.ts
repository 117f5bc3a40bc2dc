import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHall } from '../support/hall.ts';
import { type Entry, entries } from '../support/routes.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { audiences, placings } from './access-table.ts';
import { at } from '../support/hall.ts';
import { type Browser, everybody, type Role, roles } from './people.ts';

// Signing out comes last: the others are done by somebody who is signed in.
const all = entries().sort((a, b) => Number(a.route === '/sign-out') - Number(b.route === '/sign-out'));
const nameOf = ({ route, how }: Entry) => `${route} ${how}`;

let server: TestServer;
let people: Record<Role, Browser>;
let slug: string;

beforeAll(async () => {
	server = await startServer();
	server.setTime(at(20));
	const db = await server.database();
	const hall = await makeHall(db);
	slug = hall.slug;
	people = await everybody(server, db, hall, at(20));
});
afterAll(async () => {
	await server.stop();
});

it('every way into the app is placed, and nothing is placed that is not there', () => {
	expect(Object.keys(placings).sort()).toEqual(all.map(nameOf).sort());
});

describe.each(all.map((entry) => [nameOf(entry), entry] as const))('%s', (name, entry) => {
	it.each(roles)('is open to the right people: %s', async (role) => {
		const audience = placings[name];
		if (audience === undefined) throw new Error(`${name} is not placed in tests/http/access-table.ts`);
		const answer = await knock(people[role], entry);
		expect(answer.status, `${role} at ${name} met a fault`).toBeLessThan(500);
		expect(
			isTurnedAway(answer, entry),
			`${role} at ${name}: ${answer.status} ${answer.headers.get('location') ?? ''}`
		).toBe(!(audiences[audience] as readonly Role[]).includes(role));
	});
});

async function knock(browser: Browser, { route, how }: Entry): Promise<Response> {
	const path = route.replace('[slug]', slug).replace(/\[\w+\]/g, 'A'.repeat(26));
	const response = await send(browser, path, how);
	await response.body?.cancel();
	return response;
}

function send(browser: Browser, path: string, how: string): Promise<Response> {
	if (how === 'page' || how === 'GET') return browser.get(path);
	if (!how.startsWith('action ')) return browser.post(path);
	const action = how.slice('action '.length);
	return browser.post(action === 'default' ? path : `${path}?/${action}`);
}

/** Sent to sign in, back to a page that shows how to pair, or told no. */
function isTurnedAway(response: Response, { route }: Entry): boolean {
	if (response.status === 401 || response.status === 403) return true;
	const location = response.status === 303 ? (response.headers.get('location') ?? '') : '';
	return location.startsWith('/sign-in?next=') || (['/kiosk', '/board'].includes(location) && location !== route);
}
