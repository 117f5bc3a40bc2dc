import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/change.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { fillDraft } from '../support/residents.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { makeStaff, PASSWORD, welcomerRole } from '../support/staff.ts';
import { browser } from './people.ts';

/** The two places that set cookies: the one behind all of ours, and the language's, whose name is the translator's own. */
const PLACES = ['src/lib/server/auth/cookies.ts', 'src/routes/(public)/language/+page.server.ts'];

let server: TestServer;
let db: Database;
let hall: Hall;
let other: Hall;

beforeAll(async () => {
	server = await startServer();
	server.setTime(at(20));
	db = await server.database();
	hall = await makeHall(db);
	other = await makeHall(db);
});
afterAll(async () => {
	await server.stop();
});

it('only two places of the source set a cookie', () => {
	const files = globSync('src/**/*.{ts,svelte}').filter((file) => !file.includes('paraglide/'));
	const setting = files.filter((file) =>
		/cookies\s*\.set\(|document\.cookie|set-cookie/i.test(readFileSync(file, 'utf8'))
	);
	expect(setting.sort()).toEqual(PLACES);
});

it('the privacy page names every cookie that is set and no other, and says how long each is kept', async () => {
	const page = await (await browser(server).get('/privacy')).text();
	const listed = [...page.matchAll(/<dt[^>]*>(.*?)<\/dt>\s*<dd[^>]*>(.*?)<\/dd>/gs)].map(([, name = '', text = '']) => [
		bare(name),
		/Kept for ([^.]+)\.|(Gone when the browser is closed)/.exec(bare(text))?.slice(1).find(Boolean)
	]);
	expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(await everyCookieSet()));
	expect(listed).toHaveLength(8);
});

/** Name and life of each cookie that somebody gets who goes everywhere. */
async function everyCookieSet(): Promise<Map<string, string>> {
	const seen = new Map<string, string>();
	const draft = await fillDraft(db, hall, ['police'], 4, at(20));
	const resident = browser(server);
	await look(resident.post('/language', { language: 'en', back: '/' }));
	await look(resident.post(`/d/${hall.slug}/book/topics`, { topics: hall.agencies.police?.topicId ?? '' }));
	await look(browser(server, new Map([['one-roof-draft', draft]])).post(`/d/${hall.slug}/book/check`));
	// The tablet's page is drawn by its browser, which asks for its data apart.
	for (const path of ['/kiosk/__data.json', '/board']) await look(browser(server).get(path));
	const staff = browser(server);
	await makeStaff(db, { email: 'door@example.org', name: 'A welcomer', roles: [welcomerRole] }, at(20));
	await look(staff.post('/sign-in', { email: 'door@example.org', password: PASSWORD }));
	await look(staff.post('/welcome?/choose', { 'drop-in': other.slug }));
	return seen;

	async function look(answer: Promise<Response>): Promise<void> {
		for (const line of (await answer).headers.getSetCookie()) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
			if (value !== '') seen.set(name, lifeOf(/max-age=(\d+)/i.exec(line)?.[1]));
		}
	}
}

function lifeOf(seconds: string | undefined): string {
	if (seconds === undefined) return 'Gone when the browser is closed';
	const hours = Number(seconds) / 3600;
	return hours < 48 ? `${hours} hours` : `${hours / 24} days`;
}

function bare(html: string): string {
	return html.replace(/<!--.*?-->|<[^>]+>/gs, '').trim();
}
