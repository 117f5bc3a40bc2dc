import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { closeTheDoor, db, hall, openTheDoor, openTicket, server, signedIn, sizes } from '../support/door-browser.ts';
import { arrival, at, nobodyInParticular } from '../support/hall.ts';

test.beforeAll(openTheDoor);
test.afterAll(closeTheDoor);

for (const javaScriptEnabled of [true, false])
	test(`some of a party go on with a number and paper of their own (script: ${javaScriptEnabled})`, async ({
		browser
	}) => {
		const number = await family(3);
		const context = await signedIn(await browser.newContext({ viewport: sizes.phone, javaScriptEnabled }));
		const page = await context.newPage();
		await openTicket(page, number);
		await page.getByRole('link', { name: 'Some go on by themselves' }).click();
		await page.getByLabel('How many go on by themselves?').fill('3');
		await page.getByRole('button', { name: 'Give' }).click();
		await expect(page.getByRole('alert')).toContainText('Tick at least one');
		await page.getByRole('checkbox').first().check();
		await page.getByRole('button', { name: 'Give' }).click();
		await expect(page.getByRole('alert')).toContainText('from 1 to 2');
		await expect(page.getByRole('checkbox').first()).toBeChecked();
		await page.getByLabel('How many go on by themselves?').fill('٢');
		await page.getByRole('button', { name: 'Give' }).click();
		await expect(page.getByText('This is their new number. The others keep theirs.')).toBeVisible();
		await expect(page.getByText('Scan to follow on your own phone.').first()).toBeVisible();
		await expect(page.locator('main')).toContainText('2 people');
		expect((await page.locator('h1 bdi').innerText()).trim()).not.toBe(number);
		expect(await page.locator('main').innerHTML()).not.toMatch(/About (police|housing)|somebody from/);
		await openTicket(page, number);
		await expect(page.getByRole('link', { name: 'Some go on by themselves' }), 'one is left').toHaveCount(0);
		await context.close();
	});

for (const language of ['en', 'ar'] as const)
	test(`the page fits a phone and can be used by everybody (${language})`, async ({ browser }) => {
		const number = await family(4);
		const context = await signedIn(await browser.newContext({ viewport: sizes.phone }), { language });
		const page = await context.newPage();
		await openTicket(page, number);
		await page.goto(`${page.url().split('?')[0]}/split`);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(sizes.phone.width);
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map(({ id }) => id)).toEqual([]);
		await context.close();
	});

async function family(size: number): Promise<string> {
	server.setTime(at(20));
	const topicIds = [hall.agencies.police?.topicId ?? ''];
	const wanted = { dropInId: hall.dropInId, topicIds, party: { ...nobodyInParticular, size }, priorityAsked: false };
	const came = await walkIn(db, { ...arrival(at(1)), ...wanted }, hall.kiosk, at(20));
	if (!came.ok) throw new Error(came.refusal.reason);
	return came.number;
}
