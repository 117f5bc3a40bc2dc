import { expect, test } from '@playwright/test';
import { arrives, closeTheDoor, openTheDoor, server, signedIn, sizes } from '../support/door-browser.ts';

test.beforeAll(openTheDoor);
test.afterAll(closeTheDoor);

test('a link tapped just as something happens in the hall is followed all the same', async ({ browser }) => {
	const context = await signedIn(await browser.newContext({ viewport: sizes.phone }));
	const page = await context.newPage();
	await page.goto(`${server.url}/welcome`);
	await expect(page.getByText('live')).toBeVisible();
	const held = Promise.withResolvers<void>();
	const asked = Promise.withResolvers<void>();
	await page.route('**/welcome/find/__data.json*', async (route) => {
		asked.resolve();
		await held.promise;
		await route.continue();
	});
	await page.getByRole('link', { name: 'They have a booking' }).click();
	await asked.promise;
	const heard = page.waitForResponse('**/healthz');
	const number = await arrives(['housing'], 'screen', true);
	await heard;
	held.resolve();
	await expect(page.getByLabel('Reference or full name')).toBeVisible();
	// What happened meanwhile is there too.
	await page.getByRole('link', { name: 'Back', exact: true }).click();
	await expect(page.getByText(`${number} says they cannot wait long`)).toBeVisible();
	await context.close();
});
