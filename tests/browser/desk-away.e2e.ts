import { type Browser, expect, type Page, test } from '@playwright/test';
import { releaseDesks } from '#lib/server/operations/desk/release.ts';
import { changeDropIn } from '#lib/server/db/change.ts';
import { liveDesksOf } from '#lib/server/db/desks.ts';
import { done } from '#lib/domain/refusal.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { type Proxy, startProxy } from '../support/proxy.ts';
import { comes, pageOf, repOf, signInAs } from '../support/reps.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let hall: Hall;
let proxy: Proxy;

test.beforeAll(async () => {
	server = await startServer();
	proxy = await startProxy(server.listening);
});
test.afterAll(async () => {
	await proxy.close();
	await server.stop();
});
test.afterEach(async ({ browser }) => {
	for (const context of browser.contexts()) await context.close();
});
test.beforeEach(async () => {
	server.setTime(at(20));
	proxy.mood = () => 'pass';
	hall = await makeHall(await server.database(), { agencies: ['housing', 'health'] });
});

test('a tap made while the server is away is kept, shown as not sent, and applied once when it returns', async ({
	browser
}) => {
	const number = await comes(server, hall, ['housing'], at(1));
	const page = await called(browser, server.url);
	await server.kill();
	await press(page, /^Start/);
	await expect(page.getByText('Not sent yet: Start.')).toBeVisible();
	await expect(page.locator('header')).toContainText('not live since 3:20 pm');
	// It is shown as waiting, not as done; and nothing else can be pressed meanwhile.
	await expect(page.getByRole('heading', { level: 1 })).toContainText(number);
	await expect(page.getByRole('button', { name: /^Start/ })).toBeDisabled();
	await page.keyboard.press('a');
	await server.startAgain();
	await expect(page.getByRole('button', { name: /^Advised/ })).toBeVisible();
	await expect(page.getByText('Not sent yet')).toHaveCount(0);
	await expect(page.locator('header')).toContainText('live');
	expect(await howOften()).toEqual({ call: 1, start: 1 });
});

test('a tap whose answer is lost after it was done is done once', async ({ browser }) => {
	await comes(server, hall, ['housing'], at(1));
	const page = await called(browser, proxy.url);
	const lost = proxy.lost();
	proxy.mood = (method) => (method === 'POST' && proxy.lost() < lost + 2 ? 'lose the answer' : 'pass');
	await press(page, /^Start/);
	await expect(page.getByRole('button', { name: /^Advised/ })).toBeVisible();
	expect(proxy.lost()).toBe(lost + 2);
	await isTold(page);
	proxy.mood = (method) => (method === 'POST' && proxy.lost() < lost + 3 ? 'lose the answer' : 'pass');
	await press(page, /^Advised/);
	await expect(page.locator('main')).toContainText('Before: Advised');
	await isTold(page);
	expect(await howOften()).toEqual({ call: 1, start: 1, finish: 1 });
});

test('a page that some box on the way puts in place of the answer is no answer, and the desk stays', async ({
	browser
}) => {
	await comes(server, hall, ['housing'], at(1));
	const page = await called(browser, proxy.url);
	proxy.mood = gone;
	await press(page, /^Start/);
	await expect(page.getByText('Not sent yet: Start.')).toBeVisible();
	proxy.mood = () => 'pass';
	await expect(page.getByRole('button', { name: /^Advised/ })).toBeVisible();
});

test('a tap that waits outlives a reload, with nothing in the browser but ids', async ({ browser }) => {
	await comes(server, hall, ['housing'], at(1), { name: 'Sam' });
	const page = await called(browser, proxy.url);
	proxy.mood = (method) => (method === 'POST' ? 'bad gateway' : 'pass');
	await press(page, /^Start/);
	await expect(page.getByText('Not sent yet: Start.')).toBeVisible();
	const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
	expect(stored).toContain('deskId');
	expect(stored).not.toContain('Sam');
	expect(stored).not.toMatch(/housing/i);
	await page.reload();
	await expect(page.getByText('Not sent yet: Start.')).toBeVisible();
	proxy.mood = () => 'pass';
	await expect(page.getByRole('button', { name: /^Advised/ })).toBeVisible();
	expect(await page.evaluate(() => sessionStorage.getItem('one-roof-desk-press'))).toBeNull();
	expect(await howOften()).toEqual({ call: 1, start: 1 });
});

test('what was typed is not put in the browser’s storage, and still gets through', async ({ browser }) => {
	const page = await openDesk(browser, proxy.url);
	proxy.mood = (method) => (method === 'POST' ? 'bad gateway' : 'pass');
	await page.getByText('Take a break', { exact: true }).click();
	await page.getByLabel('Why?').fill('My son is ill');
	await press(page, 'Start the break');
	await expect(page.getByText('Not sent yet: Start the break.')).toBeVisible();
	expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('ill');
	proxy.mood = () => 'pass';
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are on a break');
});

test('a tap that no longer fits when it arrives says so', async ({ browser }) => {
	await comes(server, hall, ['housing'], at(1));
	const page = await called(browser, proxy.url);
	proxy.mood = gone;
	await press(page, /^Start/);
	await expect(page.getByText('Not sent yet: Start.')).toBeVisible();
	await putBackInLine();
	proxy.mood = () => 'pass';
	await expect(page.getByRole('alert')).toContainText('“Start” came through late, and no longer fits.');
	expect(await howOften()).not.toHaveProperty('start');
});

test('what is mended after a refusal is sent at once, however long the page takes to fetch', async ({ browser }) => {
	await comes(server, hall, ['housing'], at(1));
	const page = await called(browser, proxy.url);
	await press(page, /^Start/);
	await expect(page.getByRole('button', { name: /^Advised/ })).toBeVisible();
	await isTold(page);
	await page.getByText('Another agency…').click();
	await page.locator('#hand-over-agency').selectOption({ index: 1 });
	const fetching = held('__data.json');
	await press(page, 'Put them in line');
	await expect(page.locator('main')).toContainText('Ask the person first');
	await page.locator('#hand-over-consent').check();
	await press(page, 'Put them in line');
	fetching.let();
	await expect(page.locator('main')).toContainText('They are in line for health');
	expect(await howOften()).toMatchObject({ handOver: 1 });
});

test('what is tapped while an answer is on its way comes next', async ({ browser }) => {
	const { page, answering } = await longTalkOnItsWay(browser);
	await press(page, /^Advised/);
	answering.let();
	await expect(page.locator('main')).toContainText('Before: Advised');
	await isTold(page);
	expect(await howOften()).toEqual({ call: 1, start: 1, longTalk: 1, finish: 1 });
});

test('the same tapped twice is done once', async ({ browser }) => {
	const { page, answering } = await longTalkOnItsWay(browser);
	await press(page, 'This will be a long talk');
	answering.let();
	await expect(page.locator('main')).toContainText('You said that this is a long talk');
	await isTold(page);
	expect(await howOften()).toEqual({ call: 1, start: 1, longTalk: 1 });
});

test('what waits to come next outlives a reload too', async ({ browser }) => {
	const { page, answering } = await longTalkOnItsWay(browser);
	await press(page, /^Advised/);
	await expect(page.getByText('Not sent yet: This will be a long talk · Advised.')).toBeVisible();
	await page.reload();
	await expect(page.getByText('Not sent yet: This will be a long talk · Advised.')).toBeVisible();
	answering.let();
	proxy.mood = () => 'pass';
	await expect(page.locator('main')).toContainText('Before: Advised');
	expect(await howOften()).toEqual({ call: 1, start: 1, longTalk: 1, finish: 1 });
});

test('a tap that waits can be taken back', async ({ browser }) => {
	await comes(server, hall, ['housing'], at(1));
	const page = await openDesk(browser, proxy.url);
	proxy.mood = gone;
	await press(page, /^Call next/);
	await press(page, 'Do not send it');
	await expect(page.getByText('Not sent yet')).toHaveCount(0);
	proxy.mood = () => 'pass';
	await expect(page.locator('header')).toContainText('live');
	await expect(page.locator('header')).not.toContainText('not live');
	await expect(page.getByRole('button', { name: /^Call next/ })).toBeEnabled();
	expect(await howOften()).toEqual({});
});

test('closing the desk while its answer is lost closes it, and says nothing else', async ({ browser }) => {
	const page = await openDesk(browser, proxy.url);
	const lost = proxy.lost();
	proxy.mood = (method) => (method === 'POST' && proxy.lost() === lost ? 'lose the answer' : 'pass');
	await page.getByText('More', { exact: true }).click();
	await press(page, 'Close my desk');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Open your desk');
	await expect(page.getByRole('alert')).toHaveCount(0);
});

/** Somebody sits at the desk, and its rep has just pressed that it will be a long talk: the answer is held back. */
async function longTalkOnItsWay(browser: Browser) {
	await comes(server, hall, ['housing'], at(1));
	const page = await called(browser, proxy.url);
	await press(page, /^Start/);
	await expect(page.getByRole('button', { name: /^Advised/ })).toBeVisible();
	await isTold(page);
	const answering = held('?/longTalk');
	await press(page, 'This will be a long talk');
	return { page, answering };
}

/** Holds back every request whose address has this in it, until it is let go. */
function held(part: string): { let: () => void } {
	let release = () => {};
	const held = new Promise<'pass'>((resolve) => (release = () => resolve('pass')));
	proxy.mood = (_method, path) => (path.includes(part) ? held : 'pass');
	return { let: () => release() };
}

/** The page has its answer, and it is no refusal: the stream may have shown before what was done. */
async function isTold(page: Page): Promise<void> {
	await expect(page.locator('main')).toHaveAttribute('aria-busy', 'false');
	await expect(page.getByRole('alert')).toHaveCount(0);
}

/** The server is away but for what the page was fetching already. */
function gone(_method: string, path: string) {
	return path.includes('__data.json') ? ('pass' as const) : ('bad gateway' as const);
}

async function openDesk(browser: Browser, baseURL: string): Promise<Page> {
	const page = await pageOf(browser, server, { baseURL });
	await signInAs(page, server, repOf(hall, 'housing'), at(20));
	await page.goto('/desk');
	await expect(page.locator('header')).toContainText('live');
	await press(page, 'Open my desk');
	await expect(page.getByRole('button', { name: /^Call next/ })).toBeVisible();
	return page;
}

async function called(browser: Browser, baseURL: string): Promise<Page> {
	const page = await openDesk(browser, baseURL);
	await press(page, /^Call next/);
	await expect(page.getByRole('button', { name: /^Start/ })).toBeVisible();
	await expect(page.locator('main')).toHaveAttribute('aria-busy', 'false');
	return page;
}

/** As when somebody's access ends: whoever was called waits again. The desk opens anew. */
async function putBackInLine(): Promise<void> {
	const db = await server.database();
	const rep = repOf(hall, 'housing');
	await changeDropIn(db, hall.dropInId, async (trx) => {
		await releaseDesks(trx, await liveDesksOf(trx, rep.staffId), hall.coordinator, at(20));
		return done();
	});
}

async function press(page: Page, name: string | RegExp): Promise<void> {
	await page.getByRole('button', { name }).click();
}

/** How often each thing was done to anybody at this hall. */
async function howOften(): Promise<Record<string, number>> {
	const db = await server.database();
	const changes = await db.read
		.selectFrom('stop_change')
		.select('how')
		.where('drop_in_id', '=', hall.dropInId)
		.execute();
	const counts: Record<string, number> = {};
	for (const { how } of changes) counts[how] = (counts[how] ?? 0) + 1;
	return counts;
}
