import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HowToCall } from '#lib/domain/visit.ts';
import type { Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { deskView } from '#lib/server/operations/desk/view.ts';
import { must } from '../support/door.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { type AtDesk, comesFor, opens } from '../support/tables.ts';
import { paired, signedIn } from './people.ts';
import { listen } from './streams.ts';

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

it('the wall screen hears a call on it, and not that it grew old as somebody else is fetched', async () => {
	const desks: Record<string, AtDesk> = {};
	for (const agency of ['police', 'housing', 'health']) desks[agency] = await opens(db, hall, agency, at(1));
	const screen = await follows('board', '/live/board');
	const { agencyId = '' } = hall.agencies.health ?? {};
	const rep = await signedIn(server, db, { role: 'rep', agencyId, dropInId: null }, at(1));
	expect((await rep.post('/desk?/open', { at: hall.slug })).status).toBe(303);
	const desk = await listen(`${server.url}/live/desk`, cookieOf(rep));
	await isCalled('screen', 'housing', 2);
	await screen.until(() => screen.ticks() > 0);
	server.setTime(at(30));
	await isCalled('fetch', 'police', 30);
	// A tick comes a quarter to three quarters of a second after its cause: after three, the wall screen has looked.
	for (let heard = desk.ticks(), more = 1; more <= 3; more++) {
		await comesFor(db, hall, ['health'], at(30));
		await desk.until(() => desk.ticks() >= heard + more);
	}
	expect(screen.ticks(), 'the call on the screen').toBe(1);
	await isCalled('screen', 'health', 31);
	await screen.until(() => screen.ticks() > 1);
	expect(screen.ticks(), 'and the next one').toBe(2);
	for (const stream of [screen, desk]) stream.close();

	async function isCalled(howToCall: HowToCall, agency: string, minute: number): Promise<void> {
		const { seat, rep: caller } = desks[agency] ?? {};
		if (!seat || !caller) throw new Error(agency);
		if (agency !== 'health') await comesFor(db, hall, [agency], at(minute), { howToCall });
		await must(callNext(db, { ...seat, commandId: newId() }, caller, at(minute)));
		expect(await deskView(db, { ...seat, locale: 'en' }, caller, at(minute))).toMatchObject({
			person: { party: { howToCall } }
		});
	}
});

async function follows(kind: 'board', path: string) {
	return listen(server.url + path, cookieOf(await paired(server, db, kind, hall.dropInId, at(1))));
}

function cookieOf({ cookies }: { cookies: Map<string, string> }): { cookie: string } {
	return { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
}
