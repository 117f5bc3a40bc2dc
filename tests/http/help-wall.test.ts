import { afterAll, beforeAll, expect, it } from 'vitest';
import { done } from '#lib/domain/refusal.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { makeLink } from '#lib/server/db/links.ts';
import { newId } from '#lib/server/ids.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { coordinatorRole, welcomerRole } from '../support/staff.ts';
import { type Browser, paired, signedIn } from './people.ts';
import { listen, stepOf } from './streams.ts';

let server: TestServer;
let db: Database;
let hall: Hall;

beforeAll(async () => {
	server = await startServer();
	server.setTime(at(1));
	db = await server.database();
	hall = await makeHall(db, { agencies: ['police', 'housing', 'health'] });
});
afterAll(async () => {
	await server.stop();
});

it('a call for help wakes the room and the other desks, and no board, tablet, ticket, door or police', async () => {
	const housing = await atDesk('housing');
	const health = await atDesk('health');
	const police = await atDesk('police');
	const coordinator = await signedIn(server, db, coordinatorRole, at(1));
	const welcomer = await signedIn(server, db, welcomerRole, at(1));
	const board = await paired(server, db, 'board', hall.dropInId, at(1));
	const kiosk = await paired(server, db, 'kiosk', hall.dropInId, at(1));
	const since = stepOf();
	const silent = {
		board: await follow(board, '/live/board'),
		kiosk: await follow(kiosk, '/live/kiosk'),
		ticket: await listen(`${server.url}/live/ticket/${await ticket()}`),
		door: await follow(welcomer, `/live/door?drop-in=${hall.slug}`),
		police: await follow(police, '/live/desk')
	};
	// Followed later and so woken later: once these have heard, the silent ones have looked.
	const told = {
		room: await follow(coordinator, `/live/room?drop-in=${hall.slug}`),
		health: await follow(health, '/live/desk'),
		housing: await follow(housing, '/live/desk')
	};
	const deskId = /name="deskId" value="([^"]+)"/.exec(await (await housing.get('/desk')).text())?.[1] ?? '';
	const steps = [
		() => housing.post('/desk?/help', { deskId, commandId: crypto.randomUUID() }),
		async () => health.post('/desk?/answerHelp', { helpId: await helpId() }),
		async () => coordinator.post(`/admin/drop-ins/${hall.slug}/room?/endHelp`, { helpId: await helpId() })
	];
	for (const [index, step] of steps.entries()) {
		expect((await step()).status).toBe(303);
		for (const stream of Object.values(told)) await stream.until(() => stream.ticks() > index);
	}
	// Half a second and more for a tick on its way, by a change the board hears of.
	await calls(housing);
	await silent.board.until(() => silent.board.ticks() > 0);
	expect(silent.board.ticks(), 'the call, and nothing before it').toBe(1);
	for (const who of ['kiosk', 'door', 'police'] as const) expect(silent[who].ticks(), who).toBe(0);
	// What others do it hears of in steps: each half-minute that turned may have told.
	expect(silent.ticket.ticks(), 'its own call').toBeLessThanOrEqual(1 + stepOf() - since);
	for (const stream of [...Object.values(silent), ...Object.values(told)]) stream.close();
});

it('a police rep’s page and its data hold nothing of it, and pressing all the same changes nothing', async () => {
	const housing = await atDesk('housing');
	const police = await atDesk('police');
	const deskId = /name="deskId" value="([^"]+)"/.exec(await (await housing.get('/desk')).text())?.[1] ?? '';
	await housing.post('/desk?/help', { deskId, commandId: crypto.randomUUID() });
	const id = await helpId();
	for (const path of ['/desk', '/desk/__data.json']) expect(await (await police.get(path)).text()).not.toContain(id);
	for (const action of ['answerHelp', 'endHelp'])
		expect((await police.post(`/desk?/${action}`, { helpId: id })).status, action).toBe(400);
	expect(await helpId()).toBe(id);
});

function follow(browser: Browser, path: string) {
	const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
	return listen(server.url + path, { cookie });
}

async function atDesk(agency: string): Promise<Browser> {
	const agencyId = hall.agencies[agency]?.agencyId ?? '';
	const browser = await signedIn(server, db, { role: 'rep', agencyId, dropInId: null }, at(1));
	expect((await browser.post('/desk?/open', { at: hall.slug })).status).toBe(303);
	return browser;
}

async function ticket(): Promise<string> {
	const ids = arrival(at(1));
	const token = db.codes.token();
	const topicIds = [hall.agencies.housing?.topicId ?? ''];
	const input = { ...ids, dropInId: hall.dropInId, topicIds, party: nobodyInParticular, priorityAsked: false };
	expect((await walkIn(db, input, hall.kiosk, at(1))).ok).toBe(true);
	await change(db, async (trx) => {
		const link = { token, dropInId: hall.dropInId, purpose: 'ticket' as const, visitId: ids.visitId };
		await makeLink(trx, db.codes, link, at(1));
		return done();
	});
	return token;
}

async function calls(rep: Browser): Promise<void> {
	const page = await (await rep.get('/desk')).text();
	const deskId = /name="deskId" value="([^"]+)"/.exec(page)?.[1] ?? '';
	expect((await rep.post('/desk?/callNext', { deskId, commandId: newId() })).status).toBe(303);
}

async function helpId(): Promise<string> {
	const rows = await db.read.selectFrom('help_call').select('id').where('ended_at', 'is', null).execute();
	return rows[0]?.id ?? '';
}
