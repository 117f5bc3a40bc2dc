import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { dropInBySlug } from '#lib/server/db/drop-ins.ts';
import { listStaff } from '#lib/server/db/staff.ts';
import { offeredTopics } from '#lib/server/db/topics.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { arrival, nobodyInParticular } from '#tests/support/hall.ts';
import { startServer, type TestServer } from '../support/server.ts';

const laptop = { width: 1366, height: 768 };
const coordinator = { name: 'Cora Lane', email: 'cora@example.org', password: 'tulip lantern gravel nine' };
const SLUG = 'project-harmony-community-hub-2024-03-27';

let server: TestServer;
let context: BrowserContext;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
	server = await startServer();
	server.runFrom('2024-03-20T09:00:00.000Z');
	context = await browser.newContext({ viewport: laptop });
	page = await context.newPage();
});

test.afterAll(async () => {
	await context.close();
	await server.stop();
});

test('the link of the first start makes the first coordinator, once', async () => {
	await expect.poll(() => server.printed()).toContain('/welcome-in/');
	const link = /https?:\/\/\S+\/welcome-in\/\S+/.exec(server.printed())?.[0] ?? '';
	await page.goto(link);
	await page.getByRole('button', { name: 'Make my account' }).click();
	await expect(page.getByRole('alert').getByRole('link')).toHaveCount(3);
	await page.getByLabel('Your name').fill(coordinator.name);
	await page.getByLabel('Email address').fill(coordinator.email);
	await page.getByLabel('Choose a password').fill(coordinator.password);
	await page.getByRole('button', { name: 'Make my account' }).click();
	await expect(page).toHaveURL(`${server.url}/admin`);
	await expect(page.getByRole('heading', { name: 'First things first' })).toBeVisible();
	const again = await page.request.get(link);
	expect(await again.text()).not.toContain('Choose a password');
});

test('a coordinator adds the hub, agencies and topics by clicking', async () => {
	await page.getByRole('link', { name: 'Add the hub: where people come to' }).click();
	await page.getByLabel('Street').fill('Yarm Road');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByRole('alert').getByRole('link')).toHaveText([
		'Give the hub a name.',
		'Enter the hub’s town.',
		'Enter the hub’s postcode.'
	]);
	await page.getByRole('alert').getByRole('link', { name: 'town' }).click();
	await expect(page.getByLabel('Town')).toBeFocused();
	await expect(page.getByLabel('Town')).toHaveAccessibleDescription(/Enter the hub’s town/);
	await expect(page.getByLabel('Street')).toHaveValue('Yarm Road');
	await page.getByLabel('Name').fill('Stockton Family Hub');
	await page.getByLabel('Town').fill('Stockton-on-Tees');
	await page.getByLabel('Postcode').fill('ts18 3pj');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByText('TS18 3PJ')).toBeVisible();

	await addAgency('Cleveland Police', 'Police');
	await addTopic('Cleveland Police', 'Feeling safe, crime', 'a police officer', 'Shield');
	await addAgency('Catalyst', 'Community charity');
	await addTopic('Catalyst', 'Crime, but not the police', 'a charity worker', 'Talk', 'Feeling safe, crime');
	await expect(page.getByText('Instead of: Feeling safe, crime')).toBeVisible();
});

test('a weekday that does not match is refused, and everything typed stays', async () => {
	await page.goto(`${server.url}/admin/drop-ins/new`);
	await typeSchedule(page, 'Thursday');
	await page.getByRole('button', { name: 'Make the draft' }).click();
	await expect(page.getByRole('alert')).toContainText('That date is a Wednesday');
	await keepsTheSchedule(page);
	await expect(page).toHaveTitle(/^Error: /);
	await page.getByRole('alert').getByRole('link').click();
	await expect(page.getByLabel('Day of the week')).toBeFocused();

	await page.getByLabel('Date').fill('2024-03-31');
	await page.getByLabel('Day of the week').selectOption({ label: 'Sunday' });
	await page.getByLabel('Doors open').fill('01:30');
	await page.getByRole('button', { name: 'Make the draft' }).click();
	await expect(page.getByRole('alert')).toBeVisible();
	await expect(page.getByLabel('Doors open')).toHaveValue('01:30');
});

test('the same without script', async ({ browser }) => {
	const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
	const bare = await plain.newPage();
	await bare.goto(`${server.url}/admin/drop-ins/new`);
	await typeSchedule(bare, 'Thursday');
	await bare.getByRole('button', { name: 'Make the draft' }).click();
	await expect(bare.getByRole('alert')).toContainText('That date is a Wednesday');
	await keepsTheSchedule(bare);
	await plain.close();
});

test('a whole drop-in is set up and published by clicking', async () => {
	await page.goto(`${server.url}/admin/drop-ins/new`);
	await typeSchedule(page, 'Wednesday');
	await page.getByRole('button', { name: 'Make the draft' }).click();
	await expect(page).toHaveURL(`${server.url}/admin/drop-ins/${SLUG}`);
	const nothingYet = page.locator('.checks li', { hasText: /\b(0|No)\b/ });
	await expect(nothingYet).not.toHaveCount(0);
	await expect(page.locator('.checks li.ready', { hasText: /\b(0|No)\b/ })).toHaveCount(0);

	await page.locator('summary').filter({ hasText: 'Publish' }).click();
	await expect(page.locator('#publish')).toContainText('No agency comes: nobody can choose anything.');
	await page.getByRole('button', { name: 'Publish' }).click();
	await expect(page.getByRole('alert')).toContainText('Add at least one agency');
	await tab('Agencies and places');
	for (const agency of ['Cleveland Police', 'Catalyst']) {
		const add = page.getByRole('region', { name: 'Add an agency' });
		await add.getByLabel('Agency', { exact: true }).selectOption({ label: agency });
		await add.getByRole('button', { name: 'Add' }).click();
		await expect(page.getByRole('columnheader', { name: agency })).toBeVisible();
	}
	const first = page.getByLabel('Catalyst, 3:00 to 3:15 pm');
	const last = page.getByLabel('Cleveland Police, 5:45 to 6:00 pm');
	await first.fill('seven');
	await last.fill('999');
	await page.getByRole('button', { name: 'Save places' }).click();
	await expect(page.getByRole('alert').getByRole('link')).toHaveText([
		'Catalyst, 3:00 to 3:15 pm: Enter a whole number from 0 to 200.',
		'Cleveland Police, 5:45 to 6:00 pm: Enter a whole number from 0 to 200.'
	]);
	await expect(first).toHaveValue('seven');
	await first.fill('7');
	await last.fill('2');
	await page.getByRole('button', { name: 'Save places' }).click();
	await expect(page.getByText('Saved.')).toBeVisible();
	await expect(first).toHaveValue('7');

	await tab('Tables');
	await page.getByLabel('How many').fill('4');
	await page.getByRole('button', { name: 'Add' }).click();
	await expect(page.getByRole('button', { name: 'Remove table 4' })).toBeVisible();

	await tab('Overview');
	await act('Publish');
	await expect(page.getByRole('status').filter({ hasText: 'It is published.' })).toBeVisible();
	const seen = await page.request.get(`${server.url}/d/${SLUG}`);
	expect(seen.ok()).toBe(true);
	expect(await seen.text()).toContain('Feeling safe, crime');
});

test('a tablet is paired by the code it shows, and stops at once when it is removed', async ({ browser }) => {
	const tablet = await browser.newContext({ viewport: { width: 1080, height: 810 } });
	const kiosk = await tablet.newPage();
	await kiosk.goto(`${server.url}/kiosk`);
	const code = (await kiosk.locator('.code').first().innerText()).trim();
	await tab('Tablets and screens');
	await page.getByLabel('Code on its screen').fill('WRONG1');
	await page.getByLabel('What to call it').first().fill('Door, left');
	await page.getByRole('button', { name: 'Pair it' }).click();
	await expect(page.getByRole('alert')).toContainText('No device shows this code now');
	await expect(page.getByLabel('What to call it').first()).toHaveValue('Door, left');
	await page.getByLabel('Code on its screen').fill(code);
	await page.getByRole('button', { name: 'Pair it' }).click();
	await expect(page.getByText('Door, left is paired.')).toBeVisible();
	await kiosk.reload();
	await expect(kiosk.getByText(code)).toHaveCount(0);
	await page.getByRole('button', { name: 'Remove Door, left' }).click();
	await expect(page.getByText('Removed')).toBeVisible();
	await kiosk.reload();
	await expect(kiosk.getByText('This tablet is switched off')).toBeVisible();
	await tablet.close();
});

test('a day card is printed, claimed, approved and ended', async ({ browser }) => {
	await tab('Day cards');
	await page.getByLabel('Agency').selectOption({ label: 'Catalyst' });
	await page.getByLabel('Whom it is for').fill('Catalyst 1');
	await page.getByRole('button', { name: 'Make a day card' }).click();
	await expect(page.getByRole('img', { name: 'QR' })).toBeVisible();
	const link = await page.locator('.link').innerText();
	const rep = await browser.newContext();
	const desk = await rep.newPage();
	await tab('Day cards');
	await page.getByLabel('Whom it is for').fill('Catalyst 2');
	await desk.goto(link);
	await desk.getByRole('button', { name: 'Use this device' }).click();
	const letters = (await desk.locator('.code').first().innerText()).trim();
	await expect(page.getByText(letters, { exact: true })).toBeVisible({ timeout: 15_000 });
	await expect(page.getByLabel('Whom it is for'), 'a list that moves on takes nothing away').toHaveValue('Catalyst 2');
	await page.getByRole('button', { name: 'Approve “Catalyst 1”' }).click();
	await expect(page.getByText('At work')).toBeVisible();
	await page.getByRole('button', { name: 'End “Catalyst 1”' }).click();
	await expect(page.getByText('Ended')).toBeVisible();
	await rep.close();
});

test('somebody invited gets a link once, works as what they are, and is out at once when removed', async ({
	browser
}) => {
	await page.goto(`${server.url}/admin/people/new`);
	await page.getByLabel('Email address').fill('remy@example.org');
	await page.getByRole('button', { name: 'Make the invitation' }).click();
	await expect(page.getByRole('alert').getByRole('link')).toHaveText([
		'Enter the person’s name.',
		'Choose at least one role.'
	]);
	await page.getByLabel('Name').fill('Remy Rep');
	await expect(page.getByLabel('Email address')).toHaveValue('remy@example.org');
	await page.getByLabel('Rep of Catalyst').check();
	await page.getByRole('button', { name: 'Make the invitation' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('Remy Rep');
	const link = await page.getByLabel('Link', { exact: true }).inputValue();

	const other = await browser.newContext();
	const remy = await other.newPage();
	await remy.goto(link);
	await remy.getByLabel('Choose a password').fill('another lantern gravel seven');
	await remy.getByRole('button').last().click();
	await expect(remy).toHaveURL(/\/desk/);
	expect((await remy.goto(`${server.url}/admin`))?.status()).toBe(403);

	await page.goto(`${server.url}/admin/people`);
	await page.getByRole('link', { name: 'Remy Rep' }).click();
	await act('End their access');
	await expect(page.getByText('Access ended')).toBeVisible();
	await remy.goto(`${server.url}/desk`);
	await expect(remy).toHaveURL(/sign-in/);
	await other.close();
});

test('the doors open on the day, the room says what is wrong, and closing says what happens first', async () => {
	await page.goto(`${server.url}/admin/drop-ins/${SLUG}`);
	await act('Open the doors');
	await expect(page.getByRole('alert')).toContainText('on its own day only');
	const missing = page.locator('#open');
	await expect(missing).toContainText('No wall screen is paired');
	await expect(missing).toContainText('Nobody to sit there for Catalyst and Cleveland Police');
	server.runFrom('2024-03-27T14:50:00.000Z');
	await signIn(page);
	await page.goto(`${server.url}/admin/drop-ins/${SLUG}`);
	await act('Open the doors');
	await expect(page.getByText('The doors are open.')).toBeVisible();
	await tab('The room now');
	await expect(page.getByText('Nothing is wrong just now.')).toBeVisible();
	await expect(page.getByText('live', { exact: true })).toBeVisible();
	await somebodyComes();
	await page.getByRole('link', { name: 'Close the drop-in…' }).click();
	const closing = page.locator('#close');
	await expect(closing).toContainText('1 person still waits. Their place in line ends');
	await closing.getByRole('button', { name: 'Close the drop-in' }).click();
	await expect(page.getByRole('alert')).toContainText('Tick the box');
	await closing.getByLabel('Yes, end every wait and conversation now').check();
	await closing.getByRole('button', { name: 'Close the drop-in' }).click();
	await expect(page.getByText('It is closed. Nobody is left in line.')).toBeVisible();
	await page.getByRole('link', { name: 'Record' }).click();
	await expect(page.getByRole('cell', { name: 'Closed it' })).toBeVisible();
});

for (const language of ['en', 'ar']) {
	test(`axe finds nothing on any page, in ${language}`, async ({ browser }) => {
		const reader = await readerOf(browser, language);
		const places = [
			'',
			'/hubs',
			'/hubs/new',
			'/agencies',
			'/agencies/new',
			'/topics/new',
			'/people',
			'/people/new',
			'/record',
			'/drop-ins/new'
		];
		const own = ['', '/room', '/plan', '/agencies', '/tables', '/devices', '/cards'].map(
			(tab) => `/drop-ins/${SLUG}${tab}`
		);
		for (const place of [...places, ...own]) {
			const answer = await reader.goto(`${server.url}/admin${place}`);
			expect(answer?.status(), place).toBe(200);
			await expect(reader.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
			const { violations } = await new AxeBuilder({ page: reader }).analyze();
			expect(violations.map(({ id, nodes }) => `${place}: ${id} ${nodes[0]?.html}`)).toEqual([]);
			const wider = await reader.evaluate(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth
			);
			expect(wider, `${place} is wider than the screen`).toBe(0);
		}
		await reader.context().close();
	});
}

test('every page fits a phone', async ({ browser }) => {
	const reader = await readerOf(browser, 'en', { width: 360, height: 740 });
	for (const place of [
		'',
		'/agencies',
		'/topics/new',
		'/people',
		'/record',
		'/drop-ins/new',
		`/drop-ins/${SLUG}/agencies`,
		`/drop-ins/${SLUG}/room`
	]) {
		await reader.goto(`${server.url}/admin${place}`);
		const wider = await reader.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth
		);
		expect(wider, `${place} is wider than the phone`).toBe(0);
	}
	await reader.context().close();
});

/** Somebody walks in and waits for an agency. */
async function somebodyComes(): Promise<void> {
	const db = await server.database();
	const dropIn = await dropInBySlug(db.read, SLUG, 'en');
	const [topic] = await offeredTopics(db.read, dropIn?.id ?? '', 'en', '2024-03-27T14:51:00.000Z');
	const [welcomer] = await listStaff(db.read);
	const came = await walkIn(
		db,
		{
			...arrival('2024-03-27T14:51:00.000Z'),
			dropInId: dropIn?.id ?? '',
			topicIds: [topic?.id ?? ''],
			party: nobodyInParticular,
			priorityAsked: false
		},
		{ kind: 'welcomer', staffId: welcomer?.id ?? '' },
		'2024-03-27T14:51:00.000Z'
	);
	expect(came.ok).toBe(true);
}

async function addAgency(name: string, kind: string): Promise<void> {
	await page.goto(`${server.url}/admin/agencies`);
	await page.getByRole('link', { name: 'Add an agency' }).click();
	await page.getByLabel('Name').fill(name);
	await page.getByLabel('Kind').selectOption({ label: kind });
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByRole('heading', { name })).toBeVisible();
}

async function addTopic(agency: string, label: string, meet: string, picture: string, insteadOf?: string) {
	await page.getByRole('link', { name: `Add a topic for ${agency}` }).click();
	await page.getByLabel('What it is about, in plain words').first().fill(label);
	await page.getByLabel('You would meet: …').first().fill(meet);
	await page.getByLabel(picture, { exact: true }).check();
	if (insteadOf) await page.getByLabel('Is it an alternative').selectOption({ label: insteadOf });
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByRole('link', { name: label, exact: true })).toBeVisible();
}

async function typeSchedule(on: Page, weekday: string): Promise<void> {
	await on.getByLabel('Title').first().fill('Project Harmony community hub');
	await on.getByLabel('Where else to talk').first().fill('Crimestoppers\n0800 555 111');
	await on.getByLabel('Date').fill('2024-03-27');
	await on.getByLabel('Day of the week').selectOption({ label: weekday });
	await on.getByLabel('Doors open').fill('15:00');
	await on.getByLabel('Doors close').fill('18:00');
	await on.getByLabel('Length of an arrival time').selectOption({ label: '30 minutes' });
	await on.getByLabel('Length of an arrival time').selectOption({ label: '15 minutes' });
}

async function keepsTheSchedule(on: Page): Promise<void> {
	await expect(on.getByLabel('Title').first()).toHaveValue('Project Harmony community hub');
	await expect(on.getByLabel('Where else to talk').first()).toHaveValue('Crimestoppers\n0800 555 111');
	await expect(on.getByLabel('Date')).toHaveValue('2024-03-27');
	await expect(on.getByLabel('Day of the week')).toHaveValue('4');
	await expect(on.getByLabel('Doors open')).toHaveValue('15:00');
	await expect(on.getByLabel('Doors close')).toHaveValue('18:00');
}

/** Reads what would happen, then presses the button below it. */
async function act(label: string): Promise<void> {
	const box = page.locator('details').filter({ hasText: label }).first();
	await box.locator('summary').click();
	await box.getByRole('button', { name: label }).click();
}

async function tab(name: string): Promise<void> {
	await page.getByRole('navigation', { name: 'This drop-in' }).getByRole('link', { name, exact: true }).click();
}

async function signIn(on: Page): Promise<void> {
	await on.goto(`${server.url}/sign-in`);
	if (!on.url().includes('/sign-in')) return;
	await on.getByLabel('Email address').fill(coordinator.email);
	await on.getByLabel('Password').fill(coordinator.password);
	await on.getByRole('button', { name: 'Sign in' }).click();
	await expect(on).toHaveURL(/\/admin/);
}

async function readerOf(browser: Browser, language: string, viewport = laptop): Promise<Page> {
	const theirs = await browser.newContext({ viewport, storageState: await context.storageState() });
	await theirs.addCookies([{ name: 'PARAGLIDE_LOCALE', value: language, url: server.url }]);
	return theirs.newPage();
}
