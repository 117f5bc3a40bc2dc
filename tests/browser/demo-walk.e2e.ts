import { type Browser, expect, type Page, test } from '@playwright/test';
import { addMinutes } from '#lib/domain/instant.ts';
import { type Seeded, seed } from '../../src/bin/demo/seed.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';

/** A quarter to four on a Wednesday in April. */
const NOW = '2024-04-10T14:45:00.000Z';

let server: TestServer;
let seeded: Seeded;

test.beforeAll(async () => {
	server = await startServer({ ONE_ROOF_DEMO: '1' });
	server.setTime(NOW);
	seeded = await seed(await server.database(), NOW);
	server.runFrom(NOW);
});
test.afterAll(async () => {
	await server.stop();
});

test('the walk through the demonstration goes as the README says', async ({ browser }) => {
	// 1: a booking, on a phone.
	const phone = await open(browser, { width: 360, height: 740 });
	await phone.goto('/');
	await phone.getByRole('link', { name: 'Community hub, open now' }).click();
	await phone
		.getByRole('link', { name: 'Book a time to arrive' })
		.or(phone.getByRole('button', { name: 'Book a time to arrive' }))
		.click();
	await phone.getByLabel('Repairs, damp, my tenancy').check();
	await phone.getByLabel('Being used or forced, for sex or work').check();
	await phone.getByRole('button', { name: 'Continue' }).click();
	await phone.getByRole('radio').first().check();
	const done = phone.getByRole('button', { name: 'Book this time' });
	for (let question = 0; question < 8 && !(await done.isVisible()); question++)
		await phone.getByRole('button', { name: 'Continue' }).click();
	await done.click();
	const reference = /\b[A-Z0-9]{3} [A-Z0-9]{3}\b/.exec(await phone.locator('main').innerText())?.[0] ?? '';

	// 2: board and kiosk pair themselves; the kiosk checks in a booking and a walk-in.
	const board = await open(browser, { width: 1920, height: 1080 });
	await board.goto(`/pair/${seeded.pairing.board}`);
	await expect(board.locator('main')).toContainText('Take a seat');
	const kiosk = await open(browser, { width: 1080, height: 810 });
	const ready = kiosk.waitForRequest('**/kiosk/lease');
	await kiosk.goto(`/pair/${seeded.pairing.kiosk}`);
	await ready;
	await press(kiosk, /^Yes/);
	await kiosk.getByRole('textbox').fill(reference);
	await kiosk.keyboard.press('Enter');
	const booked = await numberOn(kiosk);
	await expect(kiosk.locator('main')).toContainText('Watch the screen in the hall.');
	await press(kiosk, 'Done');
	await press(kiosk, /^No, I just walked in/);
	await expect(kiosk.getByText('Repairs, damp, my tenancy')).toBeVisible();

	// 3: one desk calls; another, where the same person waits, cannot.
	const housing = await signedIn(browser, 'thirteen-group@demo.example');
	await press(housing, /^Call next/);
	await expect(housing.locator('main')).toContainText('Next because: waiting since');
	const called = (await housing.getByRole('heading', { level: 1 }).locator('bdi').innerText()).trim();
	await expect(board.locator('main')).toContainText(called);
	const health = await signedIn(browser, 'public-health@demo.example');
	await press(health, 'Carry on');
	await expect(health.getByRole('heading', { level: 1 })).toHaveText('Nobody is ready this minute');
	await press(housing, /^Start/);
	await press(housing, /^Advised/);
	await expect(housing.locator('main')).toContainText('Before: Advised');
	server.runFrom(addMinutes(NOW, 5));
	await health.reload();
	await press(health, /^Call next/);
	await expect(health.getByRole('heading', { level: 1 })).toContainText(called);

	// 4: the door finds the booking.
	const door = await signedIn(browser, 'welcomer@demo.example');
	await door.goto('/welcome/find');
	await door.getByRole('textbox').first().fill(reference);
	await door.keyboard.press('Enter');
	await expect(door.getByText(booked, { exact: true }).first()).toBeVisible();

	// 5: the room says what is wrong.
	const admin = await signedIn(browser, 'coordinator@demo.example');
	await admin.getByRole('link', { name: 'The room now' }).click();
	await expect(admin.getByText('Cleveland Police: nobody calls.')).toBeVisible();
	for (const context of browser.contexts()) await context.close();
});

test('a rep who comes next week only is told so at the desk', async ({ browser }) => {
	const fire = await signedIn(browser, 'cleveland-fire-brigade@demo.example');
	await expect(fire.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(fire.getByRole('button', { name: /^Call next/ })).toHaveCount(0);
	await fire.context().close();
});

async function open(browser: Browser, viewport: { width: number; height: number }): Promise<Page> {
	const context = await browser.newContext({ baseURL: server.url, viewport, locale: 'en-GB' });
	return context.newPage();
}

async function signedIn(browser: Browser, email: string): Promise<Page> {
	const page = await open(browser, { width: 1366, height: 768 });
	await page.goto('/sign-in');
	await page.locator('input[type=email]').fill(email);
	await page.locator('input[type=password]').fill(seeded.signIns[0]?.password ?? '');
	await page.locator('main button[type=submit]').click();
	await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'));
	return page;
}

async function press(page: Page, name: string | RegExp): Promise<void> {
	await page.getByRole('button', { name }).first().click();
}

async function numberOn(kiosk: Page): Promise<string> {
	await expect(kiosk.locator('.digits')).toHaveText(/^\d{3}$/);
	return kiosk.locator('.digits').innerText();
}
