import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, type Page, type Request, test } from '@playwright/test';
import words from '#lib/i18n/messages/en/desk.json' with { type: 'json' };
import type { Instant } from '#lib/domain/instant.ts';
import { done } from '#lib/domain/refusal.ts';
import { change } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { callForHelp } from '#lib/server/operations/desk/call-for-help.ts';
import { openDesk as opensDesk } from '#lib/server/operations/desk/open-desk.ts';
import { start } from '#lib/server/operations/desk/serve.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { callsAs, comes, type Locale, pageOf, repOf, signInAs } from '../support/reps.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { makeStaff, PASSWORD } from '../support/staff.ts';

const phone = { width: 360, height: 740 };
const longName = 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Maximiliana';

let server: TestServer;
let hall: Hall;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});
// A page left open would go on following.
test.afterEach(async ({ browser }) => {
	for (const context of browser.contexts()) await context.close();
});
test.beforeEach(async () => {
	server.setTime(at(20));
	hall = await makeHall(await server.database(), { agencies: ['police', 'housing'] });
});

test('a rep works through the whole queue by keyboard alone', async ({ browser }) => {
	const sam = await comes(server, hall, ['housing'], at(1), { name: 'Sam', size: 2, language: 'ar', needs: ['seat'] });
	const gone = await comes(server, hall, ['housing'], at(5));
	const page = await desk(browser);
	await page.keyboard.press('Enter');
	await expect(heading(page)).toHaveText('Ready for the next person');

	await page.keyboard.press('Enter');
	await expect(heading(page)).toContainText(sam);
	for (const fact of [
		'Sam',
		'2 people',
		'About housing',
		'Uses Arabic',
		'Needs a seat',
		'waiting since 3:01 pm',
		'waited 19 min'
	])
		await expect(page.locator('main')).toContainText(fact);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('button', { name: 'Appointment made' })).toBeVisible();
	// A second Enter chooses no outcome.
	await page.keyboard.press('Enter');
	await page.keyboard.press('4');
	await expect(page.locator('main')).toContainText('Before: Appointment made');

	await page.keyboard.press('Enter');
	await expect(heading(page)).toContainText(gone);
	await expect(page.getByRole('button', { name: 'Did not come' })).toHaveCount(0);
	await expect(page.getByRole('button', { name: 'Call again' })).toBeDisabled();
	await expect(page.locator('main')).toContainText('Give them time to come: 0:30');
	await page.keyboard.press('a');
	await later(page, at(20.5));
	await page.keyboard.press('a');
	await expect(page.locator('main')).toContainText('Called 2 times.');
	await later(page, at(21));
	await page.keyboard.press('a');
	await expect(page.getByRole('button', { name: 'Did not come' })).toBeVisible();
	await later(page, at(21.5));
	await page.keyboard.press('d');
	await expect(heading(page)).toHaveText('Nobody is waiting');

	await page.keyboard.press('Enter');
	await expect(page.getByRole('alert')).toHaveText('Nobody is waiting for you just now.');
	const last = await comes(server, hall, ['housing'], at(20));
	await expect(heading(page)).toHaveText('Ready for the next person');
	await expect(page.getByRole('alert')).toHaveCount(0);

	await page.keyboard.press('Enter');
	await expect(heading(page)).toContainText(last);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('button', { name: 'Not here yet: take back the start' })).toBeVisible();
	await page.keyboard.press('u');
	await expect(page.getByRole('button', { name: 'Start' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('button', { name: /^Advised/ })).toBeVisible();
	await page.keyboard.press('1');
	await expect(page.locator('main')).toContainText('Before: Advised');

	await tabTo(page, 'Take a break');
	await page.keyboard.press('Enter');
	await tabTo(page, 'Why?');
	await page.keyboard.type('Tea, and a 0 or two');
	await page.keyboard.press('Enter');
	await expect(page.locator('main')).toContainText('The coordinator sees: Tea, and a 0 or two');
	await expect(page.getByRole('button', { name: 'Carry on' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(heading(page)).toHaveText('Nobody is waiting');

	await page.keyboard.press('h');
	await expect(page.getByRole('button', { name: 'This page is hidden' })).toBeFocused();
	await page.keyboard.press('x');
	await page.keyboard.down('0');
	await expect(page.getByRole('button', { name: 'Asked' })).toBeVisible();
	await page.keyboard.up('0');
	await tabTo(page, 'Asked');
	await page.keyboard.press('Enter');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('button', { name: 'Help' })).toBeVisible();
	await tabTo(page, 'More');
	await page.keyboard.press('Enter');
	await tabTo(page, 'Close my desk');
	await page.keyboard.press('Enter');
	await expect(heading(page)).toHaveText('Open your desk');
});

test('before the call stands what to make ready for the next person, and nothing that says who it is', async ({
	browser
}) => {
	const number = await comes(server, hall, ['housing'], at(1), {
		name: 'Sam',
		size: 3,
		language: 'ar',
		needs: ['woman', 'interpreter', 'other'],
		needsOther: 'My dog Rex',
		interpreter: 'Polish'
	});
	await comes(server, hall, ['housing'], at(2));
	const page = await openDesk(browser);
	for (const fact of ['3 people', 'Interpreter: Polish', 'Uses Arabic', 'Wants to talk to a woman', 'Something else'])
		await expect(page.locator('.next')).toContainText(fact);
	const seen = [await page.content(), await (await page.request.get('/desk/__data.json')).text()];
	for (const said of seen) expect(said).not.toMatch(new RegExp(`Sam|Rex|About housing|"${number}"`));
	await press(page, /^Call next/);
	await expect(page.locator('main')).toContainText('My dog Rex');
	await press(page, /^Start/);
	await press(page, /^Advised/);
	// The next one needs nothing: nothing is said.
	await expect(heading(page)).toHaveText('Ready for the next person');
	await expect(page.locator('.next')).toHaveCount(0);
});

test('left alone it hides itself, but not while somebody is on the way to the table', async ({ browser }) => {
	const page = await pageOf(browser, server);
	await page.clock.install();
	await signInAs(page, server, repOf(hall, 'housing'), at(20));
	await page.goto('/desk');
	await press(page, 'Open my desk');
	await expect(heading(page)).toHaveText('Nobody is waiting');
	await leftAlone(page);
	await expect(page.getByText('This page is hidden')).toBeVisible();
	await page.getByText('This page is hidden').click();
	await comes(server, hall, ['housing'], at(20));
	await page.clock.runFor(1000);
	await expect(heading(page)).toHaveText('Ready for the next person');
	await press(page, /^Call next/);
	await expect(page.getByRole('button', { name: /^Start/ })).toBeVisible();
	await leftAlone(page);
	await expect(page.getByText('This page is hidden')).toHaveCount(0);
	await press(page, /^Start/);
	await expect(page.getByRole('button', { name: /^Advised/ })).toBeVisible();
	await leftAlone(page);
	await expect(page.getByText('This page is hidden')).toBeVisible();
});

test('who wants to is shown that somebody joined an empty line; others are not', async ({ browser }) => {
	const page = await openDesk(browser);
	await comes(server, hall, ['housing'], at(20));
	await expect(heading(page)).toHaveText('Ready for the next person');
	await expect(page.locator('.came')).toHaveCount(0);
	await press(page, /^Call next/);
	await press(page, /^Start/);
	await press(page, /^Advised/);
	await expect(heading(page)).toHaveText('Nobody is waiting');
	await page.getByText('More', { exact: true }).click();
	await press(page, 'Show me when somebody comes');
	await page.keyboard.press('Escape');
	await comes(server, hall, ['housing'], at(20));
	await expect(page.locator('.came')).toBeVisible();
});

test('a press too many is taken back for ten seconds: the person is still there', async ({ browser }) => {
	const number = await comes(server, hall, ['housing'], at(1));
	const page = await openDesk(browser);
	const takeBack = page.getByRole('button', { name: 'take it back' });
	await press(page, /^Call next/);
	await press(page, /^Start/);
	await press(page, /^Advised/);
	await expect(page.locator('main')).toContainText('Before: Advised');
	await takeBack.focus();
	await page.keyboard.press('u');
	await expect(heading(page)).toContainText(number);
	await expect(takeBack).toHaveCount(0);
	await press(page, /^Referred/);
	await expect(takeBack).toBeVisible();
	await later(page, at(20.2));
	await expect(page.locator('main')).toContainText('Before: Referred');
	await expect(takeBack).toHaveCount(0);
});

test('keys can be turned off, and stay off', async ({ browser }) => {
	await comes(server, hall, ['housing'], at(1));
	const page = await openDesk(browser);
	await press(page, /^Call next/);
	await page.getByText('More', { exact: true }).click();
	await press(page, 'Turn keys off');
	await later(page, at(20.5));
	await expect(page.getByRole('button', { name: 'Start' })).toBeVisible();
	await expect(page.locator('kbd')).toHaveCount(0);
	await page.keyboard.press('a');
	await page.keyboard.press('Enter');
	await page.getByText('More', { exact: true }).click();
	await press(page, 'Turn keys on');
	await page.keyboard.press('Escape');
	await expect(page.locator('main')).not.toContainText('Called 2 times.');
	await page.locator('#main').focus();
	await page.keyboard.press('a');
	await expect(page.locator('main')).toContainText('Called 2 times.');
});

test('a double click calls once and starts nothing', async ({ browser }) => {
	await comes(server, hall, ['housing'], at(1));
	const page = await openDesk(browser);
	await page.getByRole('button', { name: /^Call next/ }).dblclick();
	await expect(page.getByRole('button', { name: /^Start/ })).toBeVisible();
	await page.reload();
	await expect(page.getByRole('button', { name: /^Start/ })).toBeVisible();
});

test('everything works without script, on a phone', async ({ browser }) => {
	const number = await comes(server, hall, ['housing'], at(1));
	const page = await desk(browser, { javaScriptEnabled: false, viewport: phone });
	for (const name of ['Open my desk', 'Call next', 'Start']) await press(page, name);
	await expect(heading(page)).toContainText(number);
	await press(page, 'Signposted');
	await expect(page.locator('main')).toContainText('Before: Signposted');
	await press(page, 'Call next');
	await expect(page.getByRole('alert')).toHaveText('Nobody is waiting for you just now.');
	await expect(page).toHaveTitle(/^Error: /);
	await page.getByText('Take a break', { exact: true }).click();
	await page.getByLabel('Why?').fill('Tea');
	await press(page, 'Start the break');
	await expect(page.locator('main')).toContainText('The coordinator sees: Tea');
	await press(page, 'Carry on');
	await page.getByText('More', { exact: true }).click();
	await press(page, 'Close my desk');
	await expect(heading(page)).toHaveText('Open your desk');
});

test('a break is refused while somebody is at the desk, and what was typed stays', async ({ browser }) => {
	await comes(server, hall, ['housing'], at(1));
	const page = await openDesk(browser);
	await press(page, /^Call next/);
	await page.getByText('Take a break', { exact: true }).click();
	await page.getByLabel('Why?').fill('Tea');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('alert')).toHaveText('Somebody is with you already. Finish with them first.');
	await expect(page.getByLabel('Why?')).toHaveValue('Tea');
});

test('a menu stays open, with what was typed, while the page goes on following', async ({ browser }) => {
	const page = await openDesk(browser);
	await page.getByText('Take a break', { exact: true }).click();
	await page.getByLabel('Why?').fill('Tea');
	await comes(server, hall, ['housing'], at(20));
	await expect(heading(page)).toHaveText('Ready for the next person');
	await expect(page.getByLabel('Why?')).toBeVisible();
	await expect(page.getByLabel('Why?')).toHaveValue('Tea');
	await page.keyboard.press('Escape');
	await expect(page.getByLabel('Why?')).toBeHidden();
});

test('a login that ended in the middle of a call costs nothing: the person is still there after signing in', async ({
	browser
}) => {
	const number = await comes(server, hall, ['housing'], at(1));
	const email = `${newId()}@example.org`;
	const agencyId = repOf(hall, 'housing').agencyId;
	const staffId = await makeStaff(
		await server.database(),
		{ email, roles: [{ role: 'rep', agencyId, dropInId: null }] },
		at(0)
	);
	const page = await openDesk(browser, {}, { staffId });
	await press(page, /^Call next/);
	await expect(heading(page)).toContainText(number);
	await page.context().clearCookies({ name: 'one-roof-login' });
	await press(page, /^Start/);
	await expect(page).toHaveURL(/\/sign-in\?next=%2Fdesk$/);
	await page.getByLabel('Email address').fill(email);
	await page.getByLabel('Password').fill(PASSWORD);
	await press(page, 'Sign in');
	await expect(heading(page)).toContainText(number);
	await press(page, /^Start/);
	await expect(page.getByRole('button', { name: /^Advised/ })).toBeVisible();
});

test('a lost connection is said, and a press that did not get through is sent when it is back', async ({ browser }) => {
	const number = await comes(server, hall, ['housing'], at(1));
	await callsAs(server, hall, 'housing', at(20));
	const page = await pageOf(browser, server);
	await signInAs(page, server, repOf(hall, 'housing'), at(20));
	// It fetches once more when it begins to follow.
	const isData = (request: Request) => request.url().includes('/desk/__data.json');
	const followed = Promise.any([
		page.waitForEvent('requestfinished', isData),
		page.waitForEvent('requestfailed', isData)
	]);
	await page.goto('/desk');
	await followed;
	await expect(page.locator('header')).toContainText('live');
	await page.context().setOffline(true);
	await press(page, /^Start/);
	await expect(page.getByText('Not sent yet: Start. It is sent when the connection is back.')).toBeVisible();
	await expect(page.locator('header')).toContainText('offline');
	await expect(heading(page)).toContainText(number);
	await page.context().setOffline(false);
	await expect(page.getByRole('button', { name: /^Advised/ })).toBeVisible();
});

test('the page hides itself at a key, and the next key shows it and does nothing else', async ({ browser }) => {
	await comes(server, hall, ['housing'], at(1), { name: 'Sam' });
	const page = await openDesk(browser);
	await press(page, /^Call next/);
	await expect(page.locator('main')).toContainText('Sam');
	await page.keyboard.press('h');
	await expect(page.getByRole('button', { name: 'This page is hidden' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('button', { name: 'This page is hidden' })).toHaveCount(0);
	await expect(page.getByRole('button', { name: /^Start/ })).toBeVisible();
});

test('the page follows the hall: who waits, who is not ready, and that no table is free', async ({ browser }) => {
	const page = await openDesk(browser);
	await expect(heading(page)).toHaveText('Nobody is waiting');
	await comes(server, hall, ['police', 'housing'], at(12));
	await expect(page.locator('ol')).toContainText('walk-in');
	await expect(page.locator('ol')).toContainText('8 min');
	const { rep, person } = await callsAs(server, hall, 'police', at(20));
	await expect(heading(page)).toHaveText('Nobody is ready this minute');
	await expect(page.locator('ol')).toHaveText('not ready yet, keeps their place');
	await start(await server.database(), { ...person, commandId: newId() }, rep, at(20));
	await comes(server, hall, ['housing'], at(20));
	await expect(heading(page)).toHaveText('Ready for the next person');
	await tables(1);
	await comes(server, hall, ['police'], at(20));
	await expect(heading(page)).toHaveText('No table is free');
});

test('a housing rep’s page and data hold nothing of police, even about one and the same person', async ({
	browser
}) => {
	await comes(server, hall, ['police', 'housing'], at(1), { name: 'Sam' });
	await comes(server, hall, ['police'], at(2), { name: 'Robin' });
	await callsAs(server, hall, 'police', at(18), 1);
	const page = await openDesk(browser);
	const police = hall.agencies.police;
	const seen = [await page.content(), await (await page.request.get('/desk/__data.json')).text()];
	for (const all of seen) {
		// The help button says to everybody which desks it does not reach.
		const said = all.replaceAll(words.desk_help_how, '');
		expect(said).not.toMatch(/police|Sam|Robin/i);
		for (const id of [police?.agencyId, police?.attendanceId, police?.topicId]) expect(said).not.toContain(id);
	}
});

test('nothing typed by hand makes a fault', async ({ browser }) => {
	const page = await openDesk(browser);
	const headers = { origin: server.url, accept: 'text/html' };
	const nonsense: Record<string, string>[] = [
		{},
		{ deskId: "' or 1=1 --", seen: 'x'.repeat(100_000), commandId: '{}' },
		{ deskId: newId(), outcome: 'promoted', at: '../..' }
	];
	for (const action of ['open', 'callNext', 'callAgain', 'start', 'finish', 'noShow', 'pause', 'close'])
		for (const form of nonsense) {
			const answer = await page.request.post(`/desk?/${action}`, { headers, form });
			expect(answer.status(), action).toBe(400);
		}
});

for (const language of ['en', 'ar'] as const) {
	test(`every state is free of what axe finds and fits a phone (${language})`, async ({ browser }) => {
		test.slow();
		const page = await desk(browser, { language });
		await expect(page.getByRole('button')).not.toHaveCount(0);
		await isWell(page, 'not open');
		const roles = ['police', 'housing'].map((agency) => ({
			role: 'rep' as const,
			agencyId: repOf(hall, agency).agencyId,
			dropInId: null
		}));
		const staffId = await makeStaff(await server.database(), { email: `${newId()}@example.org`, roles }, at(0));
		const both = await desk(browser, { language }, { staffId });
		await expect(both.locator('form[action="?/open"]')).toHaveCount(2);
		await isWell(both, 'for whom');
		await next(page);
		await isWell(page, 'empty');
		await comes(server, hall, ['housing'], at(1), {
			name: longName,
			size: 12,
			language: 'ar',
			needs: ['step_free', 'seat', 'quiet', 'hearing_loop', 'bsl', 'woman', 'alone', 'interpreter', 'other'],
			needsOther: 'A place for my dog, and to be gone by four',
			interpreter: 'Kurdish Sorani',
			howToCall: 'fetch'
		});
		await comes(server, hall, ['housing', 'police'], at(2));
		await expect(page.locator('ol')).toBeVisible();
		await isWell(page, 'ready');
		await next(page);
		await expect(page.locator('h1 bdi')).toHaveText(/^\d{3}$/);
		await isWell(page, 'called');
		await page.context().setOffline(true);
		await next(page);
		await expect(page.locator('.waiting')).toBeVisible();
		await isWell(page, 'waiting for the connection');
		await page.context().setOffline(false);
		await expect(page.locator('.outcomes')).toBeVisible();
		await isWell(page, 'serving');
		await page.locator('[data-key="1"]').click();
		await expect(page.locator('.before')).toBeVisible();
		await callsAs(server, hall, 'police', at(20));
		await expect(page.locator('ol .soft')).toBeVisible();
		const colleague = repOf(hall, 'housing', 1);
		const db = await server.database();
		const theirs = await opensDesk(db, hall.dropInId, colleague, at(20));
		if (!theirs.ok) throw new Error(theirs.refusal.reason);
		const call = { commandId: newId(), dropInId: hall.dropInId, deskId: theirs.deskId };
		expect(await callForHelp(db, call, colleague, at(20))).toMatchObject({ ok: true });
		await expect(page.locator('.calls .notice')).toBeVisible();
		await isWell(page, 'help elsewhere');
		await page.locator('main').focus();
		await page.keyboard.down('0');
		await expect(page.locator('header .words')).toHaveText(language === 'en' ? 'Asked' : 'تم الطلب');
		await page.keyboard.up('0');
		await isWell(page, 'help asked for');
		await next(page);
		await expect(page.getByRole('alert')).toBeVisible();
		await isWell(page, 'nobody ready, refused');
		await page.locator('summary').first().click();
		await isWell(page, 'break');
		await page.locator('input[name=reason]').press('Enter');
		await expect(page.locator('summary')).toHaveCount(1);
		await isWell(page, 'paused');
		await page.locator('summary').first().click();
		await isWell(page, 'more');
		await page.locator('form[action="?/close"] button').click();
		await change(await server.database(), async (trx) => {
			await trx.updateTable('drop_in').set({ state: 'closed' }).where('id', '=', hall.dropInId).execute();
			return done();
		});
		await page.reload();
		await isWell(page, 'no drop-in');
	});
}

/**
 * Six minutes pass in which nobody touches the page. A press whose answer is on its way is watched, and first awaited; so is
 * the script, without which a first press brought the page anew and which alone knows that it was left.
 */
async function leftAlone(page: Page): Promise<void> {
	await expect(page.locator('header').getByText('live', { exact: true })).toBeVisible();
	await expect(page.locator('main')).toHaveAttribute('aria-busy', 'false');
	await page.clock.runFor(6 * 60_000);
}

async function isWell(page: Page, state: string): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id, nodes }) => `${state}: ${id} ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
	await page.setViewportSize(phone);
	const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	expect(tooWide, state).toBeLessThanOrEqual(0);
	await page.setViewportSize({ width: 1366, height: 768 });
}

/** Goes on with Tab until this has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
	const isThere = () =>
		page.evaluate((wanted) => {
			const focused = document.activeElement as HTMLElement & { labels?: NodeListOf<HTMLElement> };
			return focused !== document.body && (focused.labels?.[0] ?? focused).innerText.includes(wanted);
		}, name);
	for (let step = 0; step < 30; step++) {
		await page.keyboard.press('Tab');
		if (await isThere()) return;
	}
	throw new Error(`Tab does not come to ${name}`);
}

/** Presses the one big button. */
async function next(page: Page): Promise<void> {
	await page.locator('[data-main]').click();
}

async function press(page: Page, name: string | RegExp): Promise<void> {
	await page.getByRole('button', { name }).click();
}

function heading(page: Page) {
	return page.getByRole('heading', { level: 1 });
}

type Options = Parameters<typeof pageOf>[2] & { language?: Locale };

/** The page of a housing rep who has not opened a desk yet. */
async function desk(
	browser: Browser,
	options: Options = {},
	rep: { staffId: string } = repOf(hall, 'housing')
): Promise<Page> {
	const page = await pageOf(browser, server, options);
	await signInAs(page, server, rep, at(20));
	await page.goto('/desk');
	if (options.javaScriptEnabled !== false)
		await expect(page.locator('header')).toContainText(options.language === 'ar' ? 'مباشر' : 'live');
	return page;
}

/** The hub's time goes on, and the page hears of it. */
async function later(page: Page, now: Instant): Promise<void> {
	server.setTime(now);
	await page.reload();
	// Keys are heard once it follows.
	await expect(page.locator('header')).toContainText('live');
}

async function openDesk(browser: Browser, options: Options = {}, rep?: { staffId: string }): Promise<Page> {
	const page = await desk(browser, options, rep);
	await press(page, 'Open my desk');
	await expect(page.getByRole('button', { name: /^Call next/ })).toBeVisible();
	return page;
}

/** Leaves this many tables in use. */
async function tables(most: number): Promise<void> {
	await change(await server.database(), async (trx) => {
		await trx
			.updateTable('table')
			.set({ out_of_use: 1 })
			.where('drop_in_id', '=', hall.dropInId)
			.where('number', '>', most - 1)
			.execute();
		return done();
	});
}
