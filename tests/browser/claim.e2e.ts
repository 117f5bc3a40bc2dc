import { type Browser, expect, type Page, test } from '@playwright/test';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from '#tests/support/hall.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';

const SIZE = { width: 360, height: 740 };

let server: TestServer;
let hall: Hall;

test.beforeAll(async () => {
	server = await startServer();
	server.setTime(at(2));
	hall = await makeHall(await server.database());
});
test.afterAll(async () => {
	await server.stop();
});

for (const script of [true, false])
	test(`the tablet’s code is one phone’s, there and back again, and nobody else’s (${script ? 'with' : 'without'} JavaScript)`, async ({
		browser
	}) => {
		const code = await shown();
		const [mine, theirs] = [await aPhone(browser, script), await aPhone(browser, script)];
		await mine.goto(code);
		await theirs.goto(code);
		await mine.getByRole('button', { name: 'Use this phone' }).click();
		await expect(mine).toHaveURL(/\/t\/\w{26}$/);
		const ticket = mine.url();
		// A page that was open while another took it.
		await theirs.getByRole('button', { name: 'Use this phone' }).click();
		await expect(theirs.getByRole('heading', { level: 1 })).toHaveText(/^This code has been used/);
		await theirs.goto(code);
		await expect(theirs.getByRole('button', { name: 'Use this phone' })).toHaveCount(0);
		// Back, a second scan, and a press on a page that was kept lead to the same ticket.
		await mine.goBack();
		await mine.waitForLoadState();
		if (/\/c\//.test(mine.url())) await mine.getByRole('button', { name: 'Use this phone' }).click();
		await expect(mine).toHaveURL(ticket);
		await mine.goto(code);
		await expect(mine).toHaveURL(ticket);
		await expect(mine.locator('#ticket')).toContainText(/\d{3}/);
	});

test('of two phones that press at once, one follows the ticket and the other is told', async ({ browser }) => {
	const code = await shown();
	const phones = [await aPhone(browser), await aPhone(browser)];
	for (const phone of phones) await phone.goto(code);
	await Promise.all(phones.map((phone) => phone.getByRole('button', { name: 'Use this phone' }).click()));
	const titles = await Promise.all(phones.map((phone) => phone.getByRole('heading', { level: 1 }).innerText()));
	expect(titles.filter((title) => title.startsWith('This code has been used'))).toHaveLength(1);
	expect(phones.filter((phone) => phone.url().includes('/t/'))).toHaveLength(1);
});

async function aPhone(browser: Browser, javaScriptEnabled = true): Promise<Page> {
	return (await browser.newContext({ baseURL: server.url, viewport: SIZE, locale: 'en', javaScriptEnabled })).newPage();
}

/** Somebody walks in at the tablet, and it shows its code. Gives what the code says. */
async function shown(): Promise<string> {
	const db = await server.database();
	const claim = db.codes.token();
	const choice = { topicIds: [hall.agencies.police?.topicId ?? ''], party: nobodyInParticular, priorityAsked: false };
	const came = await walkIn(db, { ...arrival(at(1)), claim, dropInId: hall.dropInId, ...choice }, hall.kiosk, at(2));
	expect(came).toMatchObject({ ok: true });
	return `/c/${claim}`;
}
