import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { done } from '#lib/domain/refusal.ts';
import { change } from '#lib/server/db/change.ts';
import { booked } from '../support/booked.ts';
import {
	arrives,
	closeTheDoor,
	db,
	hall,
	openTheDoor,
	openTicket,
	server,
	signedIn,
	sizes
} from '../support/door-browser.ts';

test.beforeAll(openTheDoor);
test.afterAll(closeTheDoor);

for (const language of ['en', 'ar'] as const)
	for (const [size, viewport] of Object.entries(sizes))
		test(`every screen of the door is sound in ${language} on a ${size}`, async ({ browser }) => {
			test.setTimeout(180_000);
			const number = await arrives(['police']);
			await arrives([], 'fetch');
			await booked(db, hall, 'Twice Named', 2);
			await booked(db, hall, 'Twice Named', 5);
			const context = await signedIn(await browser.newContext({ viewport }), { language });
			const page = await context.newPage();
			await page.goto(`${server.url}/welcome`);
			await sound(page);
			for (const path of ['find', 'walk-in', 'card', 'ticket']) {
				await page.goto(`${server.url}/welcome/${path}`);
				await sound(page);
			}
			await page.goto(`${server.url}/welcome/find`);
			await page.locator('main form button').click();
			await expect(page.getByRole('alert')).toBeVisible();
			await sound(page);
			await page.locator('[name=who]').fill('twice named');
			await page.locator('main form button').click();
			await expect(page.locator('[name=which]')).not.toHaveCount(0);
			await sound(page);
			await page.locator('[name=which]').first().check();
			await page.locator('main form button').click();
			await page.waitForURL(/booking/);
			await sound(page);
			await openTicket(page, number);
			await sound(page);
			const ticket = page.url();
			for (const part of ['add', 'add/card', 'needs', 'call', 'lost', 'left']) {
				await page.goto(`${ticket}/${part}`);
				await sound(page);
			}
			await change(db, async (trx) => {
				await trx
					.updateTable('stop')
					.set({ state: 'no_show', rate: 0 })
					.where('drop_in_id', '=', hall.dropInId)
					.execute();
				return done();
			});
			await openTicket(page, number);
			await expect(page.locator('.missed')).toBeVisible();
			await sound(page);
			await context.close();
		});

async function sound(page: Page): Promise<void> {
	await page.evaluate(() => document.fonts.ready);
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(
		violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
		page.url()
	).toEqual([]);
	expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), page.url()).toBeLessThanOrEqual(
		0
	);
}
