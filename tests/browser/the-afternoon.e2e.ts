import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { clocks } from '#lib/domain/stop.ts';
import type { Database } from '#lib/server/db/change.ts';
import { at, type Hall, makeHall } from '#tests/support/hall.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { makeStaff, PASSWORD } from '#tests/support/staff.ts';
import { paired } from '../http/people.ts';

let server: TestServer;
let db: Database;
let hall: Hall;

test.beforeAll(async () => {
	server = await startServer();
	server.setTime(at(0));
	db = await server.database();
	hall = await makeHall(db, { agencies: ['police', 'housing'], sharedTables: 6 });
});
test.afterAll(async () => {
	await server.stop();
});

test('an afternoon: booked without script, checked in by a scan, two queues, two calls, one ticket', async ({
	browser
}) => {
	const phone = await open(browser, { viewport: { width: 360, height: 740 }, javaScriptEnabled: false });
	const ticketPage = await booksPoliceAndHousing(phone);
	const tablet = await device(browser, 'kiosk', { width: 1080, height: 810 });
	const board = await device(browser, 'board', { width: 1920, height: 1080 });

	server.setTime(at(5));
	const booked = await scans(tablet, ticketPage);
	server.setTime(at(6));
	const walkIn = await walksInInArabic(tablet);
	expect(walkIn).not.toBe(booked);

	const police = await atDesk(browser, 'police');
	const housing = await atDesk(browser, 'housing');
	await expect(police.getByText('Waiting', { exact: true }).locator('..')).toContainText('1');

	// Police call the booked person; the board says number and table, and nothing else.
	server.setTime(at(10));
	await press(police, /^Call next/);
	await expect(police.getByText(booked, { exact: true })).toBeVisible();
	const table = /Table (\d+)/.exec(await police.locator('header').innerText())?.[1] ?? '';
	expect(table).toMatch(/^[1-6]$/);
	await expect(board.locator('main')).toContainText(booked);
	await expect(board.locator('main')).toContainText(table);
	expect(await board.content()).not.toMatch(/police|housing/i);
	await phone.goto(ticketPage);
	await expect(phone.getByRole('heading', { level: 1 })).toHaveText(`Go to table ${table}`);
	expect(await phone.content()).not.toMatch(/police|housing/i);

	// Housing call next meanwhile: the booked person waits there too, and first, but is at a table.
	await press(housing, /^Call next/);
	await expect(housing.getByText(walkIn, { exact: true })).toBeVisible();
	await expect(housing.getByText(booked, { exact: true })).toHaveCount(0);

	// They come within the minute: the number leaves the wall with them. Later it would have left by itself.
	server.setTime(at(10.5));
	await press(police, /^Start/);
	await expect(police.getByRole('button', { name: /^Advised/ })).toBeVisible();
	await expect(board.locator('main')).not.toContainText(booked);
	server.setTime(at(12));
	await press(housing, /^Start/);
	await expect(housing.getByRole('button', { name: /^Advised/ })).toBeVisible();
	server.setTime(at(20));
	await press(housing, /^Advised/);
	await expect(housing.getByText('Nobody is ready this minute')).toBeVisible();
	server.setTime(at(25));
	await press(police, /^Action taken/);
	await expect(police.getByText('Nobody is waiting')).toBeVisible();

	// Free again: now housing are given them, and the visit ends.
	server.setTime(at(26));
	await press(housing, /^Call next/);
	await expect(housing.getByText(booked, { exact: true })).toBeVisible();
	server.setTime(at(28));
	await press(housing, /^Start/);
	await expect(housing.getByRole('button', { name: /^Advised/ })).toBeVisible();
	server.setTime(at(40));
	await press(housing, /^Appointment made/);
	await expect(housing.getByText('Nobody is waiting')).toBeVisible();
	await phone.goto(ticketPage);
	await expect(phone.getByRole('heading', { level: 1 })).toHaveText('Your visit is over');

	expect(await clocksOf(booked)).toEqual({
		police: { wait: 5, way: 0.5, service: 14.5, stay: 35 },
		housing: { wait: 21, way: 2, service: 12, stay: 35 }
	});
	expect(await clocksOf(walkIn)).toEqual({ housing: { wait: 4, way: 2, service: 8, stay: 14 } });
});

/** One question a page, on a phone without script. Gives the ticket's address. */
async function booksPoliceAndHousing(page: Page): Promise<string> {
	await page.goto('/');
	await page.getByRole('link', { name: 'Project Harmony community hub' }).click();
	await page
		.getByRole('link', { name: 'Book a time to arrive' })
		.or(page.getByRole('button', { name: 'Book a time to arrive' }))
		.click();
	await page.getByLabel('About police').check();
	await page.getByLabel('About housing').check();
	await goOn(page);
	await page.getByRole('radio').first().check();
	await goOn(page);
	await page.getByLabel('What to call you').fill('Sam');
	for (
		let question = 0;
		question < 8 && !(await page.getByRole('button', { name: 'Book this time' }).isVisible());
		question++
	)
		await goOn(page);
	await page.getByRole('button', { name: 'Book this time' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your place is booked');
	expect(await page.content()).not.toMatch(/police|housing/i);
	return new URL(page.url()).pathname;
}

async function goOn(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Continue' }).click();
}

/** As a keyboard-wedge scanner does: a burst of keys and Enter. */
async function scans(tablet: Page, ticketPage: string): Promise<string> {
	await tablet.keyboard.type(ticketPage.split('/').at(-1)?.toUpperCase() ?? '');
	await tablet.keyboard.press('Enter');
	const number = await ticketOn(tablet);
	await press(tablet, 'Done');
	return number;
}

async function walksInInArabic(tablet: Page): Promise<string> {
	await press(tablet, 'العربية');
	await expect(tablet.locator('html')).toHaveAttribute('dir', 'rtl');
	await press(tablet, /جئت بدون حجز/);
	await tablet.getByText('About housing').click();
	await press(tablet, 'متابعة');
	await press(tablet, 'متابعة');
	await tablet.getByText('على الشاشة').first().click();
	await press(tablet, 'أعطني تذكرتي');
	return ticketOn(tablet);
}

async function ticketOn(tablet: Page): Promise<string> {
	await expect(tablet.locator('.digits')).toHaveText(/^\d{3}$/);
	return tablet.locator('.digits').innerText();
}

async function atDesk(browser: Browser, agency: string): Promise<Page> {
	const email = `${agency}@example.org`;
	await makeStaff(
		db,
		{ email, roles: [{ role: 'rep', agencyId: hall.agencies[agency]?.agencyId ?? '', dropInId: null }] },
		at(0)
	);
	const page = await open(browser, { viewport: { width: 1366, height: 768 } });
	await page.goto('/desk');
	await page.getByLabel('Email').fill(email);
	await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
	await press(page, 'Sign in');
	await press(page, /^Open my desk/);
	await expect(page.getByRole('button', { name: /^Call next/ })).toBeVisible();
	return page;
}

async function press(page: Page, name: string | RegExp): Promise<void> {
	await page.getByRole('button', { name }).first().click();
}

async function device(
	browser: Browser,
	kind: 'kiosk' | 'board',
	viewport: { width: number; height: number }
): Promise<Page> {
	const { cookies } = await paired(server, db, kind, hall.dropInId, at(0));
	const page = await open(browser, { viewport });
	await page.context().addCookies([...cookies].map(([name, value]) => ({ name, value, url: server.url })));
	// A tablet is ready when it has its numbers, a board when it follows.
	const ready = page.waitForRequest(kind === 'kiosk' ? '**/kiosk/lease' : '**/live/board');
	await page.goto(`/${kind}`);
	await ready;
	return page;
}

async function open(browser: Browser, options: Parameters<Browser['newContext']>[0]): Promise<Page> {
	const context: BrowserContext = await browser.newContext({ baseURL: server.url, locale: 'en-GB', ...options });
	return context.newPage();
}

async function clocksOf(number: string) {
	const rows = await db.read
		.selectFrom('stop')
		.innerJoin('visit', 'visit.id', 'stop.visit_id')
		.innerJoin('ticket', 'ticket.visit_id', 'visit.id')
		.innerJoin('attendance', 'attendance.id', 'stop.attendance_id')
		.innerJoin('agency', 'agency.id', 'attendance.agency_id')
		.select([
			'agency.kind',
			'stop.arrived_at',
			'stop.first_called_at',
			'stop.started_at',
			'stop.finished_at',
			'visit.left_at'
		])
		.where('ticket.number', '=', number)
		.execute();
	return Object.fromEntries(
		rows.map((row) => [
			row.kind,
			clocks({
				arrivedAt: row.arrived_at,
				calledAt: row.first_called_at,
				startedAt: row.started_at,
				finishedAt: row.finished_at,
				leftAt: row.left_at
			})
		])
	);
}
