import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { start } from '#lib/server/operations/desk/serve.ts';
import { alone } from '../support/alone.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { comes, type Locale, pageOf, repOf, signInAs } from '../support/reps.ts';
import { startServer, type TestServer } from '../support/server.ts';

const phone = { width: 360, height: 740 };

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
	hall = await makeHall(await server.database(), { agencies: ['police', 'housing', 'health'] });
});

test('a rep hands somebody over by keyboard alone, and whoever calls them reads the note', async ({ browser }) => {
	const sam = await comes(server, hall, ['housing'], at(1), { name: 'Sam' });
	const page = await talking(browser);
	await page.keyboard.press('s');
	await expect(panel(page).getByLabel('Which agency?')).toBeFocused();
	await page.keyboard.press('h');
	await page.getByLabel('A few words for that agency').fill('Has a letter from the court with them.');
	await page.getByRole('button', { name: 'Put them in line' }).press('Enter');
	await expect(page.locator('main'), 'not without their yes').toContainText('Ask the person first');
	await expect(page.getByLabel('A few words for that agency')).toHaveValue('Has a letter from the court with them.');
	await panel(page).getByLabel('They said yes').press('Space');
	await page.getByRole('button', { name: 'Put them in line' }).press('Enter');
	await expect(page.locator('main')).toContainText('They are in line for health');
	await expect(panel(page)).toHaveCount(0);
	await page.keyboard.press('3');
	await expect(page.locator('main')).toContainText('Before: Referred');
	await page.keyboard.press('s');
	await expect(panel(page), 'nobody is there').toHaveCount(0);

	server.setTime(at(21));
	const health = await desk(browser, 'health');
	await expect(health.locator('main')).toContainText('20 min');
	await expect(health.locator('main')).not.toContainText('court');
	await health.keyboard.press('Enter');
	await expect(health.locator('h1')).toContainText(sam);
	await expect(health.locator('main')).toContainText('Has a letter from the court with them.');
	await expect(health.locator('main')).not.toContainText('housing');
});

test('under an open sheet no key ends the talk, and what was typed stays', async ({ browser }) => {
	await comes(server, hall, ['housing'], at(1), { name: 'Sam' });
	const page = await talking(browser);
	await page.keyboard.press('s');
	await page.getByLabel('A few words for that agency').fill('Has a letter.');
	await panel(page).getByRole('heading').click();
	for (const key of ['1', 'l', 'u']) await page.keyboard.press(key);
	await page.keyboard.press('Escape');
	await expect(panel(page)).toHaveCount(0);
	await page.keyboard.press('l');
	await expect(page.locator('main'), 'the first of them').toContainText('You said that this is a long talk');
	await page.keyboard.press('s');
	await expect(page.getByLabel('A few words for that agency')).toHaveValue('Has a letter.');
});

test('a second agency is asked to the table, comes by one key, and stays when the first has finished', async ({
	browser
}) => {
	const sam = await comes(server, hall, ['housing'], at(1), { name: 'Sam' });
	const page = await talking(browser);
	const health = await desk(browser, 'health');
	await page.keyboard.press('j');
	await panel(page).getByLabel('Which agency?').selectOption({ index: 1 });
	await panel(page).getByLabel('They said yes').check();
	await page.getByRole('button', { name: 'Ask them to come' }).click();
	await expect(page.locator('main')).toContainText('is asked to come to this table');

	await expect(health.locator('main')).toContainText('You are asked to join a colleague at table');
	await expect(health.locator('main')).not.toContainText(alone(sam));
	await health.keyboard.press('j');
	await expect(health.locator('h1')).toContainText(sam);
	await expect(health.locator('main')).toContainText('You sit with a colleague');
	await expect(page.locator('main')).toContainText('sits with you');

	await page.keyboard.press('1');
	await expect(page.locator('main')).toContainText('Before: Advised');
	await expect(health.locator('main')).not.toContainText('You sit with a colleague');
	await expect(health.locator('h1')).toContainText(sam);
	await health.keyboard.press('2');
	await expect(health.locator('main')).toContainText('Before: Action taken');
});

test('works without script: a refusal beside its field, and what was typed is kept', async ({ browser }) => {
	await comes(server, hall, ['housing'], at(1), { name: 'Sam' });
	await served();
	// Only who has a desk open can be asked to the table.
	await openDesk(await server.database(), hall.dropInId, repOf(hall, 'police'), at(12));
	const page = await desk(browser, 'housing', { javaScriptEnabled: false });
	await page.getByText('Another agency…').click();
	await page.getByLabel('A few words for that agency').fill('Speaks slowly.');
	await page.getByRole('button', { name: 'Put them in line' }).click();
	await expect(panel(page)).toContainText('Choose an agency from the list.');
	await expect(page.getByLabel('A few words for that agency')).toHaveValue('Speaks slowly.');
	await panel(page).getByLabel('Which agency?').selectOption({ index: 2 });
	await panel(page).getByLabel('They said yes').check();
	await page.getByRole('button', { name: 'Put them in line' }).click();
	await expect(page.locator('main')).toContainText('They are in line for');
	await page.getByText('Ask somebody to join…').click();
	const asked = panel(page).getByLabel('Which agency?').locator('option:not([disabled]):not([value=""])').first();
	await panel(page)
		.getByLabel('Which agency?')
		.selectOption((await asked.getAttribute('value')) ?? '');
	await panel(page).getByLabel('They said yes').check();
	await page.getByRole('button', { name: 'Ask them to come' }).click();
	await expect(page.locator('main')).toContainText('is asked to come');
	await page.getByRole('button', { name: 'Stop asking them' }).click();
	await expect(page.locator('main')).not.toContainText('is asked to come');
});

for (const language of ['en', 'ar'] as const)
	for (const viewport of [{ width: 1366, height: 768 }, phone])
		test(`both panels fit and can be used by everybody (${language}, ${viewport.width})`, async ({ browser }) => {
			await comes(server, hall, ['housing'], at(1), { name: 'Sam' });
			await served();
			const page = await desk(browser, 'housing', { viewport, language });
			for (const key of ['s', 'j']) {
				const summary = page.locator(`summary[data-key="${key}"]`);
				await summary.click();
				const sheet = panel(page);
				await expect(sheet).toBeVisible();
				expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
				const box = await sheet.boundingBox();
				expect(box && box.y >= 0 && box.y + box.height <= viewport.height, JSON.stringify(box)).toBe(true);
				const { violations } = await new AxeBuilder({ page }).include('details[open] .over').analyze();
				expect(violations.map(({ id }) => id)).toEqual([]);
				await page.keyboard.press('Escape');
				await expect(summary).toBeFocused();
			}
		});

/** A rep of housing at their desk, talking with whoever was next. */
async function talking(browser: Browser): Promise<Page> {
	await served();
	return desk(browser, 'housing');
}

async function served(): Promise<void> {
	const db = await server.database();
	const rep = repOf(hall, 'housing');
	const opened = await openDesk(db, hall.dropInId, rep, at(20));
	if (!opened.ok) throw new Error(opened.refusal.reason);
	const seat = { dropInId: hall.dropInId, deskId: opened.deskId, seen: at(20) };
	await callNext(db, { ...seat, commandId: newId() }, rep, at(20));
	await start(db, { ...seat, commandId: newId() }, rep, at(20));
}

async function desk(
	browser: Browser,
	agency: string,
	options: Parameters<Browser['newContext']>[0] & { language?: Locale } = {}
): Promise<Page> {
	const page = await pageOf(browser, server, options);
	const rep = repOf(hall, agency);
	await openDesk(await server.database(), hall.dropInId, rep, at(20));
	await signInAs(page, server, rep, at(20));
	await page.goto('/desk');
	// Keys are named once the page listens to them.
	if (options.javaScriptEnabled !== false) await expect(page.locator('kbd').first()).toBeAttached();
	return page;
}

/** The panel that is open. */
function panel(page: Page) {
	return page.locator('details[open] .over');
}
