import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffRole } from '#lib/domain/staff.ts';
import { done } from '#lib/domain/refusal.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { rolesOf } from '#lib/server/db/staff.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { ask } from '../support/http.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { coordinatorRole, PASSWORD, welcomerRole } from '../support/staff.ts';
import { type Browser, browser, signedIn } from './people.ts';

let server: TestServer;
let db: Database;
let hall: Hall;

beforeAll(async () => {
	server = await startServer({ LOG_LEVEL: 'info' });
	server.setTime(at(10));
	db = await server.database();
	hall = await makeHall(db);
});
afterAll(async () => {
	await server.stop();
});

describe('a page that is not for somebody of the staff', () => {
	const cases: [string, StaffRole, string, string[]][] = [
		['a welcomer at the desk', welcomerRole, '/desk', ['/welcome']],
		['a welcomer at the plan', welcomerRole, '/admin', ['/welcome']],
		['a coordinator at the desk', coordinatorRole, '/desk', ['/admin', '/welcome']]
	];

	it.each(cases)('tells %s where their work is, and lets them sign out', async (_, role, path, places) => {
		const staff = await signedIn(server, db, role, at(10));
		const answer = await staff.get(path);
		const page = await answer.text();
		expect(answer.status).toBe(403);
		expect(linksOf(page)).toEqual(places);
		expect(page).toContain('action="/sign-out"');
		for (const place of places) expect((await staff.get(place)).status, place).toBe(200);
	});

	it('says to somebody without any work whom to ask', async () => {
		const staff = await signedIn(server, db, welcomerRole, at(10));
		await change(db, async (trx) => {
			await trx.deleteFrom('staff_role').where('staff_id', '=', staff.staffId).execute();
			return done();
		});
		const page = await (await staff.get('/admin', { 'accept-language': 'ar' })).text();
		expect(page).toContain('dir="rtl"');
		expect(page).toContain('اسأل المنسق');
		expect(linksOf(page)).toEqual([]);
		expect(page).toContain('action="/sign-out"');
	});

	function linksOf(page: string): string[] {
		return [...page.matchAll(/<a[^>]* href="(\/(?:admin|desk|welcome))"/g)].map(([, href = '']) => href);
	}
});

describe('a welcomer of one drop-in', () => {
	it('follows that door and no other', async () => {
		const other = await makeHall(db);
		const staff = await signedIn(server, db, { ...welcomerRole, dropInId: hall.dropInId }, at(10));
		const accept = { accept: 'text/event-stream' };
		const own = await staff.get(`/live/door?drop-in=${hall.slug}`, accept);
		expect(own.status).toBe(200);
		await own.body?.cancel();
		expect((await staff.get(`/live/door?drop-in=${other.slug}`, accept)).status).toBe(403);
	});

	it('stays one of that drop-in when a coordinator looks at their roles and saves them', async () => {
		const staff = await signedIn(server, db, { ...welcomerRole, dropInId: hall.dropInId }, at(10));
		const coordinator = await signedIn(server, db, coordinatorRole, at(10));
		const only = 'Welcomer, only at “';
		expect(await (await coordinator.get('/admin/people')).text()).toContain(only);
		const page = await (await coordinator.get(`/admin/people/${staff.staffId}`)).text();
		expect(page).toContain(only);
		const ticked = [...page.matchAll(/<input(?=[^>]* name="roles")(?=[^>]* checked)[^>]* value="([^"]+)"/g)];
		const roles = ticked.map(([, value = '']) => value);
		expect(roles).toHaveLength(1);
		const saved = await coordinator.post(`/admin/people/${staff.staffId}?/roles`, {
			roles: [...roles, 'coordinator@x']
		});
		expect(saved.status).toBe(303);
		expect(await rolesOf(db.read, staff.staffId)).toEqual([{ ...welcomerRole, dropInId: hall.dropInId }]);

		const agencyId = hall.agencies.police?.agencyId ?? '';
		const rep: StaffRole = { role: 'rep', agencyId, dropInId: null };
		await coordinator.post(`/admin/people/${staff.staffId}?/roles`, { roles: [...roles, `rep:${agencyId}`] });
		expect(await rolesOf(db.read, staff.staffId)).toEqual([rep, { ...welcomerRole, dropInId: hall.dropInId }]);
	});

	it('is no coordinator of the house for coordinating one drop-in', async () => {
		const staff = await signedIn(server, db, { ...coordinatorRole, dropInId: hall.dropInId }, at(10));
		expect((await staff.get('/admin/people')).status).toBe(403);
		expect((await staff.get('/welcome')).status).toBe(200);
	});
});

describe('a rep of two agencies', () => {
	let rep: Browser;
	beforeAll(async () => {
		rep = await signedIn(server, db, [roleAt('police'), roleAt('housing')], at(10));
	});

	it('chooses for which they sit down, and is a rep of that one until they close their desk', async () => {
		const start = await (await rep.get('/desk')).text();
		expect(start).toContain('Open for police');
		expect(start).toContain('Open for housing');
		expect((await rep.post('/desk?/open', { at: hall.slug, agency: agencyId('housing') })).status).toBe(303);
		const desk = await (await rep.get('/desk')).text();
		expect(desk).toContain('housing ');
		expect(desk, 'one agency at a time').not.toMatch(/police /);
		expect((await rep.post('/desk?/open', { at: hall.slug, agency: agencyId('police') })).status).toBe(400);

		const deskId = /name="deskId" value="([^"]+)"/.exec(desk)?.[1] ?? '';
		expect((await rep.post('/desk?/close', { deskId })).status).toBe(303);
		expect((await rep.post('/desk?/open', { at: hall.slug, agency: agencyId('police') })).status).toBe(303);
		expect(await (await rep.get('/desk')).text()).not.toMatch(/housing /);
	});

	it.each([['none'], ['x'.repeat(500)], ['\u0000']])('is refused kindly when the form names %j', async (agency) => {
		const other = await signedIn(server, db, [roleAt('police'), roleAt('housing')], at(10));
		const answer = await other.post('/desk?/open', { at: hall.slug, agency });
		expect(answer.status).toBe(400);
		expect(await answer.text()).toContain('Choose an agency from the list');
	});

	function agencyId(agency: string): string {
		return hall.agencies[agency]?.agencyId ?? '';
	}

	function roleAt(agency: string): StaffRole {
		return { role: 'rep', agencyId: agencyId(agency), dropInId: null };
	}
});

describe('the log', () => {
	it('tells who came in and that somebody was turned away, and nothing private', async () => {
		const staff = await signedIn(server, db, welcomerRole, at(10));
		await expect
			.poll(() => said('signed in'))
			.toContainEqual(expect.objectContaining({ staffId: staff.staffId, how: 'password' }));

		const wrong = { email: 'sam.the.guesser@example.org', password: 'not this one either' };
		for (let i = 0; i < 11; i++) await ask(`${server.url}/sign-in`, { form: wrong });
		await expect.poll(() => said('sign-in refused')).toHaveLength(10);
		await expect.poll(() => said('too many tries')).toEqual([expect.objectContaining({ limit: 'account' })]);

		await (await staff.get('/admin/people')).body?.cancel();
		await browser(server).get('/live/room', { accept: 'text/event-stream' });
		const refused = { route: '/(admin)/admin/people', method: 'GET', status: 403, staffId: staff.staffId };
		await expect.poll(() => said('access refused')).toContainEqual(expect.objectContaining(refused));
		await expect
			.poll(() => said('access refused'))
			.toContainEqual(expect.objectContaining({ route: '/live/room', status: 401 }));
		const elsewhere = { origin: 'https://elsewhere.example', 'content-type': 'application/json' };
		const answer = await ask(`${server.url}/kiosk/ask`, { method: 'POST', headers: elsewhere, body: '{}' });
		expect(answer.status).toBe(403);
		await expect.poll(() => said('access refused: another site')).toHaveLength(1);

		for (const secret of ['guesser', '@example.org', PASSWORD, wrong.password, '127.0.0.1', 'elsewhere', hall.slug])
			expect(logged().join('\n')).not.toContain(secret);
	});

	function said(what: string): Record<string, unknown>[] {
		const lines = logged().map((line) => JSON.parse(line) as Record<string, unknown>);
		return lines.filter(({ msg }) => msg === what);
	}

	function logged(): string[] {
		return server
			.printed()
			.split('\n')
			.filter((line) => line.startsWith('{'));
	}
});
