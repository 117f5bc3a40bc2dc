import { expect, type Page, test } from '@playwright/test';
import { arrives, closeTheDoor, openTheDoor, openTicket, server, signedIn, sizes } from '../support/door-browser.ts';

test.beforeAll(openTheDoor);
test.afterAll(closeTheDoor);

test('what is ticked before the page’s script has come stays ticked', async ({ browser }) => {
	const number = await arrives(['police']);
	const context = await signedIn(await browser.newContext({ viewport: sizes.phone }));
	const page = await context.newPage();
	await openTicket(page, number);
	const address = await page.getByRole('link', { name: 'Add something they came for' }).getAttribute('href');
	const script = await slowly(page, new URL(address ?? '', page.url()).href);
	await page.getByRole('checkbox', { name: 'About housing' }).check();
	script.comes();
	await expect(page.getByText('live')).toBeVisible();
	await expect(page.getByRole('checkbox', { name: 'About housing' })).toBeChecked();
	await page.getByRole('button', { name: 'Add' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Noted' })).toBeVisible();
	await context.close();
});

test('one of several answers too', async ({ browser }) => {
	const context = await signedIn(await browser.newContext({ viewport: sizes.phone }));
	const page = await context.newPage();
	const script = await slowly(page, `${server.url}/welcome/walk-in`);
	const call = page.getByRole('radio', { name: 'Someone comes for them' });
	await expect(page.getByRole('radio', { checked: true })).toHaveCount(1);
	await expect(call).not.toBeChecked();
	await call.check();
	script.comes();
	await expect(page.getByText('live')).toBeVisible();
	await expect(call).toBeChecked();
	await expect(page.getByRole('radio', { checked: true })).toHaveCount(1);
	await context.close();
});

test('on the picture card too', async ({ browser }) => {
	const context = await signedIn(await browser.newContext({ viewport: sizes.phone }));
	const page = await context.newPage();
	const script = await slowly(page, `${server.url}/welcome/card`);
	const topic = page.getByRole('checkbox', { name: 'About housing' });
	await topic.check();
	script.comes();
	await page.waitForLoadState('networkidle');
	await expect(topic).toBeChecked();
	await context.close();
});

/** Opens a page on a network so slow that its script has not come yet. */
async function slowly(page: Page, address: string): Promise<{ comes: () => void }> {
	const script = Promise.withResolvers<void>();
	await page.route('**/_app/immutable/**/*.js', async (route) => {
		await script.promise;
		await route.continue();
	});
	await page.goto(address, { waitUntil: 'commit' });
	return { comes: () => script.resolve() };
}
