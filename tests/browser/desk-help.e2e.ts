import { type Browser, expect, type Page, test } from '@playwright/test';
import { change } from '#lib/server/db/change.ts';
import { done } from '#lib/domain/refusal.ts';
import { newId } from '#lib/server/ids.ts';
import { start } from '#lib/server/operations/desk/serve.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { callsAs, comes, pageOf, repOf, signInAs } from '../support/reps.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { coordinatorRole, makeStaff } from '../support/staff.ts';

let server: TestServer;
let hall: Hall;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});
test.afterEach(async ({ browser }) => {
	for (const context of browser.contexts()) await context.close();
});
test.beforeEach(async () => {
	server.setTime(at(20));
	hall = await makeHall(await server.database(), { agencies: ['police', 'housing', 'health'] });
	const rename = (staffId: string, name: string) => ({ staffId, name });
	const db = await server.database();
	await change(db, async (trx) => {
		for (const { staffId, name } of [
			rename(repOf(hall, 'health').staffId, 'Sam'),
			rename(hall.coordinator.staffId, 'Robin')
		])
			await trx.updateTable('staff').set({ name }).where('id', '=', staffId).execute();
		return done();
	});
});

test('a rep holds the button with the mouse: the room and another desk see where, and who goes is told back', async ({
	browser
}) => {
	await comes(server, hall, ['housing'], at(1));
	const { person } = await callsAs(server, hall, 'housing', at(20));
	const table = await tableOf(person.deskId);
	const own = await deskOf(browser, 'housing');
	const [colleague, room] = [await deskOf(browser, 'health'), await roomPage(browser)];
	// But for the clocks.
	const looks = async () => (await own.locator('main').innerText()).replace(/\d:\d\d/g, '');
	const before = await looks();
	await own.getByRole('button', { name: 'Help' }).hover();
	await own.mouse.down();
	await expect(own.getByRole('button', { name: 'Asked', exact: true })).toBeVisible();
	await own.mouse.up();
	for (const page of [colleague, room]) {
		await expect(page.locator('.calls').getByText(`Help at table ${table}`)).toBeVisible();
		await expect(page.locator('.calls')).not.toContainText(/housing/i);
	}
	// Nothing on the page of who asked but the words on the button.
	expect(await looks()).toBe(before);
	await expect(own.getByRole('dialog')).toHaveCount(0);
	await press(colleague, 'I am going');
	await expect(colleague.getByText('You are going')).toBeVisible();
	await expect(own.getByRole('button', { name: 'Somebody is coming Sam' })).toBeVisible();
	await expect(room.getByText('Sam is going')).toBeVisible();
	await press(colleague, 'Help is no longer needed');
	await expect(own.getByRole('button', { name: 'Help' })).toBeVisible();
	await expect(room.locator('.calls')).toHaveCount(0);
});

test('whoever goes can say that they cannot after all, and a coordinator may go instead', async ({ browser }) => {
	const own = await deskOf(browser, 'housing', { opens: true });
	const [colleague, room] = [await deskOf(browser, 'health'), await roomPage(browser)];
	await own.keyboard.down('0');
	await press(colleague, 'I am going');
	await own.keyboard.up('0');
	await expect(own.getByRole('button', { name: 'Somebody is coming Sam' })).toBeVisible();
	await press(colleague, 'I cannot go after all');
	await expect(own.getByRole('button', { name: 'Asked', exact: true })).toBeVisible();
	await press(colleague, 'I am going');
	await press(room, 'I am going instead');
	await expect(own.getByRole('button', { name: 'Somebody is coming Robin' })).toBeVisible();
	await expect(colleague.getByText('Robin is going')).toBeVisible();
	await press(room, 'I cannot go after all');
	await expect(room.getByRole('button', { name: 'I am going', exact: true })).toBeVisible();
});

test('the coordinator is told on every page of the drop-in, and what they type there is kept', async ({ browser }) => {
	const own = await deskOf(browser, 'housing', { opens: true });
	const office = await roomPage(browser);
	await office.goto(`/admin/drop-ins/${hall.slug}/plan`);
	const title = office.getByRole('textbox').first();
	await title.fill('Something new');
	await own.locator('#main').focus();
	await own.keyboard.down('0');
	await expect(office.locator('.calls').getByText('A rep asks for help')).toBeVisible();
	await own.keyboard.up('0');
	await expect(title).toHaveValue('Something new');
	await press(office, 'I am going');
	await expect(own.getByRole('button', { name: 'Somebody is coming Robin' })).toBeVisible();
	await expect(office.getByText('You are going')).toBeVisible();
	await expect(title, 'by going too').toHaveValue('Something new');
	await press(office, 'Help is no longer needed');
	await expect(office.locator('.calls')).toHaveCount(0);
	await expect(title).toHaveValue('Something new');
});

test('by keyboard: a key held, and without holding, two presses; the coordinator goes and ends it', async ({
	browser
}) => {
	const own = await deskOf(browser, 'housing', { opens: true });
	const room = await roomPage(browser);
	await own.locator('#main').focus();
	await own.keyboard.down('0');
	await expect(own.getByRole('button', { name: 'Asked', exact: true })).toBeVisible();
	await own.keyboard.up('0');
	await press(room, 'I am going');
	await expect(own.getByRole('button', { name: 'Somebody is coming Robin' })).toBeVisible();
	await press(room, 'Help is no longer needed');
	await expect(own.getByRole('button', { name: 'Help' })).toBeVisible();

	await own.getByRole('button', { name: 'Help' }).focus();
	await own.keyboard.press('Enter');
	await expect(own.getByRole('button', { name: 'Press again' })).toBeVisible();
	await expect(room.locator('.calls')).toHaveCount(0);
	await own.keyboard.press(' ');
	await expect(own.getByRole('button', { name: 'Asked', exact: true })).toBeVisible();
	await expect(room.locator('.calls').getByText('A rep asks for help')).toBeVisible();
	await own.keyboard.press('Enter');
	await expect(own.getByRole('button', { name: 'End it?' })).toBeVisible();
	await own.keyboard.press('Enter');
	await expect(own.getByRole('button', { name: 'Help' })).toBeVisible();
	await expect(room.locator('.calls')).toHaveCount(0);
});

test('held again, by whatever means, it goes on asking; two short presses or “More” end it', async ({ browser }) => {
	const own = await deskOf(browser, 'housing', { opens: true });
	const button = own.locator('button[aria-describedby="how-help"]');
	const holds: [down: () => Promise<void>, up: () => Promise<void>][] = [
		[() => own.mouse.down(), () => own.mouse.up()],
		...['Enter', ' ', '0'].map((key): [() => Promise<void>, () => Promise<void>] => [
			() => own.keyboard.down(key),
			() => own.keyboard.up(key)
		])
	];
	await button.hover();
	await own.mouse.down();
	await expect(button).toHaveText('Asked');
	await own.mouse.up();
	await button.focus();
	for (const [down, up] of holds) {
		await down();
		await expect(own.locator('button.held')).toHaveCount(0);
		await aWhile(own);
		await up();
		await aWhile(own);
		await expect(button).toHaveText('Asked');
	}
	expect(await openCalls()).toBe(1);
	await own.getByText('More', { exact: true }).click();
	await press(own, 'Help is no longer needed');
	await expect(button).toHaveText('Help');
	expect(await openCalls()).toBe(0);
});

for (const viewport of [
	{ width: 1366, height: 768 },
	{ width: 360, height: 740 }
])
	test(`while a sheet is open the button and its key still ask (${viewport.width})`, async ({ browser }) => {
		await comes(server, hall, ['housing'], at(1));
		const { person, rep } = await callsAs(server, hall, 'housing', at(20));
		await start(await server.database(), { ...person, commandId: newId() }, rep, at(20));
		const own = await deskOf(browser, 'housing', { viewport });
		const button = own.locator('button[aria-describedby="how-help"]');
		await own.keyboard.press('s');
		const choice = own.getByLabel('Which agency?').first();
		await expect(choice).toBeFocused();
		await own.keyboard.down('0');
		await expect(button).toHaveText('Asked');
		await own.keyboard.up('0');
		await button.dblclick({ delay: 50 });
		await expect(button).toHaveText('End it?');
		await button.click();
		await expect(button).toHaveText('Help');
		await expect(choice).toBeVisible();
		const box = await button.boundingBox();
		expect(box && box.y >= 0 && box.y + box.height <= viewport.height, JSON.stringify(box)).toBe(true);
		await button.hover();
		await own.mouse.down();
		await expect(button).toHaveText('Asked');
		await own.mouse.up();
		expect(await openCalls()).toBe(1);
		await own.getByLabel('A few words').first().fill('');
		await own.keyboard.type('10');
		await expect(own.getByLabel('A few words').first()).toHaveValue('10');
	});

test('a call that is refused or breaks says so on the button until it is asked again', async ({ browser }) => {
	const own = await deskOf(browser, 'housing', { opens: true });
	const button = own.locator('button[aria-describedby="how-help"]');
	await own.route('**/desk?/help', (route) =>
		route.fulfill({ json: { type: 'error', status: 500, error: { message: 'broken', id: 'a1' } } })
	);
	await button.focus();
	await own.keyboard.down('Enter');
	await expect(button).toHaveText('Not asked. Go to somebody');
	await own.keyboard.up('Enter');
	await own.unroute('**/desk?/help');
	await own.keyboard.press('Enter');
	await expect(button).toHaveText('Press again');
	await own.keyboard.press('Enter');
	await expect(button).toHaveText('Asked');
	expect(await openCalls()).toBe(1);
});

test('by touch: held for a second it asks, tapped once or twice in a hurry it does not', async ({ browser }) => {
	const own = await deskOf(browser, 'housing', { opens: true, hasTouch: true, viewport: { width: 360, height: 740 } });
	const button = own.getByRole('button', { name: /^(Help|Press again|Asked)$/ });
	await button.dblclick();
	await expect(button).toHaveText('Press again');
	await expect.poll(() => openCalls()).toBe(0);
	await expect(button).toHaveText('Help', { timeout: 10_000 });
	const box = await button.boundingBox();
	const finger = await own.context().newCDPSession(own);
	const touchPoints = [{ x: (box?.x ?? 0) + 10, y: (box?.y ?? 0) + 10 }];
	await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
	await expect(button).toHaveText('Asked');
	await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
	await expect(button).toHaveText('Asked');
	expect(await openCalls()).toBe(1);
});

test('on a page that is hidden the held key asks too, and keys that are turned off do not', async ({ browser }) => {
	const own = await deskOf(browser, 'housing', { opens: true });
	await own.keyboard.press('h');
	await expect(own.getByText('This page is hidden')).toBeVisible();
	await own.keyboard.down('0');
	await expect(own.getByRole('button', { name: 'Asked', exact: true })).toBeVisible();
	await own.keyboard.up('0');
	expect(await openCalls()).toBe(1);
	const other = await deskOf(browser, 'health');
	await other.getByText('More', { exact: true }).click();
	await press(other, 'Turn keys off');
	await other.keyboard.press('Escape');
	await other.locator('#main').focus();
	await other.keyboard.down('0');
	await expect(other.locator('button.held')).toHaveCount(0);
	await other.keyboard.up('0');
	expect(await openCalls()).toBe(1);
});

test('the police see no call of another agency’s, and a hidden desk says no more than that there is something', async ({
	browser
}) => {
	const police = await deskOf(browser, 'police', { opens: true });
	const health = await deskOf(browser, 'health', { opens: true });
	await health.keyboard.press('h');
	const own = await deskOf(browser, 'housing', { opens: true });
	await own.keyboard.down('0');
	await expect(own.getByRole('button', { name: 'Asked', exact: true })).toBeVisible();
	await own.keyboard.up('0');
	await expect(health.getByText('There is something for you.')).toBeVisible();
	await expect(health.getByRole('status').filter({ hasText: 'asks for help' }), 'nor aloud').toHaveCount(0);
	await health.keyboard.press('x');
	await expect(health.getByRole('status').filter({ hasText: 'asks for help' })).toHaveCount(1);
	await expect(health.locator('.calls').getByText('A rep asks for help')).toBeVisible();
	await expect(police.locator('.calls')).toHaveCount(0);
	expect(await police.content()).not.toContain('asks for help');
});

test('without script it is two presses', async ({ browser }) => {
	const own = await deskOf(browser, 'housing', { opens: true, javaScriptEnabled: false });
	await own.locator('summary', { hasText: 'Help' }).click();
	await press(own, 'Ask for help now');
	await expect(own.locator('summary', { hasText: 'Asked' })).toBeVisible();
	expect(await openCalls()).toBe(1);
	await own.locator('summary', { hasText: 'Asked' }).click();
	await press(own, 'Help is no longer needed');
	await expect(own.locator('summary', { hasText: 'Help' })).toBeVisible();
	expect(await openCalls()).toBe(0);
});

async function deskOf(
	browser: Browser,
	agency: string,
	{ opens = agency !== 'housing', ...options }: { opens?: boolean } & Parameters<Browser['newContext']>[0] = {}
): Promise<Page> {
	const page = await pageOf(browser, server, options);
	await signInAs(page, server, repOf(hall, agency), at(20));
	await page.goto('/desk');
	if (options.javaScriptEnabled !== false) await expect(page.locator('header')).toContainText('live');
	if (opens) await press(page, 'Open my desk');
	await expect(page.getByText('More', { exact: true })).toBeVisible();
	return page;
}

async function roomPage(browser: Browser): Promise<Page> {
	const page = await pageOf(browser, server);
	const db = await server.database();
	const staffId = await makeStaff(
		db,
		{ email: `${newId()}@example.org`, name: 'Robin', roles: [coordinatorRole] },
		at(0)
	);
	await signInAs(page, server, { staffId }, at(20));
	await page.goto(`/admin/drop-ins/${hall.slug}/room`);
	await expect(page.locator('main')).toContainText('live');
	return page;
}

async function press(page: Page, name: string): Promise<void> {
	await page.getByRole('button', { name }).click();
}

/** Longer than the button is held, on the page's own clock. */
async function aWhile(page: Page): Promise<void> {
	await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_300)));
}

async function tableOf(deskId: string): Promise<number> {
	const db = await server.database();
	const row = await db.read
		.selectFrom('stop')
		.innerJoin('table', 'table.id', 'stop.table_id')
		.select('table.number')
		.where('stop.desk_id', '=', deskId)
		.executeTakeFirstOrThrow();
	return row.number;
}

async function openCalls(): Promise<number> {
	const db = await server.database();
	const calls = await db.read
		.selectFrom('help_call')
		.select('id')
		.where('drop_in_id', '=', hall.dropInId)
		.where('ended_at', 'is', null)
		.execute();
	return calls.length;
}
