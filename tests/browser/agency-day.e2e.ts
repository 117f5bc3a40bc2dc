import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { done } from '#lib/domain/refusal.ts';
import { changeDropIn, type Database } from '#lib/server/db/change.ts';
import { updateDropIn } from '#lib/server/db/schedules.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { agencyGone } from '#lib/server/operations/drop-in/agency-gone.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { comes, pageOf, repOf, signInAs } from '../support/reps.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { isWell, tabletAtStart } from '../support/tablet.ts';

let server: TestServer;
let db: Database;
let hall: Hall;

test.beforeAll(async () => {
	server = await startServer();
	db = await server.database();
});
test.beforeEach(async () => {
	hall = await makeHall(db, { agencies: ['police', 'housing', 'health'] });
	server.setTime(at(20));
});
test.afterAll(() => server.stop());

test('an agency leaves: those in its line are talked with, nobody new chooses it, and it comes back', async ({
	browser
}) => {
	const number = await comes(server, hall, ['police'], at(2), { language: 'ar' });
	await openDesk(db, hall.dropInId, repOf(hall, 'housing'), at(3));
	const room = await coordinatorAt(browser);
	const trouble = room.getByRole('region', { name: 'What is wrong' });
	await expect(trouble).toContainText('nobody calls');
	await trouble.getByRole('link', { name: 'What can be done…' }).click();
	await room.getByRole('button', { name: 'Write it down' }).click();
	await expect(room.getByRole('alert')).toContainText('Choose what happened.');
	await room.getByLabel('It has left').check();
	await room.getByRole('button', { name: 'Write it down' }).click();
	await expect(room.getByRole('alert')).toContainText('Choose what happens to those in its line.');
	await expect(room.getByLabel('It has left')).toBeChecked();
	await room.getByLabel('End its line').check();
	await room.getByRole('button', { name: 'Write it down' }).click();
	await expect(room.getByText('Saved.')).toBeVisible();
	await expect(room.getByText('It left at')).toBeVisible();

	const door = await pageOf(browser, server);
	await signInAs(door, server, hall.welcomer, at(20));
	await atThisDoor(door);
	await expect(door.getByText(`Please talk to ${number}: one of their places has ended`)).toBeVisible();
	expect((await door.content()).toLowerCase()).not.toContain('police');
	const { page: tablet } = await tabletAtStart(browser, server, hall);
	await tablet.getByRole('button', { name: /No, I have not booked|walk/i }).tap();
	await expect(tablet.getByText('About housing')).toBeVisible();
	await expect(tablet.getByText('About police')).toHaveCount(0);
	await room.getByRole('button', { name: 'It is back' }).click();
	await expect(tablet.getByText('About police')).toBeVisible();
	for (const page of [room, door, tablet]) await page.context().close();
});

test('somebody who chose what has gone since is told beside the choices, and keeps the rest', async ({ browser }) => {
	const { page } = await tabletAtStart(browser, server, hall);
	await page.locator('.tiles button').last().tap();
	await page.getByText('About police').tap();
	await page.getByText('About housing').tap();
	await on(page);
	await on(page);
	await page.locator('main label').first().tap();
	await leaves('police');
	await on(page);
	await expect(page.getByRole('alert')).toContainText(
		'Something you chose is not here any more. Please look at the choices again.'
	);
	await expect(page.getByText('About police')).toHaveCount(0);
	await expect(page.getByRole('checkbox', { name: /About housing/ })).toBeChecked();
	await isWell(page, 'a topic that has gone');
	await on(page);
	await on(page);
	await on(page);
	await expect(page.getByText('Take a seat')).toBeVisible();
	await page.context().close();
});

test('after the last check-in the tablet takes those who booked, and a welcomer may let somebody in all the same', async ({
	browser
}) => {
	const { page: tablet } = await tabletAtStart(browser, server, hall);
	await changeDropIn(db, hall.dropInId, async (trx) => {
		await updateDropIn(trx, hall.dropInId, { last_admission_at: at(10) });
		return done();
	});
	await expect(tablet.getByText('We are not taking anybody new today')).toBeVisible();
	await expect(tablet.locator('.tiles button')).toHaveCount(1);
	await isWell(tablet, 'after the last check-in');

	const door = await pageOf(browser, server);
	await signInAs(door, server, hall.welcomer, at(20));
	await atThisDoor(door);
	await door.goto('/welcome/walk-in');
	await expect(door.getByText('live', { exact: true })).toBeVisible();
	await door.getByLabel(/About police/).check();
	await door.getByRole('button', { name: 'Give a ticket' }).click();
	await expect(door.getByRole('alert')).toContainText('Tick the box if you let them in all the same');
	await expect(door.getByLabel(/About police/)).toBeChecked();
	await door.getByLabel(/Let them in all the same/).check();
	await door.getByRole('button', { name: 'Give a ticket' }).click();
	await expect(door).toHaveURL(/welcome\/ticket\//);
	const visitor = await pageOf(browser, server, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
	await visitor.goto(`/d/${hall.slug}`);
	await expect(visitor.getByText('Last check-in: 3:10 pm')).toBeVisible();
	await expect(visitor.getByText('We are not taking anybody new today.')).toBeVisible();
	for (const page of [tablet, door, visitor]) await page.context().close();
});

test('closing starts with one press and is undone by one; when nobody is left, one press closes', async ({
	browser
}) => {
	const { page: tablet } = await tabletAtStart(browser, server, hall);
	const room = await coordinatorAt(browser);
	await room.getByRole('button', { name: 'Stop check-in' }).click();
	await expect(tablet.locator('main h1')).toHaveText('We are not taking anybody new today');
	await expect(room.getByText('Check-in is stopped: nobody new comes in.')).toBeVisible();
	await room.getByRole('button', { name: 'Open the doors again' }).click();
	await expect(tablet.locator('main h1')).toHaveText('Have you booked?');
	await comes(server, hall, ['police', 'housing'], at(20));
	await room.getByRole('button', { name: 'Stop check-in' }).click();
	await expect(room.getByText(/Still in line – housing .*: 1 and police .*: 1\./)).toBeVisible();
	await expect(room.getByRole('button', { name: 'Close the drop-in' })).toHaveCount(0);
	for (const agency of ['police', 'housing'] as const) await leaves(agency, 'end');
	await room.getByRole('button', { name: 'Close the drop-in' }).click();
	await expect(room.getByText('This drop-in is not open, so the room is empty.')).toBeVisible();
	for (const page of [tablet, room]) await page.context().close();
});

for (const language of ['en', 'ar'] as const)
	test(`the room with everything wrong at once, and an agency's own page, are sound in ${language}`, async ({
		browser
	}) => {
		for (const agency of ['police', 'housing', 'health']) await comes(server, hall, [agency], at(2));
		await leaves('health');
		const room = await coordinatorAt(browser, language);
		await sound(room);
		await room.goto(`/admin/drop-ins/${hall.slug}/room/${hall.agencies.health?.attendanceId}`);
		await sound(room);
		await room.goto(`/admin/drop-ins/${hall.slug}/room/${hall.agencies.police?.attendanceId}`);
		await sound(room);
		await room.context().close();
	});

async function coordinatorAt(browser: Browser, language: 'en' | 'ar' = 'en'): Promise<Page> {
	const page = await pageOf(browser, server, { language });
	await signInAs(page, server, hall.coordinator, at(20));
	await page.goto(`/admin/drop-ins/${hall.slug}/room`);
	await expect(page.locator('h1')).toBeVisible();
	return page;
}

/** Other tests' drop-ins are open too. */
async function atThisDoor(door: Page): Promise<void> {
	await door.goto('/welcome');
	const choice = door.locator(`[value="${hall.slug}"]`);
	if ((await choice.count()) > 0) await choice.click();
}

async function leaves(agency: string, line: 'keep' | 'end' = 'keep'): Promise<void> {
	const of = { dropInId: hall.dropInId, attendanceId: hall.agencies[agency]?.attendanceId ?? '' };
	await agencyGone(db, { ...of, how: 'left', line }, hall.coordinator, at(20));
}

async function on(page: Page): Promise<void> {
	await page.locator('.ways .on button').last().tap();
}

async function sound(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(
		violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
		page.url()
	).toEqual([]);
	expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), page.url()).toBeLessThanOrEqual(
		0
	);
}
