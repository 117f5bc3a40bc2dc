import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { must, rep } from '../support/door.ts';
import { arrives, closeTheDoor, db, hall, openTheDoor, server, signedIn, sizes } from '../support/door-browser.ts';
import { at } from '../support/hall.ts';
import { makeStaff, welcomerRole } from '../support/staff.ts';

test.beforeAll(openTheDoor);
test.afterAll(closeTheDoor);

const say = {
	en: {
		go: 'I am fetching them',
		mine: 'You are on the way to them',
		theirs: 'Wyn is on the way',
		stop: 'I cannot go'
	},
	ar: { go: 'أنا أرافقهم', mine: 'أنت في الطريق إليهم', theirs: 'Wyn', stop: 'لا أستطيع الذهاب' }
} as const;

test('one welcomer says that they go, the others see who, and it can be given up', async ({ browser }) => {
	await makeStaff(db, { email: 'kim@example.org', name: 'Kim', roles: [welcomerRole] }, at(0));
	const number = await arrives(['police'], 'fetch');
	const { deskId } = await must(openDesk(db, hall.dropInId, rep(hall), at(20)));
	await must(callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId }, rep(hall), at(20)));
	for (const language of ['en', 'ar'] as const) {
		const words = say[language];
		const [wyn, kim] = [await atDoor(browser, language), await atDoor(browser, language, 'kim@example.org')];
		await expect(kim.locator('main')).toContainText(number);
		await isWell(wyn);
		await wyn.getByRole('button', { name: words.go }).click();
		await expect(wyn.getByText(words.mine)).toBeVisible();
		await expect(kim.getByText(words.theirs)).toBeVisible();
		await expect(kim.getByRole('button', { name: words.go })).toHaveCount(0);
		await isWell(wyn);
		await isWell(kim);
		await kim.goto(`${server.url}/welcome/find`);
		await expect(kim.getByRole('heading', { level: 1 })).toBeVisible();
		await expect(kim.locator('.bar'), 'nobody else is sent there').toHaveCount(0);
		await wyn.getByRole('button', { name: words.stop }).click();
		await expect(wyn.getByRole('button', { name: words.go })).toBeVisible();
		await expect(kim.locator('.bar')).toContainText(number);
		for (const page of [wyn, kim]) await page.context().close();
	}
});

async function atDoor(browser: Browser, language: 'en' | 'ar', email?: string): Promise<Page> {
	const context = await signedIn(await browser.newContext({ viewport: sizes.phone }), { language, email });
	const page = await context.newPage();
	await page.goto(`${server.url}/welcome`);
	return page;
}

let shots = 0;

async function isWell(page: Page): Promise<void> {
	if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/fetch-${++shots}.png`, fullPage: true });
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
	expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
}
