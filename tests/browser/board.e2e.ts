import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { done } from '#lib/domain/refusal.ts';
import { change } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { callAgain, start } from '#lib/server/operations/desk/serve.ts';
import { openDesk, pauseDesk } from '#lib/server/operations/desk/open-desk.ts';
import { approvePairing } from '#lib/server/operations/device/approve-pairing.ts';
import { revoke } from '#lib/server/operations/device/revoke.ts';
import { setBoard } from '#lib/server/operations/drop-in/set-board.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { callsAs, comes, type Locale, pageOf, repOf } from '../support/reps.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { expectFootClear, newestOf, openBoard, wall } from '../support/wall.ts';

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
	hall = await makeHall(await server.database(), {
		agencies: ['police'],
		sharedTables: 14,
		repsEach: 12,
		board: false
	});
});

test('the last call is the largest; a call made again comes to the top; one at the table is gone', async ({
	browser
}) => {
	const page = await board(browser);
	await expect(page.locator('main')).toContainText('Take a seat.');
	const [first, second] = [await comes(server, hall, ['police'], at(1)), await comes(server, hall, ['police'], at(2))];
	const a = await callsAs(server, hall, 'police', at(20), 0);
	await expect(newestOf(page)).toHaveText(first);
	server.setTime(at(20.2));
	await callsAs(server, hall, 'police', at(20.2), 1);
	await expect(newestOf(page)).toHaveText(second);
	await expect(page.getByRole('listitem')).toContainText(first);
	server.setTime(at(20.6));
	const db = await server.database();
	await callAgain(db, { ...a.person, commandId: newId() }, a.rep, at(20.6));
	await expect(newestOf(page)).toHaveText(first);
	await start(db, { ...a.person, commandId: newId() }, a.rep, at(20.7));
	await expect(newestOf(page)).toHaveText(second);
	await expect(page.locator('main')).not.toContainText(first);
});

test('who is fetched or called on their phone never shows, nor does any name or agency', async ({ browser }) => {
	const quiet = [
		await comes(server, hall, ['police'], at(1), { howToCall: 'fetch' }),
		await comes(server, hall, ['police'], at(2), { howToCall: 'phone' })
	];
	const shown = await comes(server, hall, ['police'], at(3), { name: 'Sam' });
	for (const index of [0, 1, 2]) await callsAs(server, hall, 'police', at(20), index);
	const page = await board(browser);
	await expect(newestOf(page)).toHaveText(shown);
	const said = [await page.content(), await (await page.request.get('/board/__data.json')).text()].join(' ');
	for (const number of quiet) expect(said).not.toContain(`>${number}<`);
	expect(said).not.toMatch(/police|Sam|[0-9a-f]{8}-[0-9a-f]{4}-7/i);
	await expect(page.getByRole('listitem')).toHaveCount(0);
});

test('a call leaves after a minute by the screen’s own clock, connection or not', async ({ browser }) => {
	await comes(server, hall, ['police'], at(1));
	await callsAs(server, hall, 'police', at(20));
	const page = await board(browser, 'en', { ownClock: true });
	await expect(newestOf(page)).toBeVisible();
	await page.context().setOffline(true);
	await page.clock.fastForward(61_000);
	await expect(page.locator('main')).toContainText('No connection');
	await expect(page.locator('main')).toContainText('Please ask a person.');
	await expect(newestOf(page)).toHaveCount(0);
	await page.context().setOffline(false);
	await expect(page.locator('main')).not.toContainText('No connection');
});

test('a new call chimes once the sound is on, and never before', async ({ browser }) => {
	await speaks([]);
	const page = await board(browser);
	await page.evaluate(() => {
		const whole = AudioContext.prototype.createOscillator;
		AudioContext.prototype.createOscillator = function (...given) {
			document.body.dataset.notes = String(Number(document.body.dataset.notes ?? 0) + 1);
			return whole.apply(this, given);
		};
	});
	await comes(server, hall, ['police'], at(1));
	await comes(server, hall, ['police'], at(2));
	await callsAs(server, hall, 'police', at(20));
	await expect(newestOf(page)).toBeVisible();
	await expect(page.locator('body')).not.toHaveAttribute('data-notes');
	await page.getByRole('button', { name: 'Turn sound on' }).click();
	await expect(page.getByRole('button')).toHaveText('Sound is on');
	await expect(page.locator('body')).toHaveAttribute('data-notes', '2');
	await callsAs(server, hall, 'police', at(20), 1);
	await expect(page.locator('body')).toHaveAttribute('data-notes', '4');
	await page.getByRole('button', { name: 'Sound is on' }).click();
	await expect(page.getByRole('button')).toHaveText('Turn sound on');
	await comes(server, hall, ['police'], at(3));
	await callsAs(server, hall, 'police', at(20), 2);
	await expect(page.getByRole('listitem')).toHaveCount(2);
	await expect(page.locator('body')).toHaveAttribute('data-notes', '4');
});

test('an unknown screen shows a code, becomes the board when approved, and says so when taken away', async ({
	browser
}) => {
	const db = await server.database();
	const page = await pageOf(browser, server, { viewport: wall });
	await page.goto('/board');
	const code = await page.locator('.code').innerText();
	const approved = await approvePairing(db, { code, name: 'Wall', dropInId: hall.dropInId }, hall.coordinator, at(20));
	if (!approved.ok) throw new Error(approved.refusal.reason);
	await expect(page.locator('main')).toContainText('Take a seat.');
	await expect(page.getByRole('button', { name: 'Turn sound on' })).toBeVisible();
	await revoke(db, { deviceId: approved.deviceId }, hall.coordinator, at(20));
	await expect(page.locator('main')).toContainText('This device was removed');
	await page.getByRole('button').click();
	await expect(page.locator('.code')).toBeVisible();
});

for (const [language, viewport] of [
	['en', wall],
	['ar', wall],
	['en', { width: 1280, height: 720 }]
] as const) {
	test(`everything on it is large and strong enough for 8 metres, and axe finds nothing (${language}, ${viewport.width} wide)`, async ({
		browser
	}) => {
		const page = await board(browser, language, { viewport });
		await isWell(page);
		for (let index = 0; index < 12; index++) {
			await comes(server, hall, ['police'], at(1 + index));
			await callsAs(server, hall, 'police', at(20), index);
			if (index !== 0 && index !== 5 && index !== 11) continue;
			await expect(page.getByRole('listitem')).toHaveCount(Math.min(index, 10));
			await isWell(page);
		}
	});
}

for (const language of ['en', 'ar'] as const)
	test(`a break and a quiet time are said in one calm line, large and strong enough (${language})`, async ({
		browser
	}) => {
		const db = await server.database();
		const page = await board(browser, language);
		const rep = repOf(hall, 'police', 11);
		const desk = await openDesk(db, hall.dropInId, rep, at(20));
		if (!desk.ok) throw new Error(desk.refusal.reason);
		await pauseDesk(db, { dropInId: hall.dropInId, deskId: desk.deskId, reason: 'tea' }, rep, at(20));
		await expect(page.locator('.say')).toContainText('Some tables are on a break.');
		await expect(page.locator('.say')).not.toContainText(/tea|\d/);
		await isWell(page);
		await speaks(['en'], { starts: '15:10', ends: '16:45' });
		await expect(page.locator('.say')).toContainText('Quiet time until 4:45 pm.');
		await isWell(page);
		await comes(server, hall, ['police'], at(1));
		await callsAs(server, hall, 'police', at(20));
		await expect(page.locator('footer .quiet')).toBeVisible();
		await isWell(page);
		await expectFootClear(page);
	});

for (const language of ['en', 'ar'] as const)
	test(`before and after the day, without connection and taken away, axe finds nothing either (${language})`, async ({
		browser
	}) => {
		const db = await server.database();
		const page = await board(browser, language);
		const lost = language === 'en' ? 'No connection' : 'لا يوجد اتصال';
		// Cut off while it fetches, it says so on a page of its own, and comes back by itself.
		await expect(async () => {
			await page.context().setOffline(false);
			await page.reload();
			await expect(page.locator('footer .clock')).toBeVisible();
			await page.context().setOffline(true);
			await expect(page.locator('main:not(.page)')).toContainText(lost, { timeout: 8_000 });
		}).toPass({ timeout: 80_000 });
		await isWell(page);
		await page.context().setOffline(false);
		for (const state of ['published', 'closed'] as const) {
			await change(db, async (trx) => {
				await trx.updateTable('drop_in').set({ state }).where('id', '=', hall.dropInId).execute();
				return done();
			});
			await page.reload();
			await expect(page.getByRole('button')).toBeVisible();
			await isWell(page);
		}
		const { id } = await db.read
			.selectFrom('device')
			.select('id')
			.where('drop_in_id', '=', hall.dropInId)
			.where('kind', '=', 'board')
			.executeTakeFirstOrThrow();
		await revoke(db, { deviceId: id }, hall.coordinator, at(20));
		await expect(page.locator('main form button')).toBeVisible({ timeout: 30_000 });
		expect((await new AxeBuilder({ page }).analyze()).violations, 'taken away').toEqual([]);
		await page.locator('main form button').click();
		await expect(page.locator('.code')).toBeVisible();
		expect((await new AxeBuilder({ page }).analyze()).violations, 'a new code').toEqual([]);
	});

for (const language of ['en', 'ar'] as const)
	test(`the widest clock stands clear of its neighbours, with the sound off and on (${language})`, async ({
		browser
	}) => {
		server.setTime('2024-03-27T12:48:00.000Z');
		const page = await board(browser, language);
		await expect(page.locator('.clock')).toHaveText('12:48');
		await expectFootClear(page);
		await page.getByRole('button').click();
		await expect(page.locator('button.on')).toBeVisible();
		await expectFootClear(page);
		await speaks([]);
		await page.reload();
		await page.locator('main').click();
		await expect(page.locator('button.on')).toBeVisible();
		await expectFootClear(page);
	});

test('words too faint or too small would be missed; a new call moves only for whoever has nothing against it', async ({
	browser
}) => {
	const page = await board(browser);
	await comes(server, hall, ['police'], at(1));
	await callsAs(server, hall, 'police', at(20));
	await expect(newestOf(page)).toBeVisible();
	await page.locator('.clock').evaluate((clock: HTMLElement) => {
		clock.style.color = '#8a9a98';
		clock.style.fontSize = '97px';
	});
	expect(await faint(page)).toEqual([expect.stringContaining('3:20')]);
	expect(await misfits(page)).toEqual([expect.stringContaining('3:20')]);
	const motion = () => page.locator('.newest').evaluate((element) => getComputedStyle(element).animationName);
	expect(await motion()).toContain('called');
	await page.emulateMedia({ reducedMotion: 'reduce' });
	expect(await motion()).toBe('none');
});

async function speaks(speech: string[], hours = { starts: '', ends: '' }): Promise<void> {
	const wanted = { dropInId: hall.dropInId, speech, offered: speech, ...hours };
	expect(await setBoard(await server.database(), wanted, hall.coordinator, at(20))).toMatchObject({ ok: true });
}

/** Sizes of a screen of 1080 lines: a smaller one is as wide on the wall. */
async function isWell(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
	expect(await misfits(page)).toEqual([]);
	expect(await faint(page)).toEqual([]);
}

/** What is too small or cut off. UX W1: capitals of 66 px on a 1080p screen; those of this face are 0.672 of its size. */
function misfits(page: Page): Promise<string[]> {
	return page.evaluate(() =>
		[...document.querySelectorAll('main *')]
			.filter(
				(element) =>
					!element.closest('.visually-hidden') &&
					[...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())
			)
			.filter((element) => {
				const { left, right, top, bottom } = element.getBoundingClientRect();
				const capitals = parseFloat(getComputedStyle(element).fontSize) * 0.672 * (1080 / innerHeight);
				return (
					capitals < 65.99 ||
					left < 0 ||
					top < 0 ||
					right > innerWidth ||
					bottom > innerHeight ||
					(element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline')
				);
			})
			.map((element) => element.outerHTML)
	);
}

/** Words and signs of less than 7:1 on what is painted behind them, as a canvas paints it. */
function faint(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
		if (!canvas) throw new Error('no canvas');
		const luminance = () => {
			const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data]
				.map((value) => value / 255)
				.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
			return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
		};
		const paint = (colour: string) => {
			canvas.fillStyle = colour;
			canvas.fillRect(0, 0, 1, 1);
			return luminance();
		};
		const contrast = (element: Element) => {
			const behind: string[] = [];
			for (let one: Element | null = element; one; one = one.parentElement)
				behind.unshift(getComputedStyle(one).backgroundColor);
			const back = ['#ffffff', ...behind].map(paint).at(-1) ?? 0;
			const front = paint(getComputedStyle(element).color);
			return (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
		};
		return [...document.querySelectorAll('main *')]
			.filter((element) => !element.closest('.visually-hidden'))
			.filter(
				(element) =>
					element.matches('svg.icon') ||
					[...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())
			)
			.filter((element) => contrast(element) < 7)
			.map((element) => `${contrast(element).toFixed(2)} ${element.outerHTML}`);
	});
}

async function board(
	browser: Browser,
	language: Locale = 'en',
	{ ownClock = false, viewport = wall }: { ownClock?: boolean; viewport?: typeof wall } = {}
): Promise<Page> {
	const prepare = async (page: Page) => void (ownClock && (await page.clock.install()));
	const page = await openBoard(browser, server, hall, { language, viewport, prepare });
	// It offers sound as soon as it follows.
	await expect(page.getByRole('button')).toBeVisible();
	return page;
}
