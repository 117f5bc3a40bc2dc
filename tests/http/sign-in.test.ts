import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../support/http.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { makeStaff, PASSWORD, welcomerRole } from '../support/staff.ts';

const AT = '2024-03-27T15:24:00.000Z';

describe('the first start', () => {
	it('prints a link that makes the first coordinator, once', async () => {
		const server = await startServer();
		try {
			const link = /http\S+\/welcome-in\/[A-Z2-7]{26}/.exec(server.printed())?.[0] ?? '';
			expect((await ask(link)).body).toContain('Make the first coordinator');
			const typed = { name: 'Ada Cole', email: 'ada@example.org', password: 'too short' };
			const refused = await ask(link, { form: typed });
			expect(refused.status).toBe(400);
			expect(refused.body).toContain('Use 12 characters or more');
			expect(refused.body).toContain('<title>Error: ');
			expect(refused.body).toContain('value="Ada Cole"');
			expect(refused.body).not.toContain('too short"');
			const made = await ask(link, { form: { ...typed, password: PASSWORD } });
			expect(made).toMatchObject({ status: 303, headers: { location: '/admin' } });
			expect(made.headers['set-cookie']).toMatch(
				/^one-roof-login=[a-z0-9]{40}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/
			);
			expect((await ask(link)).body).toContain('This link has ended');
			expect((await ask(link, { form: { ...typed, password: PASSWORD } })).status).toBe(400);
		} finally {
			await server.stop();
		}
	});
});

describe('signing in', () => {
	let server: TestServer;
	beforeAll(async () => {
		server = await startServer();
		server.setTime(AT);
		await makeStaff(await server.database(), { roles: [welcomerRole] }, AT);
	});
	afterAll(() => server.stop());

	const right = { email: 'ada@example.org', password: PASSWORD };

	it('leads on to where one was going, and never to another site', async () => {
		const to = async (next: string) =>
			(await ask(`${server.url}/sign-in?next=${encodeURIComponent(next)}`, { form: right })).headers.location;
		expect(await to('/welcome?reference=1')).toBe('/welcome?reference=1');
		for (const hostile of [
			'https://elsewhere.example',
			'//elsewhere.example',
			'/\\elsewhere.example',
			'javascript:alert(1)',
			'/.//elsewhere.example',
			'/a/..//elsewhere.example',
			'/%2e//elsewhere.example',
			'/./\\elsewhere.example'
		])
			expect(await to(hostile), hostile).toBe('/welcome');
		// An address with a control character in it names nothing here.
		expect(await to('/\t/elsewhere.example')).toBeUndefined();
	});

	it('keeps the address and never the password when it fails', async () => {
		const answer = await ask(`${server.url}/sign-in`, { form: { ...right, password: 'wrong horse entirely' } });
		expect(answer.status).toBe(400);
		expect(answer.body).toContain('value="ada@example.org"');
		expect(answer.body).not.toContain('wrong horse');
	});

	it.each([
		['nothing', {}],
		['two of each', { email: ['ada@example.org', 'b@example.org'], password: [PASSWORD, 'x'] }],
		['control characters', { email: '\u0000\u0007\ud800', password: '\u0000' }],
		['a very long text', { email: 'a'.repeat(100_000), password: 'p'.repeat(100_000) }]
	])('is refused kindly when the form holds %s', async (_, form) => {
		const answer = await ask(`${server.url}/sign-in`, { form });
		expect(answer.status).toBe(400);
		expect(answer.body).toContain('There is a problem');
	});

	it('answers 400 to a body that is no form and 413 to one that is too large', async () => {
		const headers = { origin: server.url, 'content-type': 'multipart/form-data; boundary=x' };
		expect((await ask(`${server.url}/sign-in`, { method: 'POST', headers, body: 'no form at all' })).status).toBe(400);
		const large = await ask(`${server.url}/sign-in`, { form: { email: 'a'.repeat(600_000) } }).catch(() => ({
			status: 413
		}));
		expect(large.status).toBe(413);
	});

	it('ends with sign out: the cookie opens nothing any more', async () => {
		const { cookies } = await ask(`${server.url}/sign-in`, { form: right });
		const headers = { cookie: cookies };
		expect((await ask(`${server.url}/sign-in`, { headers })).status).toBe(303);
		expect((await ask(`${server.url}/sign-out`, { form: {}, headers })).headers.location).toBe('/sign-in?out');
		expect((await ask(`${server.url}/sign-in`, { headers })).status).toBe(200);
	});

	it('works in Arabic, right to left, and without any script', async () => {
		const { body } = await ask(`${server.url}/sign-in`, { headers: { 'accept-language': 'ar-IQ,ar;q=0.9,en;q=0.5' } });
		expect(body).toContain('<html lang="ar" dir="rtl">');
		expect(body).toContain('تسجيل الدخول');
		expect(body).not.toMatch(/<script|modulepreload/);
	});
});
