import { type Browser, expect, type Locator, type Page, test } from '@playwright/test';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { type Locale, pageOf, signInAs } from '../support/reps.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { asks, type AtDesk, comesFor, ends, hands, opens, serves } from '../support/tables.ts';

const laptop = { width: 1366, height: 768 };
const phone = { width: 360, height: 740 };
const note = 'Has a letter from the court with them. '.repeat(7).slice(0, 280);

let server: TestServer;
let hall: Hall;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});
test.afterEach(async ({ browser }) => {
	for (const context of browser.contexts()) await context.close();
});
test.beforeEach(async () => {
	server.setTime(at(20));
	hall = await makeHall(await server.database(), { agencies: ['housing', 'health'] });
});

for (const language of ['en', 'ar'] as const) {
	test(`the longest note is read whole before the button that starts: ${language}`, async ({ browser }) => {
		const db = await server.database();
		await comesFor(db, hall, ['housing'], at(1), { name: 'Marigold', needs: ['quiet'] });
		const host = await serves(db, hall, 'housing', at(5));
		await hands(db, hall, host, 'health', at(6), { note, namesSender: true });
		await ends(db, host, at(19));
		const health = await opens(db, hall, 'health', at(20));
		await callNext(db, { ...health.seat, commandId: newId() }, health.rep, at(20));
		const page = await deskPage(browser, health, language);
		const main = page.locator('[data-main]');
		await main.focus();
		await expect(page.locator('.note')).toBeInViewport({ ratio: 1 });
		await expect(main).toBeInViewport({ ratio: 1 });
		expect(await bottomOf(page.locator('.note'))).toBeLessThan(await topOf(page.locator('.bottom')));
		expect(await overflow(page), 'nothing to scroll to').toBeLessThanOrEqual(0);
	});

	test(`with a colleague asked to the table, what ends the talk is on a laptop’s screen: ${language}`, async ({
		browser
	}) => {
		const db = await server.database();
		await comesFor(db, hall, ['housing'], at(1), { name: 'Marigold', needs: ['quiet'] });
		const host = await serves(db, hall, 'housing', at(20));
		const health = await opens(db, hall, 'health', at(20));
		await asks(db, hall, host, 'health', at(20));
		const page = await deskPage(browser, host, language);
		await expect(page.locator('.company .notice')).toBeVisible();
		expect(await overflow(page)).toBeLessThanOrEqual(0);
		const tops = await page
			.locator('.outcomes .button kbd')
			.evaluateAll((keys) => [...new Set(keys.map((key) => Math.round(key.getBoundingClientRect().top)))]);
		expect(tops, 'the keys stand in one row').toHaveLength(1);
		await page.setViewportSize(phone);
		await expect(page.locator('main kbd').first()).toBeHidden();
		const colleague = await deskPage(browser, health, language);
		await expect(colleague.locator('.company .notice')).toBeInViewport({ ratio: 1 });
	});
}

async function deskPage(browser: Browser, desk: AtDesk, language: Locale): Promise<Page> {
	const page = await pageOf(browser, server, { language, viewport: laptop });
	await signInAs(page, server, desk.rep, at(20));
	await page.goto('/desk');
	await expect(page.locator('header')).toContainText(language === 'ar' ? 'مباشر' : 'live');
	return page;
}

async function bottomOf(locator: Locator): Promise<number> {
	return locator.evaluate((element) => element.getBoundingClientRect().bottom);
}

async function topOf(locator: Locator): Promise<number> {
	return locator.evaluate((element) => element.getBoundingClientRect().top);
}

/** How many pixels the page is higher than the screen. */
async function overflow(page: Page): Promise<number> {
	return page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
}
