import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { done } from '#lib/domain/refusal.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { finish, start } from '#lib/server/operations/desk/serve.ts';
import { closeDropIn } from '#lib/server/operations/drop-in/close.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { arrival, at, type Hall, makeHall } from '#tests/support/hall.ts';
import { bookFor } from '#tests/support/residents.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';

let server: TestServer;
let db: Database;
let hall: Hall;

test.beforeEach(async () => {
	server = await startServer();
	server.setTime(at(-60));
	db = await server.database();
	hall = await makeHall(db);
});
test.afterEach(async () => {
	await server.stop();
});

test('whoever waits is told from the start to stay until the page says that it is over, and no more between two tables', async ({
	browser
}) => {
	const page = await onAPhone(browser, 'en');
	const ticket = await comes(['police', 'housing']);
	await page.goto(ticket);
	await expect(page.locator('main')).toContainText('stay until this page says that your visit is over');
	const waiting = await saidOn(page);
	await isSeenBy('police', 4, async () => {
		await page.goto(ticket);
		await expect(page.locator('main')).toContainText('Before you go, look here again');
	});
	await page.goto(ticket);
	expect(await saidOn(page)).toEqual(waiting);
	await isSeenBy('housing', 8);
	await page.goto(ticket);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your visit is over');
});

for (const [locale, title] of [
	['en', 'We had to close'],
	['ar', 'اضطررنا إلى الإغلاق']
] as const)
	test(`whoever was not seen is told so, where else to talk, and when to come again (${locale})`, async ({
		browser
	}) => {
		const next = await makeHall(db, { state: 'published' });
		await change(db, async (trx) => {
			const days = { date: '2024-04-03', starts_at: '2024-04-03T14:00:00.000Z', ends_at: '2024-04-03T17:00:00.000Z' };
			await trx.updateTable('drop_in').set(days).where('id', '=', next.dropInId).execute();
			const text = { elsewhere: 'Crimestoppers: 0800 555 111.\nSamaritans: 116 123.' };
			await trx.updateTable('drop_in_text').set(text).where('drop_in_id', '=', hall.dropInId).execute();
			return done();
		});
		const ticket = await comes(['police', 'housing']);
		await closeDropIn(db, { dropInId: hall.dropInId, endsLines: true }, hall.coordinator, at(30));
		server.setTime(at(31));
		const page = await onAPhone(browser, locale);
		await page.goto(ticket);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
		await expect(page.getByRole('link', { name: '0800 555 111' })).toHaveAttribute('href', 'tel:0800555111');
		await expect(page.locator(`main a[href="/d/${next.slug}"]`)).toBeVisible();
		expect(await page.content()).not.toMatch(/police|housing|Thank you for coming/i);
		expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
	});

/** What a ticket's page says, but for how long the wait is and whether it is live. */
async function saidOn(page: Page): Promise<string[]> {
	const lines = (await page.locator('main').innerText()).split('\n').filter((line) => line !== '');
	return lines.filter((line) => !/^We call you in|^This page follows/.test(line));
}

async function onAPhone(browser: Browser, locale: string): Promise<Page> {
	const context = await browser.newContext({
		baseURL: server.url,
		locale,
		viewport: { width: 360, height: 740 }
	});
	return context.newPage();
}

/** Books and checks in. Gives the ticket's address. */
async function comes(agencies: string[]): Promise<string> {
	const booked = await bookFor(db, hall, agencies, 0, at(-60));
	if (!booked.ok) throw new Error(booked.refusal.reason);
	await checkIn(db, { ...arrival(at(1)), dropInId: hall.dropInId, code: booked.token }, hall.kiosk, at(1));
	server.setTime(at(2));
	return `/t/${booked.token}`;
}

/** Called at `minute`, and done two minutes later. */
async function isSeenBy(agency: string, minute: number, meanwhile = async (): Promise<void> => {}): Promise<void> {
	const rep = hall.agencies[agency]?.reps[0];
	if (!rep) throw new Error('no rep');
	const { dropInId } = hall;
	const opened = await openDesk(db, dropInId, rep, at(minute));
	if (!opened.ok) throw new Error(opened.refusal.reason);
	const seat = { dropInId, deskId: opened.deskId, seen: at(minute) };
	expect(await callNext(db, { ...seat, commandId: newId() }, rep, at(minute))).toMatchObject({ ok: true });
	expect(await start(db, { ...seat, commandId: newId() }, rep, at(minute + 1))).toMatchObject({ ok: true });
	await meanwhile();
	expect(await finish(db, { ...seat, commandId: newId(), outcome: 'advised' }, rep, at(minute + 2))).toMatchObject({
		ok: true
	});
}
