import { expect, type Page, test } from '@playwright/test';
import { languages } from '#lib/i18n/languages.ts';
import { setLanguages } from '#lib/server/operations/drop-in/set-languages.ts';
import { at, type Hall, makeHall } from '#tests/support/hall.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { isWell, tabletAtStart } from '#tests/support/tablet.ts';

let server: TestServer;
let hall: Hall;

test.beforeAll(async () => {
	server = await startServer();
	server.runFrom(at(10));
	hall = await makeHall(await server.database(), { agencies: ['police', 'housing', 'health'] });
});
test.afterAll(async () => {
	await server.stop();
});

for (const { code, name, dir } of languages)
	for (const large of [false, true])
		test(`a walk-in’s every screen in ${name}${large ? ', in large words,' : ''} can be used by everybody, and nothing of it stays`, async ({
			browser
		}) => {
			const { page } = await tabletAtStart(browser, server, hall);
			const tile = page.locator('.languages button', { hasText: name });
			await tile.tap();
			await expect(page.locator('html')).toHaveAttribute('lang', code);
			await expect(page.locator('html')).toHaveAttribute('dir', dir);
			if (large) await page.locator('footer button').nth(3).tap();
			await isWell(page, 'start');
			await page.locator('footer button').nth(1).tap();
			await isWell(page, 'languages');
			await page.locator('main .screen button').last().tap();
			await page.locator('main .screen .tiles button').first().tap();
			await isWell(page, 'typing a reference');
			await page.locator('.ways button').first().tap();
			await page.locator('main .screen .tiles button').nth(1).tap();
			await onwards(page);
			await expect(page.getByRole('alert')).toBeVisible();
			await isWell(page, 'topics, none chosen');
			await page.locator('fieldset label').nth(1).tap();
			await onwards(page);
			await isWell(page, 'needs');
			await page.locator('fieldset label').nth(5).tap();
			await onwards(page);
			await isWell(page, 'interpreter');
			await page.locator('main .tiles button').first().tap();
			await onwards(page);
			await isWell(page, 'how to call');
			await page.locator('fieldset label').nth(2).tap();
			await onwards(page);
			await expect(page.locator('.digits')).toHaveText(/^\d{3}$/);
			await isWell(page, 'ticket');
			await onwards(page);
			await expect(page.locator('main h1')).toHaveText('Have you booked?');
			await expect(page.locator('html')).toHaveAttribute('lang', 'en');
			await expect(page.locator('html')).toHaveAttribute('data-text', '');
			expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
			expect((await page.context().cookies()).map(({ name }) => name)).toEqual(['one-roof-kiosk']);
			await page.context().close();
		});

test('a tablet offers the languages the coordinator chose, as soon as they are chosen', async ({ browser }) => {
	const { page } = await tabletAtStart(browser, server, hall);
	const tiles = page.locator('.languages button');
	await expect(tiles).toHaveCount(languages.length);
	const known = languages.map(({ code }) => code).filter((code) => code !== 'en');
	const choose = async (chosen: string[]) =>
		setLanguages(await server.database(), { dropInId: hall.dropInId, chosen, known }, hall.coordinator, at(12));
	await choose(['ro', 'ckb']);
	await expect(tiles).toHaveText(['English', 'Română', 'کوردیی سۆرانی']);
	await choose([]);
	await expect(tiles).toHaveCount(0);
	await choose(known);
	await expect(tiles).toHaveCount(languages.length);
	await page.context().close();
});

async function onwards(page: Page): Promise<void> {
	await page.locator('.ways .on button').last().tap();
}
