import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../support/http.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.stop());

const methods = ['POST', 'PUT', 'PATCH', 'DELETE'];
const json = { body: '{"a":1}', headers: { 'content-type': 'application/json' } };
const text = { body: 'a=1', headers: { 'content-type': 'text/plain' } };
const form = { body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
const none = { headers: {} };

describe.each(methods)('a %s', (method) => {
	it.each([
		['another site', { origin: 'https://elsewhere.example' }],
		['another port of this machine', { origin: 'http://127.0.0.1:1' }],
		['a sandboxed frame', { origin: 'null' }],
		['another site, by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
		['a neighbour domain, by Sec-Fetch-Site', { 'sec-fetch-site': 'same-site' }],
		['another site, by Referer', { referer: 'https://elsewhere.example/page' }],
		['nobody knows where', {}]
	])('from %s is refused with a form, JSON, text or no body', async (_, proof) => {
		for (const sent of [form, json, text, none]) {
			const answer = await ask(`${server.url}/sign-out`, { ...sent, method, headers: { ...sent.headers, ...proof } });
			expect(answer.status).toBe(403);
			expect(answer.headers['set-cookie']).toBeUndefined();
		}
	});
});

it.each([
	['Origin', {}],
	['Sec-Fetch-Site', { 'sec-fetch-site': 'same-origin' }],
	['Referer', {}]
])('a POST of our own page is let in by its %s, without a body too', async (name, given) => {
	const proof =
		name === 'Sec-Fetch-Site' ? given : { [name.toLowerCase()]: name === 'Origin' ? server.url : `${server.url}/desk` };
	expect(await ask(`${server.url}/sign-out`, { method: 'POST', headers: proof })).toMatchObject({ status: 303 });
});

it('reaches the server under each of its own names', async () => {
	const localhost = server.url.replace('127.0.0.1', 'localhost');
	for (const url of [server.url, localhost]) {
		const answer = await ask(`${server.url}/sign-in`, {
			form: { email: 'a@b.example', password: 'x' },
			headers: { host: new URL(url).host, origin: url }
		});
		expect(answer.status).toBe(400);
		expect(answer.body).toContain('The email address or the password is not right');
	}
});

it('a browser is not believed about a proxy that nobody set up', async () => {
	const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'hub.example', origin: 'https://hub.example' };
	expect((await ask(`${server.url}/sign-out`, { method: 'POST', headers })).status).toBe(403);
});

describe('behind a proxy', () => {
	const throughCaddy = {
		host: '127.0.0.1:3000',
		'x-forwarded-proto': 'https',
		'x-forwarded-host': 'hub.example',
		'x-forwarded-for': '203.0.113.7'
	};

	it.each<Record<string, string>>([{ TRUST_PROXY: '1' }, { ORIGIN: 'https://hub.example' }])(
		'set up with %o, HTTPS works with locked cookies',
		async (env) => {
			const behind = await startServer(env);
			try {
				const address = behind.listening;
				const answer = await ask(`${address}/card/X`, {
					form: {},
					headers: { ...throughCaddy, origin: 'https://hub.example' }
				});
				expect(answer.status).toBe(400);
				expect(answer.headers['set-cookie']).toMatch(
					/^__Host-one-roof-(?:kiosk|board|device)=[A-Z2-7]{26};.*HttpOnly; Secure; SameSite=Lax/
				);
				expect(answer.headers['strict-transport-security']).toBeDefined();
				const plain = await ask(`${address}/sign-out`, {
					method: 'POST',
					headers: { ...throughCaddy, origin: 'http://127.0.0.1:3000' }
				});
				expect(plain.status).toBe(403);
			} finally {
				await behind.stop();
			}
		}
	);
});
