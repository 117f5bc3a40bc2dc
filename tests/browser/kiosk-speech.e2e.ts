import { type Browser, expect, type Page, test } from '@playwright/test';
import { heardBy, overlaps, withLoudspeaker } from '#tests/support/loudspeaker.ts';
import { at, type Hall, makeHall } from '#tests/support/hall.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { isWell, tabletOf } from '#tests/support/tablet.ts';

let server: TestServer;
let hall: Hall;

test.beforeAll(async () => {
	server = await startServer();
	server.runFrom(at(10));
	hall = await makeHall(await server.database(), { agencies: ['police', 'housing'] });
});
test.afterAll(async () => {
	await server.stop();
});

test('each screen is read aloud once somebody asked for it, and what is private only when they ask again', async ({
	browser
}) => {
	const page = await speaking(browser, ['en-GB', 'pl-PL']);
	await speaks(page);
	await expect(page.locator('main h1')).toHaveText('Shall the tablet read the screen to you?');
	await expect(page.locator('main')).toContainText('People near you can hear it');
	await isWell(page, 'asked whether to read aloud');
	expect(await said(page), 'nothing before somebody said yes').toEqual([]);
	await page.locator('main').getByRole('button', { name: 'Read aloud' }).tap();
	await heard(page, 'Have you booked?');
	await heard(page, 'No, I just walked in No name needed');
	await page.getByRole('button', { name: /walked in/ }).tap();
	await heard(page, 'What would you like help with?');
	await heard(page, 'About police You would meet: somebody from police');
	await page.locator('label', { hasText: 'About housing' }).tap();
	await expect.poll(async () => (await said(page)).at(-1), 'what was chosen is not named').toBe('chosen');
	await onwards(page);
	await onwards(page);
	await page.locator('label', { hasText: 'Someone comes for me' }).tap();
	await onwards(page);
	const number = await page.locator('.digits').innerText();
	await heard(page, 'Your ticket is on the screen. To hear it, press Read again.');
	const again = page.getByRole('button', { name: 'Read again' });
	await expect(again).toBeVisible({ timeout: 10_000 });
	expect((await said(page)).join(' ')).not.toContain(number);
	expect(
		(await said(page)).filter((one) => /walks with you|comes to you/.test(one)),
		'nor how they are called'
	).toEqual([]);
	await page.waitForFunction((from) => performance.now() - from > 1_000, await page.evaluate(() => performance.now()));
	await again.tap();
	await heard(page, number);
	await page.getByRole('button', { name: 'Done' }).tap();
	// The next person hears nothing they did not ask for.
	await expect(page.locator('main h1')).toHaveText('Have you booked?');
	await expect(page.getByRole('button', { name: 'Read aloud' })).toHaveAttribute('aria-pressed', 'false');
	const before = (await said(page)).length;
	await page.getByRole('button', { name: /walked in/ }).tap();
	await expect(page.locator('main h1')).toHaveText('What would you like help with?');
	expect((await said(page)).length).toBe(before);
	expect(overlaps(await heardBy(page))).toEqual([]);
	await page.context().close();
});

test('it can be stopped, speaks the language shown, and says where there is no voice for it', async ({ browser }) => {
	const page = await speaking(browser, ['en-GB', 'pl-PL'], 2_000);
	await page.locator('.languages button', { hasText: 'Polski' }).tap();
	await speaks(page);
	await page.locator('main .ways button').first().tap();
	await heard(page, 'Czy masz rezerwację?');
	expect((await heardBy(page)).map(({ language }) => language)).toEqual(['pl-PL']);
	await page.getByRole('button', { name: 'Zatrzymaj' }).tap();
	await expect(page.getByRole('button', { name: 'Jeszcze raz' })).toBeVisible();
	expect(await said(page)).toHaveLength(1);
	// Stopped, it stays so on the next screen.
	await page.locator('main .tiles button').nth(1).tap();
	await expect(page.locator('main h1')).toHaveText('W czym możemy pomóc?');
	expect(await said(page)).toHaveLength(1);
	await speaks(page);
	await heard(page, 'W czym możemy pomóc?');
	await page.locator('footer button').nth(1).tap();
	await page.locator('.languages button', { hasText: 'اردو' }).tap();
	await expect(page.locator('main h1'), 'not in a voice of another language').toHaveText(
		'اس ٹیبلٹ میں اس زبان کی آواز نہیں ہے'
	);
	expect((await heardBy(page)).every(({ language }) => language === 'pl-PL')).toBe(true);
	await page.context().close();

	const mute = await speaking(browser, []);
	await speaks(mute);
	await expect(mute.locator('main h1')).toHaveText('This tablet has no voice for this language');
	await isWell(mute, 'no voice');
	await mute.context().close();
});

test('whoever cannot see the screen starts it with Enter, and hears what they move to and choose', async ({
	browser
}) => {
	const page = await speaking(browser, ['en-GB'], 50);
	await page.keyboard.press('Enter');
	await heard(page, 'Shall the tablet read the screen to you?');
	await heard(page, 'Press Enter to start.');
	await page.keyboard.press('Enter');
	await heard(page, 'Have you booked?');
	while (!(await isOn(page, 'No, I just walked in'))) await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await heard(page, 'What would you like help with?');
	while (!(await isOn(page, 'Not sure'))) await page.keyboard.press('Tab');
	await expect.poll(async () => (await said(page)).at(-1)).toMatch(/^Not sure /);
	await page.keyboard.press('Space');
	await expect.poll(async () => (await said(page)).at(-1)).toBe('chosen');
	await page.keyboard.press('Space');
	await expect.poll(async () => (await said(page)).at(-1)).toBe('not chosen');
	await page.context().close();
});

test('whoever listens is not taken for gone, and hears that the screen is about to be cleared', async ({ browser }) => {
	const page = await speaking(browser, ['en-GB'], 400, (before) => before.clock.install());
	await speaks(page);
	await page.locator('main .ways button').first().tap();
	// Longer than anybody may be still: it is being read to.
	await heard(page, 'Have you booked?');
	await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
	await page.clock.fastForward(61_000);
	await page.clock.runFor(1_000);
	await expect(page.getByRole('dialog')).toHaveCount(0);
	await expect(page.getByRole('button', { name: 'Read again' })).toBeVisible({ timeout: 10_000 });
	await page.clock.fastForward(61_000);
	await expect(page.getByRole('dialog')).toBeVisible();
	await heard(page, 'Are you still there?');
	await page.context().close();
});

test('a scan at somebody else’s ticket is read to nobody', async ({ browser }) => {
	const page = await speaking(browser, ['en-GB'], 20);
	await speaks(page);
	await page.locator('main .ways button').first().tap();
	await heard(page, 'Have you booked?');
	await page.getByRole('button', { name: /walked in/ }).tap();
	await page.locator('label', { hasText: 'Not sure' }).tap();
	await onwards(page);
	await onwards(page);
	await page.locator('fieldset label').first().tap();
	await onwards(page);
	await heard(page, 'Your ticket is on the screen. To hear it, press Read again.');
	await page.keyboard.type('ABCDEFGHIJKLMNOPQRSTUVWXY2', { delay: 2 });
	await page.keyboard.press('Enter');
	await expect(page.locator('.trouble')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Read aloud' })).toBeVisible();
	expect(await said(page)).not.toContain(await page.locator('main h1').innerText());
	await page.context().close();
});

async function speaking(
	browser: Browser,
	voices: string[],
	lasts = 120,
	prepare?: (page: Page) => Promise<unknown>
): Promise<Page> {
	const { page } = await tabletOf(browser, server, hall);
	await withLoudspeaker(page, { voices, lasts });
	await prepare?.(page);
	await page.goto('/kiosk');
	await expect(page.locator('main h1')).toHaveText('Have you booked?');
	return page;
}

/** Presses the button below every screen. */
async function speaks(page: Page): Promise<void> {
	await page.locator('footer button').nth(2).tap();
}

async function heard(page: Page, sentence: string): Promise<void> {
	await expect.poll(() => said(page), { timeout: 15_000 }).toContain(sentence);
}

async function said(page: Page): Promise<string[]> {
	return (await heardBy(page)).map(({ what }) => what);
}

async function isOn(page: Page, name: string): Promise<boolean> {
	return page.evaluate((wanted) => {
		const on = document.activeElement as HTMLElement & { labels?: NodeListOf<HTMLElement> };
		return on !== document.body && (on.labels?.[0] ?? on).innerText.includes(wanted);
	}, name);
}

async function onwards(page: Page): Promise<void> {
	await page.locator('.ways .on button').last().tap();
}
