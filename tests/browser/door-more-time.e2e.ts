import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { arrives, closeTheDoor, openTheDoor, openTicket, signedIn, sizes } from '../support/door-browser.ts';

test.beforeAll(openTheDoor);
test.afterAll(closeTheDoor);

test('a welcomer gives five more minutes, says that they are back, and takes one line off unseen', async ({
	browser
}) => {
	const context = await signedIn(await browser.newContext({ viewport: sizes.laptop }));
	const page = await context.newPage();
	const number = await arrives(['police', 'housing']);
	await openTicket(page, number);
	const fiveMore = page.getByRole('button', { name: 'Give them five more minutes' });
	for (const time of ['first', 'second']) {
		await fiveMore.click();
		await expect(page.getByRole('status').filter({ hasText: 'They keep their place' }), time).toBeVisible();
		await expect(fiveMore).toHaveCount(0);
		await page.getByRole('button', { name: 'They are back' }).click();
		await expect(page.getByRole('status').filter({ hasText: 'called again at once' })).toBeVisible();
	}
	await fiveMore.click();
	await expect(page.getByRole('alert')).toContainText('is possible twice in one visit');

	for (const topic of ['About police', 'About police']) {
		await page.getByRole('link', { name: 'Take something off they no longer want' }).click();
		await page.getByRole('button', { name: 'Take it off' }).click();
		await expect(page.getByRole('alert')).toContainText('Tick');
		await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0);
		await page.getByText(topic).click();
		await page.getByRole('button', { name: 'Take it off' }).click();
		await expect(page.getByRole('status').filter({ hasText: 'in line for it no longer' })).toBeVisible();
	}
	await context.close();
});

for (const [locale, size] of [
	['en', 'phone'],
	['ar', 'phone'],
	['en', 'laptop']
] as const)
	test(`nothing is cut off or out of reach: ${locale}, ${size}`, async ({ browser }) => {
		const context = await signedIn(await browser.newContext({ viewport: sizes[size] }), { language: locale });
		const page = await context.newPage();
		await openTicket(page, await arrives(['police']));
		await page.locator('[formaction="?/fiveMinutes"]').click();
		await expect(page.locator('[action="?/returned"]')).toBeVisible();
		for (const state of ['away', 'withdraw']) {
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(violations.map(({ id }) => `${state}: ${id}`)).toEqual([]);
			expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), state).toBeLessThanOrEqual(
				0
			);
			if (state === 'away') await page.locator('a[href$="/withdraw"]').click();
			await expect(page.getByRole('checkbox').or(page.getByRole('link')).first()).toBeVisible();
		}
		await context.close();
	});
