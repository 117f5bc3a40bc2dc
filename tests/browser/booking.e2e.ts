import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { m } from '#lib/i18n/paraglide/messages.js';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { purge } from '#lib/server/operations/drop-in/purge.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { arrival, at, type Hall, makeHall } from '../support/hall.ts';
import { bookFor, phone } from '../support/residents.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let hall: Hall;

test.beforeAll(async () => {
	server = await startServer();
});

test.afterAll(async () => {
	await server.stop();
});

test.beforeEach(async () => {
	server.setTime(at(-60));
	hall = await makeHall(await server.database(), { agencies: ['police', 'housing', 'health'], capacity: 1 });
});

test.describe('without script', () => {
	test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });

	test('a resident books two agencies in one go, is asked nothing twice, and holds a ticket that names neither', async ({
		page
	}) => {
		await answerTo(page, 'check', ['About police', 'About housing']);
		await expect(page.locator('main')).toContainText('About police');
		await page.getByRole('link', { name: 'Change How many' }).click();
		await page.getByLabel('Number of people').fill('٣');
		await go(page);
		await expect(page).toHaveURL(/\/check$/);
		await expect(page.locator('main')).toContainText('3 people');
		await page.getByRole('button', { name: 'Book this time' }).click();

		await expect(page).toHaveURL(/\/t\/[A-Z2-7]{26}$/);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your place is booked');
		await expect(page.locator('main')).toContainText('3:00 to 3:15 pm');
		await expect(page.locator('main')).toContainText('3 April');
		expect(await page.content()).not.toMatch(/police|housing/i);
		expect(await taken()).toBe(2);
	});

	test('a mistake keeps everything typed, and is said in the title, above the form and beside the field', async ({
		page
	}) => {
		await answerTo(page, 'contact', ['About police']);
		await page.getByLabel('Phone number').fill('call me');
		await page.getByLabel('Email address').fill('sam@example.test');
		await page.getByLabel('Yes, it is safe').check();
		await go(page);
		await expect(page).toHaveTitle(/^Error: /);
		await expect(page.getByRole('alert')).toBeFocused();
		await page.getByRole('alert').getByRole('link').click();
		await expect(page.getByLabel('Phone number')).toBeFocused();
		await expect(page.getByLabel('Phone number')).toHaveValue('call me');
		await expect(page.getByLabel('Phone number')).toHaveAccessibleDescription(/Enter a phone number/);
		await expect(page.getByLabel('Email address')).toHaveValue('sam@example.test');
		await expect(page.getByLabel('Yes, it is safe')).toBeChecked();
	});

	test('pressing Book twice, and Back and Book again, lands on the same ticket', async ({ page }) => {
		await answerTo(page, 'check', ['About police']);
		const check = page.url();
		const origin = new URL(check).origin;
		const presses = await Promise.all(
			[1, 2, 3].map(() =>
				page.request.post(check, { headers: { origin, accept: 'text/html' }, form: {}, maxRedirects: 0 })
			)
		);
		expect(new Set(presses.map((press) => press.headers().location)).size).toBe(1);
		await page.getByRole('button', { name: 'Book this time' }).click();
		await expect(page).toHaveURL(new RegExp(`${presses[0]?.headers().location}$`));
		await page.goBack();
		await expect(page).toHaveURL(/\/t\//);
		expect(await taken()).toBe(1);
	});

	test('a window that filled meanwhile is said, with the other answers kept', async ({ page }) => {
		await answerTo(page, 'check', ['About police']);
		const quicker = await bookFor(await server.database(), hall, ['police'], 0, at(-60), phone('quicker'));
		expect(quicker.ok).toBe(true);
		await page.getByRole('button', { name: 'Book this time' }).click();
		await expect(page).toHaveURL(/\/window\?full$/);
		await expect(page.getByRole('alert')).toContainText('has just gone');
		await expect(page.getByLabel('3:00 to 3:15 pm')).toBeDisabled();
		await page.getByLabel('3:15 to 3:30 pm').check();
		await go(page);
		await expect(page).toHaveURL(/\/check$/);
		await expect(page.locator('main')).toContainText('Sam');
		await page.getByRole('button', { name: 'Book this time' }).click();
		await expect(page.locator('main')).toContainText('3:15 to 3:30 pm');
	});

	test('when no time is left for all of it, fewer topics and walking in are offered', async ({ page }) => {
		const db = await server.database();
		for (let i = 0; i < hall.windows.length; i++) await bookFor(db, hall, ['housing'], i, at(-60), phone(`phone ${i}`));
		await answerTo(page, 'window', ['About police', 'About housing']);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('No time is left to book');
		await page.getByRole('link', { name: 'Choose fewer topics' }).click();
		await page.getByLabel('About housing').uncheck();
		await go(page);
		await expect(page.getByLabel('3:00 to 3:15 pm')).toBeEnabled();
	});

	test('whoever is not sure is told to just come, and nothing is kept', async ({ page }) => {
		await page.goto(`${server.url}/d/${hall.slug}/book/topics`);
		await page.getByLabel('Not sure').check();
		await page.getByLabel('About police').check();
		await go(page);
		await expect(page.getByRole('alert')).toContainText(m.refusal_topics_or_unsure());
		await page.getByLabel('About police').uncheck();
		await go(page);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Just come, no booking needed');
		expect(
			await (
				await server.database()
			).read
				.selectFrom('draft')
				.select('id')
				.where('drop_in_id', '=', hall.dropInId)
				.execute()
		).toEqual([]);
	});

	test('answers left for half an hour are gone, and kindly said to be', async ({ page }) => {
		await answerTo(page, 'check', ['About police']);
		server.setTime(at(-29));
		await page.getByRole('button', { name: 'Book this time' }).click();
		await expect(page).toHaveURL(/\/gone$/);
		await expect(page.getByRole('link', { name: 'Start again' })).toBeVisible();
	});

	test('exit this page goes somewhere neutral and leaves no answer behind', async ({ page }) => {
		await answerTo(page, 'name', ['About police']);
		// Asked for, whether or not this machine can reach it: the page's own policy has let it go.
		const elsewhere = page.waitForRequest('https://www.bbc.co.uk/weather');
		await page.getByRole('button', { name: 'Exit this page' }).click();
		await elsewhere;
		expect((await page.context().cookies(server.url)).map(({ name }) => name)).not.toContain('one-roof-draft');
		const next = await page.context().newPage();
		await next.goto(`${server.url}/d/${hall.slug}/book/topics`);
		await expect(next.getByLabel('About police')).not.toBeChecked();
	});

	test('another phone needs the change code to cancel; then the place is free and walking in still welcome', async ({
		page,
		browser
	}) => {
		const ticket = await book(page, ['About police']);
		const code = await page.locator('.change-code').innerText();
		const other = await onAnotherPhone(browser);
		await other.goto(`${ticket}/change`);
		await other.getByRole('link', { name: 'Cancel my booking' }).click();
		await other.getByRole('button', { name: 'Cancel my booking' }).click();
		await expect(other.getByRole('alert')).toContainText('not the phone you booked with');
		await other.getByLabel('Your change code').fill(code.toLowerCase());
		await other.getByRole('button', { name: 'Cancel my booking' }).click();
		await expect(other.getByRole('heading', { level: 1 })).toHaveText('Your booking is cancelled');
		await expect(other.locator('main')).toContainText('just walk in');
		expect(await taken()).toBe(0);
		await page.reload();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your booking is cancelled');
	});

	test('cancelling is asked first, says what happens, and can be left alone', async ({ page }) => {
		const ticket = await book(page, ['About police']);
		await page.getByRole('link', { name: 'Change or cancel' }).click();
		await page.getByRole('link', { name: 'Cancel my booking' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cancel your booking?');
		await expect(page.locator('main')).toContainText('3:00 to 3:15 pm');
		await expect(page.locator('main')).toContainText('Your place is free for somebody else at once');
		expect(await page.content()).not.toMatch(/police/i);
		expect(await taken()).toBe(1);
		await page.getByRole('link', { name: 'Keep my booking' }).click();
		await expect(page).toHaveURL(ticket);
		expect(await taken()).toBe(1);
		await page.goto(`${ticket}/cancel`);
		await page.getByRole('button', { name: 'Cancel my booking' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your booking is cancelled');
		expect(await taken()).toBe(0);
		await page.goto(`${ticket}/cancel`);
		await expect(page).toHaveURL(ticket);
		await page.getByRole('link', { name: 'Show the drop-in' }).click();
		await page.getByRole('link', { name: 'Book a time to arrive' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('What would you like help with?');
	});

	test('the change code is shown while its words say so, and then no more', async ({ page }) => {
		const ticket = await book(page, ['About police']);
		await expect(page.locator('main')).toContainText('shown here for half an hour at most');
		server.setTime(at(-31));
		await page.reload();
		await expect(page.locator('.change-code')).toBeVisible();
		server.setTime(at(-29));
		await page.goto(ticket);
		await expect(page.locator('.change-code')).toHaveCount(0);
	});

	test('exit this page is on the ticket and all its pages, and the ticket is still there afterwards', async ({
		page
	}) => {
		const ticket = await book(page, ['About police']);
		for (const path of ['/change', '/cancel', '/delete', '']) {
			await page.goto(ticket + path);
			await expect(page.getByRole('button', { name: 'Exit this page' }), path).toBeInViewport();
		}
		const elsewhere = page.waitForRequest('https://www.bbc.co.uk/weather');
		await page.getByRole('button', { name: 'Exit this page' }).click();
		await elsewhere;
		const next = await page.context().newPage();
		await next.goto(ticket);
		await expect(next.getByRole('heading', { level: 1 })).toHaveText('Your place is booked');
		await expect(next.locator('.change-code')).toHaveCount(0);
	});

	test('changing topics begins with an empty list and ends under the same reference', async ({ page }) => {
		const ticket = await book(page, ['About police']);
		const reference = await page.locator('.reference').innerText();
		await page.goto(`${ticket}/change`);
		await page.getByRole('button', { name: 'Choose again' }).click();
		await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0);
		await page.getByLabel('About health').check();
		await go(page);
		await page.getByLabel('4:00 to 4:15 pm').check();
		await go(page);
		server.setTime(at(-55));
		await page.getByRole('button', { name: 'Change my booking' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your booking was changed');
		expect(new URL(page.url()).search).toBe('');
		await expect(page.locator('.reference')).toHaveText(reference);
		await page.goto(ticket);
		await expect(page.locator('main')).toContainText('4:00 to 4:15 pm');
		expect(await taken()).toBe(1);
	});

	test('deleting one’s details leaves a ticket that has ended, like one that never was', async ({ page }) => {
		const ticket = await book(page, ['About police']);
		await page.getByRole('link', { name: 'Delete my details now' }).click();
		await page.getByRole('button', { name: 'Delete now' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your details are deleted');
		await page.goto(ticket);
		const mine = await page.locator('main').innerText();
		await page.goto(`${server.url}/t/${'A'.repeat(26)}`);
		expect(await page.locator('main').innerText()).toBe(mine);
		expect(await taken()).toBe(0);
	});

	test('forms that no page of ours sends are refused or taken for nothing, and never break anything', async ({
		page
	}) => {
		await answerTo(page, 'check', ['About police']);
		const origin = new URL(page.url()).origin;
		const huge = 'x'.repeat(20_000);
		const hostile = [
			'topics=none&topics=%00&topics=<script>',
			`name=${huge}&party=${huge}&needs=${huge}&other=${huge}&interpreter=${huge}&phone=${huge}&email=${huge}&window=${huge}&call=${huge}&safe=${huge}`,
			'name=a&name=b&party=1&party=2&window=a&window=b&call=screen&call=fetch&phone=1&phone=2&safe=yes&safe=no',
			'__proto__=1&constructor=2&%=%&=&&'
		];
		for (const step of ['topics', 'window', 'name', 'party', 'needs', 'call', 'contact'])
			for (const body of [...hostile, '']) {
				const answer = await page.request.post(`${server.url}/d/${hall.slug}/book/${step}`, {
					headers: { origin, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
					data: body,
					maxRedirects: 0
				});
				expect([303, 400], `${step}: ${body.slice(0, 40)}`).toContain(answer.status());
			}
	});

	test('a drop-in of another year says so wherever it names a day', async ({ page }) => {
		server.setTime('2023-12-20T09:00:00.000Z');
		await answerTo(page, 'window', ['About police']);
		await expect(page.locator('main')).toContainText('Wednesday 27 March 2024');
		await page.goto(`${server.url}/`);
		await expect(page.locator('main')).toContainText('Wednesday 27 March 2024');
		await purge(await server.database(), hall, '2024-04-03T00:04:00.000Z');
		server.setTime('2026-11-23T09:00:00.000Z');
		await page.goto(`${server.url}/d/${hall.slug}`);
		await expect(page.locator('main')).toContainText('Wednesday 27 March 2024');
		await expect(page.locator('main')).toContainText('was deleted on 3 April 2024');
	});

	test('a drop-in says that everything was deleted once it was, not because its day has come', async ({ page }) => {
		const kept = page.locator('main');
		await page.goto(`${server.url}/d/${hall.slug}`);
		await expect(kept).toContainText('is deleted on 3 April');
		server.setTime('2024-04-03T00:00:00.000Z');
		await page.reload();
		await expect(kept).toContainText('is being deleted');
		await expect(kept).not.toContainText('was deleted');
		await purge(await server.database(), hall, '2024-04-03T00:04:00.000Z');
		await page.reload();
		await expect(kept).toContainText('was deleted on 3 April');
	});

	test('“not sure” is the first thing one sees among the topics', async ({ page }) => {
		await page.goto(`${server.url}/d/${hall.slug}/book/topics`);
		await expect(page.getByRole('checkbox').first()).toHaveAccessibleName(/^Not sure/);
		await expect(page.getByLabel('Not sure')).toBeInViewport();
	});

	test('the language can be changed in the middle of it, and the answers stay', async ({ page }) => {
		await answerTo(page, 'name', ['About police']);
		await page.getByRole('link', { name: 'Language' }).click();
		await page.getByRole('button', { name: 'العربية' }).click();
		await expect(page).toHaveURL(/\/book\/name$/);
		await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('بماذا نناديك؟');
	});

	test('the appointment for the calendar says where and when, and not with whom', async ({ page }) => {
		const ticket = await book(page, ['About police']);
		const file = await page.request.get(`${ticket}/visit.ics`);
		const text = await file.text();
		expect(text).toContain('SUMMARY:Appointment at Stockton Family Hub');
		expect(text).toContain('DTSTART;TZID=Europe/London:20240327T150000');
		expect(text).toContain('BEGIN:VTIMEZONE');
		expect(text).not.toMatch(/police|About/i);
		expect(text).not.toContain(ticket.split('/').at(-1));
	});
});

test('an open ticket page shows the call by itself, without being loaded again', async ({ page }) => {
	const db = await server.database();
	server.setTime(at(1));
	const booked = await bookFor(db, hall, ['police'], 1, at(1));
	if (!booked.ok) throw new Error(booked.refusal.reason);
	await checkIn(db, { ...arrival(at(1)), dropInId: hall.dropInId, code: booked.token }, hall.kiosk, at(1));
	const followed = page.waitForResponse(/\/live\/ticket\//);
	await page.goto(`${server.url}/t/${booked.token.toLowerCase()}`);
	await followed;
	await expect(page.locator('main')).toContainText('Take a seat');
	const rep = hall.agencies.police?.reps[0];
	if (!rep) throw new Error('no rep');
	const desk = await openDesk(db, hall.dropInId, rep, at(2));
	if (!desk.ok) throw new Error(desk.refusal.reason);
	await callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId: desk.deskId }, rep, at(3));
	await expect(page.locator('main')).toContainText('It is your turn');
	await expect(page).toHaveTitle(/^Go to table \d+/);
});

/** Answers from the first question up to, not including, `step`. */
async function answerTo(page: Page, step: 'window' | 'name' | 'contact' | 'check', topics: string[]): Promise<void> {
	await page.goto(`${server.url}/d/${hall.slug}`);
	await page.getByRole('link', { name: 'Book a time to arrive' }).click();
	for (const topic of topics) await page.getByLabel(topic).check();
	await go(page);
	if (step === 'window') return;
	await page.getByLabel('3:00 to 3:15 pm').check();
	await go(page);
	if (step === 'name') return;
	await page.getByLabel('What to call you').fill('Sam');
	await go(page);
	await go(page);
	await page.getByLabel('A seat while I wait').check();
	await go(page);
	await page.getByLabel('Someone comes for me').check();
	await go(page);
	if (step === 'contact') return;
	await go(page);
}

async function go(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Continue' }).click();
}

/** Books from first to last; gives the ticket's address. */
async function book(page: Page, topics: string[]): Promise<string> {
	await answerTo(page, 'check', topics);
	await page.getByRole('button', { name: 'Book this time' }).click();
	await expect(page).toHaveURL(/\/t\//);
	return page.url();
}

async function onAnotherPhone(browser: Browser): Promise<Page> {
	const context: BrowserContext = await browser.newContext({ javaScriptEnabled: false });
	return context.newPage();
}

async function taken(): Promise<number> {
	const db = await server.database();
	const rows = await db.read.selectFrom('place').select('taken').where('drop_in_id', '=', hall.dropInId).execute();
	return rows.reduce((sum, row) => sum + row.taken, 0);
}
