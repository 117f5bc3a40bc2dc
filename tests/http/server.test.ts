import { once } from 'node:events';
import { get } from 'node:http';
import BetterSqlite from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { askPairing } from '#lib/server/operations/device/ask-pairing.ts';
import { approvePairing } from '#lib/server/operations/device/approve-pairing.ts';
import { at, makeHall } from '../support/hall.ts';
import { ask } from '../support/http.ts';
import { spawnServer, startServer } from '../support/server.ts';

it('every answer says how it may be used: pages, files, endpoints and errors', async () => {
	const server = await startServer();
	try {
		const page = await ask(`${server.url}/sign-in`);
		const file = await ask(`${server.url}/favicon.svg`);
		const endpoint = await ask(`${server.url}/healthz`);
		const missing = await ask(`${server.url}/no-such-page`);
		expect([page.status, file.status, endpoint.status, missing.status]).toEqual([200, 200, 200, 404]);
		for (const { headers } of [page, file, endpoint, missing]) {
			expect(headers).toMatchObject({
				'x-content-type-options': 'nosniff',
				'x-frame-options': 'DENY',
				'referrer-policy': 'same-origin'
			});
			expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
		}
		for (const { headers } of [page, endpoint, missing]) expect(headers['cache-control']).toBe('no-store');
		expect(page.headers['content-security-policy']).toContain("default-src 'self'");
		expect(page.headers['content-security-policy']).not.toMatch(/unsafe-(inline|eval)/);
		// The tablet's scanner alone is WebAssembly.
		const tablet = await ask(`${server.url}/kiosk`);
		expect(tablet.headers['content-security-policy']).toContain(" 'wasm-unsafe-eval'");
		expect(tablet.headers['content-security-policy']).not.toMatch(/ 'unsafe-(inline|eval)'/);
	} finally {
		await server.stop();
	}
});

it('stops at once on SIGTERM although a stream is open', async () => {
	const server = await startServer();
	const db = await server.database();
	server.setTime(at(1));
	const { dropInId, coordinator } = await makeHall(db);
	const secret = db.codes.token();
	const asked = await askPairing(db, { kind: 'board', secret }, at(0));
	if (!asked.ok) throw new Error(asked.refusal.reason);
	await approvePairing(db, { code: asked.code, name: 'Wall', dropInId }, coordinator, at(0));
	const request = get(`${server.url}/live/board`, {
		headers: { cookie: `one-roof-board=${secret}`, accept: 'text/event-stream' }
	});
	const [stream] = await once(request, 'response');
	expect(stream.headers['content-type']).toBe('text/event-stream');
	stream.resume();
	const { code, took } = await server.stop();
	expect(code).toBe(0);
	expect(took).toBeLessThan(900);
});

it('a second server in the same folder says why it does not start; after kill -9 of the first the next one starts', async () => {
	const first = await startServer();
	const env = { DATA_DIR: first.dataDir };
	const second = spawnServer(env);
	const [code] = await once(second.child, 'exit');
	expect(code).toBe(1);
	expect(second.printed()).toMatch(/^Another One Roof server is already working in \S+\.\nStop it first/);
	await first.kill();
	const third = spawnServer(env);
	await once(third.child.stdout ?? third.child, 'data');
	expect(third.printed()).toContain('runs at');
	third.child.kill('SIGTERM');
	await once(third.child, 'exit');
	await first.stop();
});

it('a start that makes no sense ends with words, not with a stack', async () => {
	const { child, printed } = spawnServer({ PORT: 'eighty' });
	const [code] = await once(child, 'exit');
	expect(code).toBe(1);
	expect(printed()).toBe('One Roof cannot start with this environment:\n  PORT must be a number up to 65535\n');
});

it('a fault shows a kind page with a code, which the log has too, and the log has no link in it', async () => {
	const server = await startServer();
	try {
		const file = new BetterSqlite(join(server.dataDir, 'one-roof.db'));
		file.exec('drop table invitation');
		file.close();
		const answer = await ask(`${server.url}/welcome-in/SECRETSECRETSECRETSECRETSE`);
		expect(answer.status).toBe(500);
		const id = /[0-9A-F]{8}(?=<\/bdi>)/.exec(answer.body)?.[0] ?? 'none';
		expect(answer.body).toContain('Something went wrong here');
		expect(answer.body).not.toContain('invitation');
		expect(server.printed()).toContain(`"id":"${id}"`);
		expect(server.printed()).not.toContain('SECRET');
	} finally {
		await server.stop();
	}
});
