import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
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
// A page left open would go on following.
test.afterEach(async ({ browser }) => {
	for (const context of browser.contexts()) await context.close();
});
test.beforeEach(async () => {
	server.setTime(at(20));
	hall = await makeHall(await server.database(), { agencies: ['police', 'housing'] });
});

test('by keyboard: five more minutes, taken back, and the person is called anew', async ({ browser }) => {
	const number = await comes(server, hall, ['housing', 'police'], at(1));
	const page = await calling(browser);
	await expect(heading(page)).toContainText(number);
	// Its key does nothing while it is not to be seen.
	await page.keyboard.press('f');
	await expect(page.getByRole('button', { name: 'Five more minutes' })).toHaveCount(0);
	await page.keyboard.press('m');
	await expect(page.getByRole('button', { name: 'Five more minutes' })).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('button', { name: 'Five more minutes' })).toBeHidden();
	await page.keyboard.press('m');
	await page.keyboard.press('f');
	await expect(heading(page)).toHaveText('Nobody is ready this minute');
	await page.keyboard.press('u');
	await expect(heading(page)).toContainText(number);
	await expect(page.getByRole('button', { name: 'Five more minutes' })).toHaveCount(0);
});

test('by keyboard: who is known is left to a colleague, and only while there is one', async ({ browser }) => {
	const first = await comes(server, hall, ['housing'], at(1));
	const second = await comes(server, hall, ['housing'], at(2));
	const page = await calling(browser);
	await expect(heading(page)).toContainText(first);
	await page.keyboard.press('m');
	const known = page.getByRole('button', { name: 'I know this person' });
	await expect(known).toBeDisabled();
	await expect(page.locator('main')).toContainText('No colleague of yours is here.');
	await page.keyboard.press('k');
	await expect(heading(page)).toContainText(first);
	await openDesk(await server.database(), hall.dropInId, repOf(hall, 'housing', 1), at(20));
	await expect(known).toBeEnabled();
	await page.keyboard.press('k');
	await expect(heading(page)).toHaveText('Ready for the next person');
	await expect(page.getByRole('button', { name: 'take' })).toHaveCount(0);
	await page.keyboard.press('Enter');
	await expect(heading(page)).toContainText(second);
});

test('by keyboard: who does not need us, a long talk, and being called away', async ({ browser }) => {
	await comes(server, hall, ['housing'], at(1));
	const second = await comes(server, hall, ['housing'], at(2));
	const page = await calling(browser);
	await page.keyboard.press('m');
	await page.keyboard.press('n');
	await expect(heading(page)).toHaveText('Ready for the next person');
	await page.keyboard.press('Enter');
	await expect(heading(page)).toContainText(second);
	await page.keyboard.press('Enter');
	await expect(page.getByText('How did it end?')).toBeVisible();
	await page.keyboard.press('l');
	await expect(page.locator('main')).toContainText('You said that this is a long talk');
	await expect(page.getByRole('button', { name: 'Not a long talk after all' })).toBeVisible();
	await page.getByRole('button', { name: 'I am called away' }).press('Enter');
	await expect(heading(page)).toHaveText('You are on a break');
	await expect(page.locator('main')).toContainText('The coordinator sees: Called away');
	await page.keyboard.press('Enter');
	await expect(heading(page)).toHaveText('Ready for the next person');
	await page.keyboard.press('Enter');
	await expect(heading(page), 'nobody has lost their place').toContainText(second);
});

test('without script they are a list that opens, and each is one press', async ({ browser }) => {
	const number = await comes(server, hall, ['housing'], at(1), { needs: ['alone', 'woman'] });
	const page = await calling(browser, { javaScriptEnabled: false });
	await expect(page.locator('main')).toContainText('Asked to be seen alone');
	await expect(page.locator('main')).toContainText('Asked to talk to a woman');
	await expect(heading(page)).toContainText(number);
	await page.getByText('Something else', { exact: true }).click();
	await page.getByRole('button', { name: 'Does not need us any more' }).click();
	await expect(heading(page)).toHaveText('Nobody is waiting');
});

test('five more minutes for the third time is refused in words, and the call stands', async ({ browser }) => {
	const number = await comes(server, hall, ['housing'], at(1));
	const page = await calling(browser);
	for (const minute of [26, 32]) {
		await page.keyboard.press('m');
		await page.keyboard.press('f');
		await expect(heading(page)).toHaveText('Nobody is ready this minute');
		server.setTime(at(minute));
		await page.reload();
		await expect(page.locator('header')).toContainText('live');
		await page.keyboard.press('Enter');
		await expect(heading(page)).toContainText(number);
	}
	await page.keyboard.press('m');
	await page.keyboard.press('f');
	await expect(page.getByRole('alert')).toContainText('is possible twice in one visit');
	await expect(heading(page)).toContainText(number);
});

for (const language of ['en', 'ar'] as const) {
	test(`open, nothing is cut off and nothing is out of reach: ${language}`, async ({ browser }) => {
		await comes(server, hall, ['housing'], at(1), { needs: ['alone', 'woman'], name: 'Sam' });
		const page = await calling(browser, { language });
		for (const state of ['called', 'serving']) {
			if (state === 'called') await page.locator('summary[data-key=m]').click();
			for (const viewport of [{ width: 1366, height: 768 }, phone]) {
				await page.setViewportSize(viewport);
				const { violations } = await new AxeBuilder({ page }).analyze();
				expect(violations.map(({ id, nodes }) => `${state}: ${id} ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
					[]
				);
				const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
				expect(tooWide, state).toBeLessThanOrEqual(0);
				const far =
					state === 'called' ? page.locator('details:has(summary[data-key=m]) li') : page.locator('.others form');
				const last = far.getByRole('button').last();
				await last.scrollIntoViewIfNeeded();
				await last.click({ trial: true });
			}
			await page.setViewportSize({ width: 1366, height: 768 });
			if (state === 'called') await page.locator('[data-main]').click();
			await expect(page.locator('form[action="?/finish"]')).toBeVisible();
		}
	});
}

/** The page of a housing rep who has called somebody. */
async function calling(
	browser: Browser,
	options: Parameters<typeof pageOf>[2] & { language?: Locale } = {}
): Promise<Page> {
	const page = await pageOf(browser, server, options);
	await openDesk(await server.database(), hall.dropInId, repOf(hall, 'housing'), at(20));
	await signInAs(page, server, repOf(hall, 'housing'), at(20));
	await page.goto('/desk');
	// Keys are heard once it follows.
	if (options.javaScriptEnabled !== false)
		await expect(page.locator('header')).toContainText(options.language === 'ar' ? 'مباشر' : 'live');
	await page.locator('[data-main]').click();
	await expect(page.locator('form[action="?/start"]')).toBeVisible();
	return page;
}

function heading(page: Page) {
	return page.getByRole('heading', { level: 1 });
}
