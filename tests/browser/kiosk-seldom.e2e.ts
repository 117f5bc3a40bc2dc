import { expect, type Page, test } from '@playwright/test';
import type { DropInState } from '#lib/domain/drop-in.ts';
import { done } from '#lib/domain/refusal.ts';
import { change } from '#lib/server/db/change.ts';
import { revoke } from '#lib/server/operations/device/revoke.ts';
import { at, type Hall, makeHall } from '#tests/support/hall.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { isWell, tabletAtStart } from '#tests/support/tablet.ts';

let server: TestServer;
let hall: Hall;

test.beforeAll(async () => {
	server = await startServer();
	server.runFrom(at(10));
});
test.beforeEach(async () => {
	hall = await makeHall(await server.database(), { agencies: ['police'] });
});
test.afterAll(async () => {
	await server.stop();
});

for (const [code, language] of [
	['en', 'English'],
	['ar', 'العربية']
] as const) {
	test(`sending, not getting through and nobody to ask are free of what axe finds (${code})`, async ({ browser }) => {
		const page = await inLanguage(await tabletAtStart(browser, server, hall), language);
		await toTheLast(page);
		let answer = (): void => {};
		const held = new Promise<void>((resolve) => (answer = resolve));
		await page.route('**/kiosk/walk-in', async (route) => {
			await held;
			await route.fulfill({ status: 500, body: 'oh dear' });
		});
		await page.locator('.ways .on button').last().tap();
		await expect(page.locator('main p[role=status]')).not.toBeEmpty();
		await isWell(page, 'sending for long');
		answer();
		await expect(page.locator('.trouble')).toBeVisible({ timeout: 20_000 });
		await isWell(page, 'a fault');
		await page.context().setOffline(true);
		await page.locator('main .on button').first().tap();
		await expect(page.locator('.trouble')).toHaveCount(0);
		await expect(page.locator('.trouble')).toBeVisible({ timeout: 20_000 });
		await expect(page.locator('header [role=status]')).toBeVisible();
		await isWell(page, 'no connection');
		await page.locator('footer button').first().tap();
		await expect(page.locator('main .sign')).toBeVisible();
		await isWell(page, 'asking a person');
		await expect(page.locator('main button')).toBeVisible({ timeout: 20_000 });
		await isWell(page, 'nobody heard');
		await page.context().close();
	});

	test(`asking if anybody is there is free of what axe finds, in large and in contrast too (${code})`, async ({
		browser
	}) => {
		const page = await inLanguage(await tabletAtStart(browser, server, hall), language);
		await page.clock.install();
		await page.locator('.tiles button').first().tap();
		for (const button of [null, 3, 4]) {
			if (button !== null) await page.locator('footer button').nth(button).tap();
			await page.clock.fastForward(61_000);
			await expect(page.getByRole('dialog')).toBeVisible();
			await isWell(page, `the warning, ${button ?? 'as it is'}`);
			await page.getByRole('dialog').getByRole('button').first().tap();
			await expect(page.getByRole('dialog')).toHaveCount(0);
		}
		await page.context().close();
	});

	test(`before, at the end and after the day, and switched off, it is free of what axe finds (${code})`, async ({
		browser
	}) => {
		const { page, deviceId } = await tabletAtStart(browser, server, hall);
		const says: [DropInState, string][] = [
			['published', 'We open at 3 pm'],
			['closing', 'We are not taking anybody new today'],
			['closed', 'We have closed for today']
		];
		for (const [state, title] of says) {
			await becomes(state);
			await page.reload();
			await expect(page.locator('main h1')).toHaveText(title);
			await inLanguage({ page }, language);
			await isWell(page, state);
			await expect(page.getByRole('button', { name: /Ask a person|اطلب مساعدة شخص/ })).toHaveCount(1);
		}
		await revoke(await server.database(), { deviceId }, hall.coordinator, at(20));
		await expect(page.locator('footer')).toHaveCount(0, { timeout: 30_000 });
		await expect(page.locator('html')).toHaveAttribute('lang', code);
		await isWell(page, 'switched off');
		await page.locator('main button').tap();
		await expect(page.locator('.code')).toBeVisible();
		await isWell(page, 'a new code');
		await page.context().close();
	});
}

async function inLanguage({ page }: { page: Page }, name: string): Promise<Page> {
	await page.locator('.languages button', { hasText: name }).tap();
	return page;
}

/** All questions answered but for pressing the last button. */
async function toTheLast(page: Page): Promise<void> {
	const on = page.locator('.ways .on button').last();
	await page.locator('.tiles button').last().tap();
	await page.locator('fieldset label').first().tap();
	await on.tap();
	await on.tap();
	await page.locator('fieldset label').first().tap();
}

async function becomes(state: DropInState): Promise<void> {
	await change(await server.database(), async (trx) => {
		await trx.updateTable('drop_in').set({ state }).where('id', '=', hall.dropInId).execute();
		return done();
	});
}
