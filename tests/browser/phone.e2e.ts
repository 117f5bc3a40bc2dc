import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import type { Database } from '#lib/server/db/change.ts';
import { newId } from '#lib/server/ids.ts';
import { STEP } from '#lib/server/live/watch.ts';
import { boardView } from '#lib/server/operations/board/view.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { callAgain, finish, noShow, start } from '#lib/server/operations/desk/serve.ts';
import { fetchPerson } from '#lib/server/operations/door/fetch.ts';
import { doorView } from '#lib/server/operations/door/view.ts';
import { follows, must, rep, walksIn } from '#tests/support/door.ts';
import { at, type Hall, makeHall } from '#tests/support/hall.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { paired, signedIn } from '../http/people.ts';
import { listen } from '../http/streams.ts';

type Way = 'screen' | 'phone' | 'fetch';
/** What this phone was made to do, written down by a stand-in for its motor. */
type Phone = Window & { buzzes?: unknown[] };

/** What nobody may read on a phone that somebody else looks at. */
const SECRETS = /police|housing|somebody from/i;
const words = {
	en: {
		inLine: 'You are in line',
		next: 'You are next',
		go: 'Go to table',
		at: 'You are at a table',
		over: 'Your visit is over',
		again: 'Check again'
	},
	ar: {
		inLine: 'أنت في الصف',
		next: 'دورك هو التالي',
		go: 'اذهب إلى الطاولة',
		at: 'أنت عند طاولة',
		over: 'انتهت زيارتك',
		again: 'تحقق مرة أخرى'
	}
} as const;
type Locale = keyof typeof words;

let server: TestServer;
let db: Database;
let hall: Hall;
let desk: string;

test.beforeEach(async () => {
	server = await startServer();
	server.setTime(at(2));
	db = await server.database();
	hall = await makeHall(db);
	desk = (await must(openDesk(db, hall.dropInId, rep(hall), at(0)))).deskId;
});
test.afterEach(async () => {
	await server.stop();
});

for (const locale of ['en', 'ar'] as const)
	for (const script of [true, false])
		test(`the phone moves from waiting to “go to table” ${script ? 'by itself' : 'without JavaScript'} (${locale})`, async ({
			browser
		}) => {
			const say = words[locale];
			await walksIn(db, hall, ['police'], at(0));
			const ticket = await holds(['police', 'housing'], 'phone', at(1));
			const page = await onAPhone(browser, locale, script);
			await page.goto(ticket);
			// Without script there is a link to look again, and the words say so.
			const look = () => (script ? Promise.resolve() : page.getByRole('link', { name: say.again }).click());
			await expect(page.getByRole('heading', { level: 1 })).toHaveText(say.inLine);
			await expect(page.locator('[data-by-hand]')).toHaveCount(script ? 0 : 1);
			await isWell(page, script);
			await isSeen(3);
			await calls(6);
			await look();
			await expect(page.getByRole('heading', { level: 1 })).toContainText(say.go);
			await expect(page).toHaveTitle(new RegExp(say.go));
			await isWell(page, script);
			if (script) expect(await page.evaluate(() => (window as Phone).buzzes)).toEqual([[300, 150, 300]]);
			await must(start(db, { ...seat(6), commandId: newId() }, rep(hall), at(7)));
			await look();
			await expect(page.getByRole('heading', { level: 1 })).toHaveText(say.at);
			await isWell(page, script);
			await must(finish(db, { ...seat(6), commandId: newId(), outcome: 'advised' }, rep(hall), at(8)));
			await look();
			await expect(page.getByRole('heading', { level: 1 })).toHaveText(say.inLine);
			if (script) expect(await page.evaluate(() => (window as Phone).buzzes)).toHaveLength(1);
		});

test('whoever is next is told, and never in which line', async ({ browser }) => {
	const ticket = await holds(['housing', 'police'], 'screen', at(1));
	for (const locale of ['en', 'ar'] as const) {
		const page = await onAPhone(browser, locale);
		await page.goto(ticket);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(words[locale].next);
		await isWell(page);
	}
});

test('a phone buzzes once for each call, reads out what changed, and keeps what its owner is at', async ({
	browser
}) => {
	const ticket = await holds(['police'], 'phone', at(1));
	const page = await onAPhone(browser, 'en');
	await page.goto(ticket);
	await expect(page.getByText('This page follows by itself.')).toBeVisible();
	const link = page.getByRole('link', { name: 'Delete my details now' });
	await link.focus();
	const card = await page.locator('#ticket-more').elementHandle();
	await calls(3);
	await expect(page.getByRole('heading', { level: 1 })).toContainText('Go to table');
	await expect(page.locator('#live [role=status]')).toContainText(/Go to table \d/);
	await expect(link).toBeFocused();
	expect(await card?.evaluate((one) => one.isConnected), 'what is the same is not drawn again').toBe(true);
	server.setTime(at(5));
	await must(callAgain(db, { ...seat(3), commandId: newId() }, rep(hall), at(5)));
	await expect.poll(() => page.evaluate(() => (window as Phone).buzzes?.length)).toBe(2);
	await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
	await page.waitForResponse((answer) => answer.url().includes('/t/'));
	expect(await page.evaluate(() => (window as Phone).buzzes?.length)).toBe(2);
});

test('a phone makes a sound only when its owner turned that on', async ({ browser }) => {
	const ticket = await holds(['police'], 'phone', at(1));
	const page = await onAPhone(browser, 'en');
	await page.addInitScript(() => {
		const heard: number[] = [];
		const made: AudioContext[] = [];
		Object.assign(window, { heard, made });
		window.AudioContext = class extends AudioContext {
			constructor() {
				super();
				made.push(this);
			}
		};
		const start = OscillatorNode.prototype.start;
		OscillatorNode.prototype.start = function (when) {
			heard.push(when ?? 0);
			start.call(this, when);
		};
	});
	const tones = () => page.evaluate(() => (window as unknown as { heard: number[] }).heard.length);
	await page.goto(ticket);
	const button = page.getByRole('button', { name: 'Call me with a sound' });
	await button.click();
	expect(await tones(), 'so that they know how it sounds').toBe(3);
	await page.getByRole('button', { name: 'Turn the sound off' }).click();
	await calls(3);
	await expect(page.getByRole('heading', { level: 1 })).toContainText('Go to table');
	expect(await tones()).toBe(3);
	await button.click();
	server.setTime(at(5));
	await must(callAgain(db, { ...seat(3), commandId: newId() }, rep(hall), at(5)));
	await expect.poll(tones).toBe(9);
	// A page of its own in between, as after one of its forms: the same tab goes on at the first touch, and says so.
	await page.goto(ticket);
	await expect(page.getByText('This page follows by itself.')).toBeVisible();
	await expect(button, 'until it is touched it could not sound').toBeVisible();
	await page.getByText('It is your turn').tap();
	await expect(page.getByRole('button', { name: 'Turn the sound off' })).toBeVisible();
	expect(
		await page.evaluate(() => (window as unknown as { made: AudioContext[] }).made.map(({ state }) => state))
	).toEqual(['running']);
	server.setTime(at(7));
	await must(callAgain(db, { ...seat(3), commandId: newId() }, rep(hall), at(7)));
	await expect.poll(tones, 'of a page that counts anew').toBe(3);
	await page.getByRole('button', { name: 'Turn the sound off' }).click();
	await page.reload();
	await page.getByText('It is your turn').tap();
	await expect(button).toBeVisible();
});

test('a phone that lost the connection says so, and is live again by itself', async ({ browser }) => {
	const ticket = await holds(['police'], 'phone', at(1));
	const page = await onAPhone(browser, 'en');
	await page.goto(ticket);
	await expect(page.getByText('This page follows by itself.')).toBeVisible();
	await page.context().setOffline(true);
	await expect(page.getByText('Not live just now.')).toBeVisible();
	await calls(3);
	await page.context().setOffline(false);
	await expect(page.getByRole('heading', { level: 1 })).toContainText('Go to table');
	await expect(page.getByText('This page follows by itself.')).toBeVisible();
});

for (const script of [true, false])
	test(`five more minutes, I am back, call me another way and leaving, ${script ? 'with' : 'without'} JavaScript`, async ({
		browser
	}) => {
		const ticket = await holds(['police', 'housing'], 'screen', at(1));
		const page = await onAPhone(browser, 'en', script);
		await page.goto(ticket);
		await page.getByRole('button', { name: 'Five more minutes' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('We keep your place until 3:07 pm');
		await isWell(page, script);
		await page.getByRole('button', { name: 'I am back now' }).click();
		await expect(page.getByText('once more')).toBeVisible();
		await page.getByRole('button', { name: 'Five more minutes' }).click();
		await page.getByRole('button', { name: 'I am back now' }).click();
		await expect(page.getByText('You have asked for five more minutes twice.')).toBeVisible();
		await expect(page.getByRole('button', { name: 'Five more minutes' })).toHaveCount(0);

		await page.getByRole('link', { name: 'Call me another way' }).click();
		await isWell(page, script);
		await expect(page.getByRole('radio', { name: 'On the screen Your' })).toBeChecked();
		await page.getByRole('radio', { name: 'Someone comes for me' }).check();
		await page.getByRole('button', { name: 'Save' }).click();
		await expect(page.getByText('A welcomer comes to you when it is your turn.')).toBeVisible();
		await calls(3);
		await page.goto(ticket);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Somebody is coming for you');
		expect(await page.locator('main').innerText(), 'whoever is fetched need not know where').not.toMatch(/table/);
		const [call] = (await doorView(db, hall.dropInId, hall.welcomer.staffId)).fetch;
		const fetching = { dropInId: hall.dropInId, number: call?.number ?? '', seen: call?.seen ?? '', instead: false };
		await must(fetchPerson(db, fetching, hall.welcomer, at(4)));
		if (!script) await page.goto(ticket);
		await expect(page.locator('#ticket')).toContainText('A welcomer is on the way to you now.');
		await isWell(page, script);

		await page.getByRole('link', { name: 'I have to leave' }).click();
		await isWell(page, script);
		await page.getByRole('button', { name: 'Yes, I am leaving' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('You have left');
		await expect(page.locator('main')).toContainText('You can come back');
		await isWell(page, script);
	});

for (const way of ['phone', 'fetch'] as const)
	test(`a call by ${way === 'phone' ? 'phone' : 'welcomer'} never reaches the board or another viewer’s stream`, async ({
		browser
	}) => {
		const own = await holds(['police'], way, at(0));
		const another = await holds(['police', 'housing'], 'screen', at(1));
		server.setTime(at(12));
		const agencyId = hall.agencies.housing?.agencyId ?? '';
		const housing = await signedIn(server, db, { role: 'rep', agencyId, dropInId: null }, at(12));
		await must(openDesk(db, hall.dropInId, { ...rep(hall), ...housing, agencyId }, at(12)));
		const board = await paired(server, db, 'board', hall.dropInId, at(0));
		const wall = await pageWith(browser, board.cookies);
		await wall.goto('/board');
		await expect(wall.getByRole('button')).toBeVisible();
		const shown = () => wall.locator('main').innerText();
		const before = await shown();
		const follow = (path: string, cookies = new Map<string, string>()) =>
			listen(`${server.url}/live${path}`, { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') });
		const streams = {
			board: await follow('/board', board.cookies),
			desk: await follow('/desk', housing.cookies),
			another: await follow(another.replace('/t/', '/ticket/'))
		};
		const mine = await follow(own.replace('/t/', '/ticket/'));
		const since = stepOf();

		const deeds = [
			() => callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId: desk }, rep(hall), at(12)),
			() => callAgain(db, { ...seat(12), commandId: newId() }, rep(hall), at(15)),
			() => start(db, { ...seat(12), commandId: newId() }, rep(hall), at(16))
		];
		for (const [index, deed] of deeds.entries()) {
			await must<unknown>(deed());
			await mine.until(() => mine.ticks() > index);
			expect((await boardView(db, hall.dropInId, at(12)))?.calls).toEqual([]);
			expect(await shown()).toBe(before);
		}
		// Something everybody here may hear of: whoever had been told of the call would have ticked for it already.
		await must(finish(db, { ...seat(12), commandId: newId(), outcome: 'advised' }, rep(hall), at(17)));
		await must(callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId: desk }, rep(hall), at(18)));
		await Promise.all(Object.values(streams).map((one) => one.until(() => one.ticks() > 0)));
		expect(streams.board.ticks(), 'the wall').toBe(1);
		expect(streams.desk.ticks(), 'another agency’s desk').toBe(1);
		expect(streams.another.ticks(), 'another ticket, but for its wait each half minute').toBeLessThanOrEqual(
			1 + stepOf() - since
		);
		for (const one of [mine, ...Object.values(streams)]) one.close();
	});

test('whoever missed the call, or is in no line, is told whom to go to', async ({ browser }) => {
	const nowhere = await holds([], 'screen', at(1));
	const missed = await holds(['police'], 'screen', at(1));
	await calls(3);
	for (const [index, again] of [callAgain, callAgain, noShow].entries())
		await must(again(db, { ...seat(3), commandId: newId() }, rep(hall), at(5 + 2 * index)));
	for (const locale of ['en', 'ar'] as const) {
		const page = await onAPhone(browser, locale);
		await page.goto(nowhere);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(
			locale === 'en' ? 'Please speak to a welcomer' : 'تحدث إلى أحد المرحبين من فضلك'
		);
		await isWell(page);
		await page.goto(missed);
		await expect(page.locator('main')).toContainText(
			locale === 'en' ? 'We called you and you were not there.' : 'ناديناك ولم تكن موجودًا.'
		);
		await isWell(page);
	}
});

test('a look that hangs keeps no call from a phone', async ({ browser }) => {
	const ticket = await holds(['police'], 'phone', at(1));
	const page = await onAPhone(browser, 'en');
	await page.goto(ticket);
	await expect(page.getByText('This page follows by itself.')).toBeVisible();
	let looks = 0;
	// The first is never answered, as on mobile data between two masts.
	await page.route(`**${ticket}`, async (route) => void ((looks += 1) > 1 && (await route.continue())));
	await calls(3);
	await expect.poll(() => looks).toBe(1);
	await expect(page.getByRole('heading', { level: 1 })).toContainText(words.en.go, { timeout: 30_000 });
	await expect(page.getByText('This page follows by itself.')).toBeVisible();
});

/** A phone of 360 px whose motor writes down what it is told. */
async function onAPhone(browser: Browser, locale: Locale, javaScriptEnabled = true): Promise<Page> {
	const context = await browser.newContext({
		hasTouch: true,
		baseURL: server.url,
		locale,
		javaScriptEnabled,
		viewport: { width: 360, height: 740 }
	});
	await context.addInitScript(() => {
		const buzzes: unknown[] = [];
		Object.assign(window, { buzzes });
		navigator.vibrate = (pattern) => buzzes.push(pattern) > 0;
	});
	return context.newPage();
}

async function pageWith(browser: Browser, cookies: Map<string, string>): Promise<Page> {
	const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1920, height: 1080 } });
	await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: server.url })));
	return context.newPage();
}

/** Which half-minute it is. */
function stepOf(): number {
	return Math.floor(Date.now() / STEP);
}

/** Somebody walks in, and their phone follows their ticket. Gives its page. */
async function holds(agencies: string[], howToCall: Way, now: string): Promise<string> {
	return `/t/${await follows(db, hall, await walksIn(db, hall, agencies, now, howToCall), now)}`;
}

async function calls(minute: number): Promise<void> {
	server.setTime(at(minute));
	await must(callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId: desk }, rep(hall), at(minute)));
}

/** Whoever is next is called at `minute`, sits down, and is done. */
async function isSeen(minute: number): Promise<void> {
	await calls(minute);
	await must(start(db, { ...seat(minute), commandId: newId() }, rep(hall), at(minute + 1)));
	const done = { ...seat(minute), commandId: newId(), outcome: 'advised' as const };
	await must(finish(db, done, rep(hall), at(minute + 2)));
}

function seat(minute: number) {
	return { dropInId: hall.dropInId, deskId: desk, seen: at(minute) };
}

let shots = 0;

/** Axe finds nothing, nothing goes off the side of the smallest phone, and no word tells whom it is about. */
async function isWell(page: Page, script = true): Promise<void> {
	if (process.env.SHOTS)
		await page.screenshot({ path: `${process.env.SHOTS}/${String(++shots).padStart(2, '0')}.png`, fullPage: true });
	expect(await page.content()).not.toMatch(SECRETS);
	// Axe is a script itself.
	if (!script) return;
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
	await page.setViewportSize({ width: 320, height: 640 });
	expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
	await page.setViewportSize({ width: 360, height: 740 });
}
