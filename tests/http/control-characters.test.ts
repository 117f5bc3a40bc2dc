import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CookieName } from '#lib/server/auth/cookies.ts';
import { newId } from '#lib/server/ids.ts';
import { emptyPlace, engines } from '../support/databases.ts';
import { at, makeHall } from '../support/hall.ts';
import { fillDraft } from '../support/residents.ts';
import { type Entry, entries } from '../support/routes.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { audiences, placings } from './access-table.ts';
import { type Browser, everybody, type Role } from './people.ts';

// PostgreSQL keeps no U+0000 in a text and no half of a surrogate pair; SQLite keeps both, to be met again later.
const NUL = '\u0000';
const spoiled = [NUL, `a${NUL}b`, `${NUL}${'A'.repeat(26)}`, 'a\u0001\u001b\u007fb'];
const halves = ['\ud800', 'a\udfffb'];

/** What ends the day, or the login of whoever knocks, comes last. */
const last = ['/admin/drop-ins/[slug] ', '/desk action close', '/leave', '/sign-out'];
const all = entries().sort((a, b) => lateness(a) - lateness(b));
const named = [...new Set([...namesIn(/In\(\w+, '([\w-]+)'/g), ...namesIn(/\bname="([\w-]+)"/g)])];
const asked = [...new Set([...namesIn(/searchParams\.(?:get|has)\('([\w-]+)'\)/g), 'x'])];

describe.each(engines)('control characters, with %s', (engine) => {
	let server: TestServer;
	let people: Record<Role, Browser>;
	let slug: string;
	let topicId: string;
	let clean: () => Promise<void>;

	beforeAll(async () => {
		const { place, cleanup } = await emptyPlace(engine);
		clean = cleanup;
		server = await startServer({ LOG_LEVEL: 'error', ...('url' in place ? { DATABASE_URL: place.url } : {}) });
		server.setTime(at(20));
		const db = await server.database();
		const hall = await makeHall(db);
		slug = hall.slug;
		topicId = hall.agencies.police?.topicId ?? '';
		people = await everybody(server, db, hall, at(20));
		people.anonymous.cookies.set('one-roof-draft', await fillDraft(db, hall, ['police'], 4, at(20)));
	});
	afterAll(async () => {
		await server.stop();
		await clean();
	});

	it('in an address or a query name nothing that is there', async () => {
		for (const entry of all) {
			const { route } = entry;
			const browser = browserFor(entry);
			const parameter = /\[\w+\](?!.*\[)/;
			const paths = [
				...['%00', 'a%00', '%01', '%7F', '%ED%A0%80'].map((sign) =>
					parameter.test(route) ? pathOf(route.replace(parameter, sign)) : `${pathOf(route)}/${sign}`
				),
				...asked.map((name) => `${pathOf(route)}?${name}=%00`)
			];
			const statuses = await Promise.all(paths.map(async (path) => [path, (await browser.get(path)).status] as const));
			for (const [path, status] of statuses) expect([400, 404], path).toContain(status);
		}
		expect(faults()).toEqual([]);
	}, 120_000);

	it('in any field of any form are left out or refused, and break nothing', async () => {
		for (const entry of all.filter(({ how }) => how.startsWith('action') || how === 'POST')) {
			const { route, how } = entry;
			const action = how.replace(/^action |POST/, '');
			const path = pathOf(route) + (['default', ''].includes(action) ? '' : `?/${action}`);
			for (const text of spoiled) {
				const form = Object.fromEntries(named.map((name) => [name, text]));
				expect((await browserFor(entry).post(path, form)).status, `${route} ${how}`).toBeLessThan(500);
			}
		}
		expect(faults()).toEqual([]);
	}, 120_000);

	it('in a cookie open nothing', async () => {
		const db = await server.database();
		const second = await makeHall(db);
		const { slug: elsewhere } = second;
		const draft = await fillDraft(db, second, ['police'], 4, at(20));
		/** A page of each cookie, who holds it, and what else they hold. */
		const pages: Record<CookieName, { path: string; good: string | undefined; besides?: string }> = {
			login: { path: '/desk', good: people.rep.cookies.get('one-roof-login') },
			known: { path: '/sign-in', good: undefined },
			kiosk: { path: '/live/kiosk', good: people.kiosk.cookies.get('one-roof-kiosk') },
			board: { path: '/live/board', good: people.board.cookies.get('one-roof-board') },
			device: { path: '/', good: undefined },
			draft: { path: `/d/${elsewhere}/book/check`, good: draft },
			door: {
				path: '/welcome/walk-in',
				good: elsewhere,
				besides: `one-roof-login=${people.welcomer.cookies.get('one-roof-login')}`
			}
		};
		for (const [name, { path, good, besides = '' }] of Object.entries(pages)) {
			const asks = (value: string) => answerTo(path, `one-roof-${name}=${value}; ${besides}`);
			const unknown = await asks('B'.repeat(26));
			for (const value of ['%00a', '%00', 'a%00', ...(good ? [`${good}%00`, `%00${good}`] : [])])
				expect(await asks(value), `${name} ${value}`).toEqual(unknown);
			if (good) expect(await asks(good), `${name}, as it should be`).not.toEqual(unknown);
		}
		expect(faults()).toEqual([]);

		async function answerTo(path: string, cookie: string) {
			const answer = await fetch(server.url + path, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' });
			const isStream = answer.headers.get('content-type') === 'text/event-stream';
			const title = isStream ? '' : (/<title>[^<]*/.exec(await answer.text())?.[0] ?? '');
			await answer.body?.cancel().catch(() => {});
			return { status: answer.status, to: answer.headers.get('location'), isStream, title };
		}
	});

	it('in what a tablet sends are refused', async () => {
		const own = () => ({
			commandId: newId(),
			visitId: newId(),
			claim: 'A'.repeat(26),
			number: null,
			arrivedAt: at(20)
		});
		const answers = { needs: [], sooner: false, interpreter: null, size: 1, howToCall: 'screen', language: 'en' };
		for (const text of [...spoiled, ...halves]) {
			const walkIn = await send('/kiosk/walk-in', { ...own(), ...answers, topicIds: [topicId + text] });
			expect([400, 409], JSON.stringify(text)).toContain(walkIn.status);
			const checkIn = await send('/kiosk/check-in', { ...own(), code: text });
			expect(checkIn.status, JSON.stringify(text)).toBeLessThan(500);
			for (const path of ['/kiosk/ask', '/kiosk/lease'])
				expect((await send(path, { ...own(), reason: text, kind: text })).status).toBeLessThan(500);
		}
		expect(faults()).toEqual([]);

		function send(path: string, body: object): Promise<Response> {
			const cookie = [...people.kiosk.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
			const headers = { origin: server.url, 'content-type': 'application/json', cookie };
			return fetch(server.url + path, { method: 'POST', body: JSON.stringify(body), headers });
		}
	});

	function browserFor(entry: Entry): Browser {
		const audience: readonly Role[] = audiences[placings[`${entry.route} ${entry.how}`] ?? 'anyone'];
		return people[audience[0] ?? 'anonymous'];
	}

	function pathOf(route: string): string {
		return route.replace('[slug]', slug).replace(/\[\w+\]/g, 'A'.repeat(26));
	}

	function faults(): string[] {
		return server
			.printed()
			.split('\n')
			.filter((line) => line.startsWith('{'));
	}
});

function lateness({ route, how }: Entry): number {
	return last.findIndex((start) => `${route} ${how}`.startsWith(start));
}

/** Every name that a route's source reads from a form or an address. */
function namesIn(pattern: RegExp): string[] {
	return globSync('src/routes/**/*.{ts,svelte}').flatMap((file) =>
		[...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name = '']) => name)
	);
}
