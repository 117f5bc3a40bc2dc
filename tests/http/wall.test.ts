import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { done } from '#lib/domain/refusal.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { endLinks, makeLink } from '#lib/server/db/links.ts';
import { agencyBack, agencyGone } from '#lib/server/operations/drop-in/agency-gone.ts';
import { nextInLines } from '#lib/server/operations/ticket/outlook.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { alone } from '../support/alone.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '../support/hall.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { placings } from './access-table.ts';
import { type Browser, paired, signedIn } from './people.ts';
import { listen, stepOf } from './streams.ts';
import { welcomerRole } from '../support/staff.ts';

/** Whatever can be pressed at a desk. */
const deskActions = Object.keys(placings).flatMap((way) => /^\/desk action (\w+)$/.exec(way)?.[1] ?? []);

let server: TestServer;
let db: Database;
let hall: Hall;
let police: Browser;
let housing: Browser;
/** Somebody who waits for both, and somebody who waits for housing alone. */
let both: Waiting;
let other: Waiting;

interface Waiting {
	visitId: string;
	number: string;
	token: string;
}

beforeAll(async () => {
	server = await startServer();
	server.setTime(at(1));
	db = await server.database();
	hall = await makeHall(db, { agencies: ['police', 'housing', 'health'] });
	police = await atDesk('police');
	housing = await atDesk('housing');
	both = await waits(['police', 'housing'], 2);
	other = await waits(['housing'], 3);
	server.setTime(at(10));
});
afterAll(async () => {
	await server.stop();
});

describe('a police rep', () => {
	it('learns nothing of another agency’s line, on the page or in its data', async () => {
		const before = await seenBy(police);
		const another = await waits(['housing', 'health'], 4);
		expect(await seenBy(police), 'two more lines elsewhere change not one byte').toEqual(before);
		const seen = JSON.stringify(before);
		for (const secret of [
			'About housing',
			'About health',
			hall.agencies.housing?.agencyId,
			hall.agencies.housing?.attendanceId
		])
			expect(seen).not.toContain(secret);
		for (const waiting of [both, other, another]) {
			expect(seen, 'no number of anybody who waits').not.toMatch(alone(waiting.number));
			expect(seen).not.toContain(waiting.visitId);
			expect(seen).not.toContain(waiting.token);
		}
	});

	it('cannot act at another agency’s desk, whatever is in the form', async () => {
		const rep = hall.agencies.housing?.reps[0];
		await press(housing, 'callNext');
		const atHousing = await openStop('housing');
		expect(atHousing?.visit_id).toBe(both.visitId);
		const form = {
			deskId: atHousing?.desk_id ?? '',
			seen: at(10),
			outcome: 'advised',
			repId: rep?.staffId ?? ''
		};
		expect(deskActions).toEqual(expect.arrayContaining(['callAgain', 'undo', 'resume', 'close']));
		for (const action of deskActions) {
			const answer = await police.post(`/desk?/${action}`, { ...form, commandId: crypto.randomUUID() });
			expect(answer.status, action).toBeLessThan(500);
		}
		expect(await openStop('housing')).toEqual(atHousing);
		const desk = await db.read
			.selectFrom('desk')
			.select('state')
			.where('id', '=', atHousing?.desk_id ?? '')
			.executeTakeFirstOrThrow();
		expect(desk.state).toBe('open');
	});

	it('sees of somebody at another table that they are not ready, and no more', async () => {
		const seen = JSON.stringify(await seenBy(police));
		expect(seen).toContain('not_ready');
		expect(seen).not.toMatch(alone(both.number));
		const answer = await press(police, 'callNext');
		expect(answer.status).toBe(400);
	});
});

it('a welcomer’s pages hold no topic of anybody, and no agency', async () => {
	const welcomer = await signedIn(server, db, welcomerRole, at(10));
	const home = await (await welcomer.get('/welcome')).text();
	const found = await welcomer.post('/welcome/ticket', { number: both.number });
	const ticket = await (await welcomer.get(found.headers.get('location') ?? '')).text();
	expect(ticket).toContain(both.number);
	for (const page of [home, ticket]) expect(page).not.toMatch(/About (police|housing|health)|somebody from/);
});

it('a welcomer can take somebody out of the line of an agency that has gone, and adds nobody to it', async () => {
	const welcomer = await signedIn(server, db, welcomerRole, at(10));
	const found = await welcomer.post('/welcome/ticket', { number: both.number });
	const ticket = found.headers.get('location') ?? '';
	const topics = async (page: string) => {
		const html = await (await welcomer.get(`${ticket}/${page}`)).text();
		return [...html.matchAll(/name="topics"[^>]*value="([^"]+)"/g)].map(([, id]) => id);
	};
	const before = { add: await topics('add'), withdraw: await topics('withdraw') };
	const health = { dropInId: hall.dropInId, attendanceId: hall.agencies.health?.attendanceId ?? '' };
	const gone = { ...health, how: 'left', line: 'keep' } as const;
	expect((await agencyGone(db, gone, hall.coordinator, at(10))).ok).toBe(true);
	const after = { add: await topics('add'), withdraw: await topics('withdraw') };
	expect((await agencyBack(db, health, hall.coordinator, at(10))).ok).toBe(true);
	expect(after.withdraw).toEqual(before.withdraw);
	expect(after.add).toHaveLength(before.add.length - 1);
});

describe('a ticket’s stream', () => {
	it('is silent while an unrelated person is called and comes, and then hears its own call', async () => {
		const since = stepOf();
		const mine = await waits(['police'], 11);
		const another = await waits(['health'], 12);
		const stream = await listen(`${server.url}/live/ticket/${mine.token}`);
		// Followed later and so woken later: once it has heard of one thing, ours has looked at all that came before.
		const theirs = await listen(`${server.url}/live/ticket/${another.token}`);
		const health = await atDesk('health');
		await putFirst(another.visitId);
		for (const [index, action] of ['callNext', 'start', 'finish'].entries()) {
			expect((await press(health, action)).status, action).toBe(303);
			await theirs.until(() => theirs.ticks() > index);
		}
		expect(stream.ticks(), 'nothing was said of anybody else').toBeLessThanOrEqual(stepOf() - since);
		const heard = stream.ticks();
		const police = await atDesk('police');
		await putFirst(mine.visitId);
		await press(police, 'callNext');
		await stream.until(() => stream.ticks() > heard);
		await change(db, async (trx) => {
			await endLinks(trx, { visitId: mine.visitId, bookingId: null }, at(13));
			return done();
		});
		await press(police, 'start');
		await stream.ended;
		expect(stream.ticks()).toBeLessThanOrEqual(1 + stepOf() - since);
		theirs.close();
	});
});

it('whoever waits learns on page and stream within a half-minute nothing of a call in their own line', async () => {
	const desk = await atDesk('health');
	for (let tries = 0; tries < 3; tries++) {
		const since = stepOf();
		const first = await waits(['health'], 13 + tries / 10);
		const mine = await waits(['health'], 14 + tries / 10);
		for (const { visitId } of [mine, first]) await putFirst(visitId);
		const page = async () => wordsOf(await (await fetch(`${server.url}/t/${mine.token}`)).text());
		const before = await page();
		const stream = await listen(`${server.url}/live/ticket/${mine.token}`);
		// A tick comes a quarter to three quarters of a second after its cause: once they have heard three, ours has looked.
		const theirs = await listen(`${server.url}/live/ticket/${first.token}`);
		expect(await nextInLines(db, hall.dropInId, at(15))).toContain(first.visitId);
		for (const [index, action] of ['callNext', 'start', 'finish'].entries()) {
			expect((await press(desk, action)).status, action).toBe(303);
			await theirs.until(() => theirs.ticks() > index);
		}
		const after = await page();
		const ticks = stream.ticks();
		expect(await nextInLines(db, hall.dropInId, at(15)), 'it would be something to tell').toContain(mine.visitId);
		for (const one of [stream, theirs]) one.close();
		await putLast(mine.visitId);
		// A half-minute that turned meanwhile may tell: once more then.
		if (stepOf() !== since) continue;
		expect({ after, ticks }).toEqual({ after: before, ticks: 0 });
		return;
	}
	throw new Error('three half-minutes turned');
});

it('a stranger, a tablet and a board are given no rep’s stream, page or data', async () => {
	const strangers = [
		await paired(server, db, 'kiosk', hall.dropInId, at(10)),
		await paired(server, db, 'board', hall.dropInId, at(10))
	];
	for (const browser of strangers)
		for (const path of ['/desk', '/desk/__data.json', '/live/desk', '/welcome', '/live/door', '/admin', '/live/room']) {
			const answer = await browser.get(path);
			const text = await answer.text();
			expect(text).not.toMatch(/About (police|housing|health)/);
			expect([303, 401, 403].includes(answer.status) || text.includes('/sign-in'), `${path}: ${answer.status}`).toBe(
				true
			);
		}
});

describe('a person shared with another agency', () => {
	it('brings its reps the note once they have called, and nothing of whoever sent them', async () => {
		server.setTime(at(20));
		const police = await atDesk('police');
		const shared = await waits(['health'], 20);
		const health = await atDesk('health');
		await putFirst(shared.visitId);
		await press(health, 'callNext');
		await press(health, 'start');
		const before = await seenBy(police);
		const agency = hall.agencies.police?.agencyId ?? '';
		const note = 'A letter from the court';
		expect((await press(health, 'handOver', { agency, note })).status, 'not without their yes').toBe(400);
		expect((await press(health, 'handOver', { agency, note, consent: 'yes' })).status).toBe(303);
		const after = JSON.stringify(await seenBy(police));
		for (const secret of [note, 'About health', agencyName('health'), shared.visitId])
			expect(after, 'one more in line, as a reason').not.toContain(secret);
		expect(after).not.toMatch(alone(shared.number));
		expect(JSON.stringify(before)).not.toEqual(after);
		expect(await pageOf(housing), 'nor at a third desk').not.toContain(note);

		await press(health, 'finish');
		await putFirst(shared.visitId);
		server.setTime(at(22));
		await press(police, 'callNext');
		const called = await seenBy(police);
		expect(called.page).toContain(note);
		for (const secret of ['About health', agencyName('health')]) expect(JSON.stringify(called)).not.toContain(secret);
		await press(police, 'start');
		await press(police, 'finish');
		expect(JSON.stringify(await seenBy(police))).not.toContain(note);
		const kept = await db.read.selectFrom('audit').selectAll().execute();
		expect(JSON.stringify(kept)).not.toContain(note);
	});

	it('is no more than a table to the agency that is asked there, and moves no ticket’s stream', async () => {
		server.setTime(at(30));
		const police = await atDesk('police');
		const shared = await waits(['health'], 30);
		const health = await atDesk('health');
		await putFirst(shared.visitId);
		await press(health, 'callNext');
		await press(health, 'start');
		const since = stepOf();
		const stream = await listen(`${server.url}/live/ticket/${shared.token}`);
		const theirs = await listen(`${server.url}/live/desk`, {
			cookie: [...police.cookies].map((pair) => pair.join('=')).join('; ')
		});
		const agency = hall.agencies.police?.agencyId ?? '';
		expect((await press(health, 'askToJoin', { agency, consent: 'yes' })).status).toBe(303);
		await theirs.until(() => theirs.ticks() > 0);
		const asked = await seenBy(police);
		expect(asked.page).toContain('You are asked to join a colleague');
		for (const secret of ['About health', agencyName('health'), shared.visitId])
			expect(JSON.stringify(asked)).not.toContain(secret);
		expect(JSON.stringify(asked)).not.toMatch(alone(shared.number));
		expect(await pageOf(housing)).not.toContain('You are asked to join');

		const table = /name="table" value="(\d+)"/.exec(asked.page)?.[1] ?? '';
		expect((await press(police, 'join', { table })).status).toBe(303);
		const joined = await seenBy(police);
		expect(joined.page).toMatch(alone(shared.number));
		expect(joined.page, 'the topics of another agency stay its own').not.toContain('About health');
		await theirs.until(() => theirs.ticks() > 1);
		await press(health, 'finish');
		await theirs.until(() => theirs.ticks() > 2);
		expect(stream.ticks(), 'who sits there, and who gets up first, is not told').toBeLessThanOrEqual(stepOf() - since);
		stream.close();
		theirs.close();
	});
});
/** What a desk's page and its data say, without what is new at each load by design: ids of the page, nonces. */
async function seenBy(browser: Browser): Promise<{ page: string; data: string }> {
	const page = await (await browser.get('/desk')).text();
	const data = await (await browser.get('/desk/__data.json')).text();
	const settle = (text: string) =>
		text
			.replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'command')
			.replace(/nonce="[^"]*"/g, 'nonce')
			.replace(/__sveltekit_\w+/g, 'kit');
	return { page: settle(page), data: settle(data) };
}

async function atDesk(agency: string): Promise<Browser> {
	const agencyId = hall.agencies[agency]?.agencyId ?? '';
	const browser = await signedIn(server, db, { role: 'rep', agencyId, dropInId: null }, at(1));
	const opened = await browser.post('/desk?/open', { at: hall.slug });
	expect(opened.status).toBe(303);
	return browser;
}

async function pageOf(browser: Browser): Promise<string> {
	return (await browser.get('/desk')).text();
}

function agencyName(agency: string): string {
	return `${agency} ${hall.agencies[agency]?.agencyId.slice(-8)}`;
}

async function press(browser: Browser, action: string, more: Record<string, string> = {}): Promise<Response> {
	const page = await (await browser.get('/desk')).text();
	const read = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? '';
	const form = {
		commandId: crypto.randomUUID(),
		deskId: read('deskId'),
		seen: read('seen'),
		outcome: 'advised',
		...more
	};
	return browser.post(`/desk?/${action}`, form);
}

async function waits(agencies: string[], minute: number): Promise<Waiting> {
	const ids = arrival(at(minute));
	const token = db.codes.token();
	const topicIds = agencies.map((agency) => hall.agencies[agency]?.topicId ?? '');
	const came = await walkIn(
		db,
		{ ...ids, dropInId: hall.dropInId, topicIds, party: nobodyInParticular, priorityAsked: false },
		hall.kiosk,
		at(minute)
	);
	if (!came.ok) throw new Error(came.refusal.reason);
	await giveLink(ids.visitId, token);
	return { visitId: ids.visitId, number: came.number, token };
}

async function giveLink(visitId: string, token: string): Promise<void> {
	await change(db, async (trx) => {
		await makeLink(trx, db.codes, { token, dropInId: hall.dropInId, purpose: 'ticket', visitId }, at(1));
		return done();
	});
}

/** Gives one visit so much credit that it is next in every line. */
async function putFirst(visitId: string): Promise<void> {
	await change(db, async (trx) => {
		await trx.updateTable('stop').set({ credit: 1000 }).where('visit_id', '=', visitId).execute();
		return done();
	});
}

async function putLast(visitId: string): Promise<void> {
	await change(db, async (trx) => {
		await trx.updateTable('stop').set({ credit: 0 }).where('visit_id', '=', visitId).execute();
		return done();
	});
}

/** What a page says, without what is new at each load by design. */
function wordsOf(html: string): string {
	return html
		.replace(/nonce="[^"]*"/g, '')
		.replace(/value="[0-9a-f-]{36}"/g, '')
		.replace(/__sveltekit_\w+/g, '');
}

async function openStop(agency: string) {
	return db.read
		.selectFrom('stop')
		.selectAll()
		.where('attendance_id', '=', hall.agencies[agency]?.attendanceId ?? '')
		.where('state', 'in', ['called', 'serving'])
		.executeTakeFirst();
}
