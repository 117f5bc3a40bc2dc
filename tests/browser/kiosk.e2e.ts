import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { done } from '#lib/domain/refusal.ts';
import { ticketNumbers } from '#lib/domain/ticket.ts';
import { change, type Database, type Trx } from '#lib/server/db/change.ts';
import { approvePairing } from '#lib/server/operations/device/approve-pairing.ts';
import { newId } from '#lib/server/ids.ts';
import { revoke } from '#lib/server/operations/device/revoke.ts';
import { deskView } from '#lib/server/operations/desk/view.ts';
import { replaceTicket } from '#lib/server/operations/visit/replace-ticket.ts';
import { alone } from '#tests/support/alone.ts';
import { CLOSES, at, type Hall, makeHall } from '#tests/support/hall.ts';
import { callsAs } from '#tests/support/reps.ts';
import { bookFor, phone } from '#tests/support/residents.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { isWell, lying } from '#tests/support/tablet.ts';

let server: TestServer;
let db: Database;
let hall: Hall;
/** The cookie of a tablet that was paired by its code. */
let paired: Awaited<ReturnType<BrowserContext['storageState']>>;

test.use({ viewport: lying });

test.beforeAll(async ({ browser }) => {
	server = await startServer();
	server.runFrom(at(10));
	db = await server.database();
	hall = await makeHall(db, { agencies: ['police', 'housing', 'health'], capacity: 50 });
	const context = await browser.newContext({ viewport: lying, baseURL: server.url });
	await pair(await context.newPage());
	paired = await context.storageState();
	await context.close();
});

test.afterAll(async () => {
	await server.stop();
});

test.beforeEach(async () => {
	await put((trx) => trx.updateTable('drop_in').set({ state: 'open' }).where('id', '=', hall.dropInId).execute());
});

test('a walk-in is let in by keyboard alone, with no name, in every line they want', async ({ browser }) => {
	const page = await kiosk(browser);
	const tab = new Keys(page);
	await tab.to('button', 'No, I just walked in');
	await page.keyboard.press('Enter');
	await titled(page, 'What would you like help with?');
	await tab.to('checkbox', 'About police');
	await page.keyboard.press('Space');
	await tab.to('checkbox', 'About housing');
	await page.keyboard.press('Space');
	await tab.to('button', 'Continue');
	await page.keyboard.press('Enter');
	await titled(page, 'What would help you today?');
	await tab.to('checkbox', 'I cannot wait long');
	await page.keyboard.press('Space');
	await tab.to('button', 'Continue');
	await page.keyboard.press('Enter');
	await titled(page, 'How shall we call you?');
	await tab.to('radio', 'On the screen Your number');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await tab.to('button', 'Get my ticket');
	await page.keyboard.press('Enter');

	const number = await ticketOf(page);
	const visit = await visitOf(number);
	expect(visit).toMatchObject({ name_sealed: null, how_to_call: 'fetch', priority: 'asked', party: 1, language: 'en' });
	expect(await linesOf(visit.id)).toEqual(['housing', 'police']);
	const lease = await db.read.selectFrom('number_lease').select('device_id').where('number', '=', number).execute();
	expect(lease, 'the number came from the tablet’s own block').toEqual([{ device_id: visit.device_id }]);
	expect(await page.locator('main').innerText()).not.toMatch(/police|housing/i);
});

test('a walk-in in Arabic, who needs an interpreter and is not sure, is helped by a welcomer', async ({ browser }) => {
	const page = await kiosk(browser);
	await page.getByRole('button', { name: 'العربية' }).click();
	await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
	await page.getByRole('button', { name: 'لا، جئت بدون حجز' }).click();
	await page.getByText('لست متأكدًا').click();
	await press(page, 'متابعة');
	await page.getByText('مترجم شفوي').click();
	await page.getByRole('button', { name: 'أكثر بواحد' }).click();
	await press(page, 'متابعة');
	await press(page, 'متابعة');
	await expect(page.getByRole('alert')).toBeVisible();
	await page.getByRole('button', { name: /Kurmancî/ }).click();
	await press(page, 'متابعة');
	await page.getByRole('radio', { name: /^على الشاشة/ }).check();
	await press(page, 'أعطني تذكرتي');
	const visit = await visitOf(await ticketOf(page));
	expect(visit).toMatchObject({ language: 'ar', interpreter: 'Kurdish Kurmanji', needs: 'interpreter', party: 2 });
	const notes = await db.read.selectFrom('door_note').select('kind').where('visit_id', '=', visit.id).execute();
	expect(notes).toEqual([{ kind: 'help_choosing' }]);
});

test('a scanned code checks a booking in from the start screen, and says the same again', async ({ browser }) => {
	const { token } = await booking('scanned');
	const page = await kiosk(browser);
	await scan(page, `${server.url}/t/${token}`.toUpperCase());
	const number = await ticketOf(page);
	await expect(page.getByRole('img', { name: 'A code to scan with your phone' })).toBeVisible();
	expect(await linesOf((await visitOf(number)).id)).toEqual(['police']);
	await scan(page, token);
	await expect(page.getByText('You are checked in already.')).toBeVisible();
	expect(await ticketOf(page)).toBe(number);
	await expect(page.getByRole('img')).toHaveCount(0);
});

test('a reference can be typed on the screen or with keys, look-alikes and all', async ({ browser }) => {
	const { reference } = await booking('typed');
	const page = await kiosk(browser);
	await page.getByRole('button', { name: /^Yes/ }).click();
	for (const letter of reference) await page.getByRole('button', { name: letter, exact: true }).click();
	await press(page, 'Check in');
	const number = await ticketOf(page);
	await press(page, 'Done');
	await page.getByRole('button', { name: /^Yes/ }).click();
	const misread = `${reference.slice(0, 3)}-${reference.slice(3)}`
		.toLowerCase()
		.replaceAll('0', 'o')
		.replaceAll('1', 'l');
	await page.keyboard.type(`${misread}y`, { delay: 120 });
	await page.keyboard.press('Backspace');
	await page.keyboard.press('Enter');
	await expect(page.getByText('You are checked in already.')).toBeVisible();
	expect(await ticketOf(page)).toBe(number);
});

test('somebody who did not see their call scans their ticket and is told where to go', async ({ browser }) => {
	const page = await kiosk(browser);
	// Nobody else is in line.
	await put((trx) =>
		trx
			.updateTable('stop')
			.set({ state: 'withdrawn' })
			.where('drop_in_id', '=', hall.dropInId)
			.where('state', '=', 'waiting')
			.execute()
	);
	const mine = await booking('called');
	await scan(page, mine.token);
	await ticketOf(page);
	await press(page, 'Done');
	const { rep, person } = await callsAs(server, hall, 'police', at(10));
	const view = await deskView(db, { ...person, locale: 'en' }, rep, at(10));
	await scan(page, mine.token);
	await expect(page.locator('main')).toContainText(`You are called now: table ${view?.table}`);
	await expect(page.locator('main')).not.toContainText('Take a seat');
});

test('every mismatch says what it is, that nobody was checked in, and two ways on', async ({ browser }) => {
	const page = await kiosk(browser);
	const elsewhere = await makeHall(db, { agencies: ['police'] });
	await put((trx) =>
		trx.updateTable('drop_in').set({ date: '2024-04-03' }).where('id', '=', elsewhere.dropInId).execute()
	);
	const otherDay = await booking('other day', elsewhere);
	const cancelled = await booking('cancelled');
	await put((trx) =>
		trx
			.updateTable('booking')
			.set({ state: 'cancelled', cancelled_at: at(1) })
			.where('id', '=', cancelled.id)
			.execute()
	);
	const left = await booking('left');
	await scan(page, left.token);
	const { id } = await visitOf(await ticketOf(page));
	await put((trx) =>
		trx
			.updateTable('visit')
			.set({ state: 'left', left_at: at(11), left_how: 'walkout' })
			.where('id', '=', id)
			.execute()
	);

	const lost = await booking('lost');
	await scan(page, lost.token);
	const replaced = await visitOf(await ticketOf(page));
	const paper = { dropInId: hall.dropInId, visitId: replaced.id, commandId: newId(), claim: db.codes.token() };
	expect((await replaceTicket(db, paper, hall.welcomer, at(10))).ok).toBe(true);
	await meets(page, lost.token, 'Please ask a person', ['Start again']);

	const walkIn = ['Join as a walk-in'];
	await meets(page, '0000-0', 'This is not a reference', ['Type it again', ...walkIn]);
	await meets(page, 'AAAAAAAAAAAAAAAAAAAAAAAAAA', 'We do not know this code', ['Type it again', ...walkIn]);
	await meets(page, otherDay.token, 'This booking is for another day', walkIn);
	await expect(page.getByText('Wednesday 3 April')).toBeVisible();
	await meets(page, cancelled.token, 'This booking was cancelled', walkIn);
	await meets(page, left.token, 'This ticket has ended', walkIn);

	const waiting = await booking('early');
	await put((trx) => trx.updateTable('drop_in').set({ state: 'published' }).where('id', '=', hall.dropInId).execute());
	await meets(page, waiting.token, 'We are not open yet', ['Start again']);
	await put((trx) => trx.updateTable('drop_in').set({ state: 'closed' }).where('id', '=', hall.dropInId).execute());
	await meets(page, waiting.token, 'We have closed for today', ['Start again']);
	await press(page, 'Start again');
	await titled(page, 'We have closed for today');
	expect(await db.read.selectFrom('visit').select('id').where('booking_id', '=', waiting.id).execute()).toEqual([]);
});

test('no numbers left, a broken server and a lost network each get a calm screen', async ({ browser }) => {
	const page = await kiosk(browser);
	const kept = await everyNumberTaken();
	await meets(page, (await booking('late')).token, 'We have no more numbers today', ['Start again']);
	await put((trx) => trx.deleteFrom('number_lease').where('device_id', '=', kept).execute());

	const { token, id } = await booking('unlucky');
	await page.route('**/kiosk/check-in', (route) => route.fulfill({ status: 500, body: 'oh dear' }));
	await meets(page, token, 'Something went wrong here', ['Try again']);
	await page.unroute('**/kiosk/check-in');
	await page.context().setOffline(true);
	await press(page, 'Try again');
	await titled(page, 'This tablet has lost its connection', 20_000);
	await page.locator('footer').getByRole('button', { name: 'Ask a person' }).click();
	await titled(page, 'We could not call anybody from here', 20_000);
	await page.context().setOffline(false);
	await press(page, 'Continue');
	await press(page, 'Try again');
	await ticketOf(page);
	expect(await db.read.selectFrom('visit').select('id').where('booking_id', '=', id).execute()).toHaveLength(1);
});

test('an answer lost on the way changes nothing: one visit, the number and the QR on the screen are good', async ({
	browser
}) => {
	const page = await kiosk(browser);
	const sent: { visitId: string; sentAt: string }[] = [];
	await page.route('**/kiosk/walk-in', async (route) => {
		sent.push(route.request().postDataJSON() as (typeof sent)[number]);
		if (sent.length > 2) return route.continue();
		await route.fetch();
		await route.abort('connectionreset');
	});
	const before = await count('visit');
	const number = await walksIn(page);
	expect(sent).toHaveLength(3);
	expect(new Set(sent.map((body) => JSON.stringify({ ...body, sentAt: '' }))).size).toBe(1);
	expect(await count('visit')).toBe(before + 1);
	expect((await visitOf(number)).id).toBe(sent[0]?.visitId);
	await expect(page.getByText('You are checked in already.')).toHaveCount(0);
	await expect(page.getByRole('img')).toBeVisible();
});

test('the QR makes one phone the ticket’s, without script, and is dead for the next', async ({ browser }) => {
	const page = await kiosk(browser);
	const claim = page
		.waitForRequest('**/kiosk/walk-in')
		.then((request) => (request.postDataJSON() as { claim: string }).claim);
	await walksIn(page);
	const address = `${server.url}/C/${await claim}`;
	const [mine, theirs] = await Promise.all(
		[1, 2].map(() => browser.newContext({ javaScriptEnabled: false, baseURL: server.url }))
	);
	if (!mine || !theirs) throw new Error('no phones');
	const phonePage = await mine.newPage();
	await phonePage.goto(address);
	await phonePage.getByRole('button', { name: 'Use this phone' }).click();
	await phonePage.waitForURL('**/t/*');
	const own = phonePage.url();
	await phonePage.goto(address);
	expect(phonePage.url(), 'the same phone lands on its ticket again').toBe(own);
	const other = await theirs.newPage();
	await other.goto(address);
	await expect(other.getByRole('heading', { level: 1 })).toHaveText('This code has been used, or your visit is over');
	await mine.close();
	await theirs.close();
});

test('not sure yet and called on a phone: the tablet says that somebody comes to help, and to scan the code', async ({
	browser
}) => {
	const page = await kiosk(browser);
	await page.getByRole('button', { name: 'العربية' }).click();
	await page.getByRole('button', { name: 'لا، جئت بدون حجز' }).click();
	await page.getByText('لست متأكدًا').click();
	await press(page, 'متابعة');
	await press(page, 'متابعة');
	await page.locator('input[value=phone]').check();
	await page.locator('.on button').last().click();
	await expect(page.getByText('يأتي أحد المرحبين ليساعدك على الاختيار.')).toBeVisible();
	await expect(page.getByText('نناديك على هاتفك. امسح هذا الرمز الآن.')).toBeInViewport();
});

test('asking a person leaves the welcomers one note', async ({ browser }) => {
	const page = await kiosk(browser);
	for (let times = 0; times < 3; times++) {
		await page.locator('footer').getByRole('button', { name: 'Ask a person' }).click();
		await titled(page, 'Somebody is coming');
		await press(page, 'Continue');
	}
	const notes = await db.read.selectFrom('door_note').select('detail').where('kind', '=', 'come_to_kiosk').execute();
	expect(notes).toEqual([{ detail: 'Tablet at the door' }]);
});

test('after Done nothing of the person remains, and Back shows the start', async ({ browser }) => {
	const page = await kiosk(browser);
	await press(page, 'Bigger text');
	await press(page, 'Contrast');
	await page.getByRole('button', { name: 'العربية' }).click();
	await page.getByRole('button', { name: 'لا، جئت بدون حجز' }).click();
	await page.getByText('About police').click();
	await page.goBack();
	await fresh(page);
	await page.getByRole('button', { name: /walked in/ }).click();
	await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0);
	await page.getByText('Not sure').click();
	await press(page, 'Continue');
	await press(page, 'Continue');
	await page.getByRole('radio', { name: 'On the screen Your number' }).check();
	await press(page, 'Get my ticket');
	const number = await ticketOf(page);
	await press(page, 'Done');
	await fresh(page);
	await page.goBack();
	await fresh(page);
	expect(await page.content()).not.toMatch(alone(number));
	expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, history.length <= 4])).toEqual([
		0,
		0,
		true
	]);
	expect((await page.context().cookies()).map(({ name }) => name)).toEqual(['one-roof-kiosk']);
	expect(new URL(page.url()).pathname).toBe('/kiosk');
	expect((await page.request.get('/kiosk')).headers()['cache-control']).toContain('no-store');
});

test('an idle screen warns after a minute, gives more time at one tap, ten times over, and then clears itself', async ({
	browser
}) => {
	const page = await kiosk(browser, (before) => before.clock.install());
	await expect(page.getByText('for 60 seconds')).toBeVisible();
	await page.getByRole('button', { name: /walked in/ }).click();
	await page.getByText('About police').click();
	for (let times = 0; times < 10; times++) {
		await page.clock.fastForward(61_000);
		await expect(page.getByRole('dialog', { name: 'Are you still there?' })).toBeVisible();
		await page.getByRole('button', { name: 'I need more time' }).click();
		await expect(page.getByRole('dialog')).toHaveCount(0);
	}
	await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(1);
	await page.clock.fastForward(61_000);
	await expect(page.getByRole('dialog')).toBeVisible();
	await page.clock.fastForward(31_000);
	await fresh(page);
});

for (const language of ['en', 'ar'] as const) {
	test(`every screen is free of what axe finds, and large enough to press (${language})`, async ({ browser }) => {
		const page = await kiosk(browser);
		if (language === 'ar') await page.getByRole('button', { name: 'العربية' }).click();
		const on = page.locator('.ways .on button').last();
		const look = (screen: string) => isWell(page, screen);
		await look('start');
		await page.locator('.tiles button').first().click();
		await look('booking');
		await on.click();
		await look('booking, nothing typed');
		await scan(page, 'AAAAAAAAAAAAAAAAAAAAAAAAAA');
		await expect(page.locator('main h1')).toBeFocused();
		await look('a problem');
		await page.locator('main').getByRole('button').nth(1).click();
		await look('topics');
		await on.click();
		await look('topics, none chosen');
		await page.locator('main fieldset label').first().click();
		await on.click();
		await page.locator('main label').nth(5).click();
		await look('needs');
		await on.click();
		await look('interpreter');
		await page.locator('.tiles button').first().click();
		await on.click();
		await look('how to call');
		await on.click();
		await look('how to call, none chosen');
		await page.locator('main label').nth(1).click();
		await on.click();
		await page.locator('.digits').waitFor();
		await look('ticket');
		for (const button of [2, 3]) {
			await page.locator('footer button').nth(button).click();
			await look(`ticket, ${button === 2 ? 'bigger text' : 'bigger text and more contrast'}`);
		}
		await page.locator('footer button').nth(1).click();
		await look('language');
		await page.locator('footer button').first().click();
		await expect(page.locator('main button')).toBeVisible();
		await look('a person is coming');
	});
}

test('an answer holds no agency, no topic and no visit, and strangers get none', async ({ browser, request }) => {
	const page = await kiosk(browser);
	const answer = page.waitForResponse('**/kiosk/walk-in');
	await walksIn(page);
	const body = (await (await answer).json()) as object;
	expect(Object.keys(body).sort()).toEqual(['again', 'follow', 'helpChoosing', 'howToCall', 'number', 'ok', 'table']);

	const own = { origin: server.url, 'content-type': 'application/json' };
	for (const way of ['check-in', 'walk-in', 'lease', 'ask']) {
		const address = `${server.url}/kiosk/${way}`;
		expect((await request.post(address, { headers: own, data: '{}' })).status(), `${way}, not paired`).toBe(401);
		const foreign = { ...own, origin: 'https://elsewhere.example' };
		expect(
			(await page.request.post(address, { headers: foreign, data: '{}' })).status(),
			`${way}, from another site`
		).toBe(403);
	}
	for (const data of ['', 'nonsense', '[]', '{"commandId":"1"}', `{"code":"${'x'.repeat(10_000)}"}`]) {
		const response = await page.request.post('/kiosk/check-in', { headers: own, data });
		expect(response.status(), data.slice(0, 20)).toBe(400);
	}
});

// Last: it ends the tablet's pairing.
test('a revoked tablet says so plainly, in the middle of anything', async ({ browser }) => {
	const page = await kiosk(browser);
	await page.getByRole('button', { name: /walked in/ }).click();
	const { id } = await db.read
		.selectFrom('device')
		.select('id')
		.where('name', '=', 'Tablet at the door')
		.executeTakeFirstOrThrow();
	await revoke(db, { deviceId: id }, hall.coordinator, at(20));
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('This tablet is switched off', { timeout: 30_000 });
	await press(page, 'Ask for a new code');
	await expect(page.locator('.code')).toHaveText(/^\w{3} \w{3}$/);
});

async function pair(page: Page): Promise<void> {
	await page.goto('/kiosk');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('This tablet is not set up yet');
	const code = await page.locator('.code').innerText();
	const approval = { code, name: 'Tablet at the door', dropInId: hall.dropInId };
	expect(await approvePairing(db, approval, hall.coordinator, at(10))).toMatchObject({ ok: true });
	await expect(page.locator('main h1')).toHaveText('Have you booked?', { timeout: 20_000 });
}

/** A fresh tab of the paired tablet. */
async function kiosk(
	browser: { newContext: (options: object) => Promise<BrowserContext> },
	prepare: (page: Page) => Promise<void> = async () => {}
): Promise<Page> {
	const context = await browser.newContext({ viewport: lying, baseURL: server.url, storageState: paired });
	const page = await context.newPage();
	await prepare(page);
	const leased = page.waitForResponse('**/kiosk/lease');
	await page.goto('/kiosk');
	await leased;
	await expect(page.locator('main h1')).toHaveText('Have you booked?');
	return page;
}

/** The screen has changed, and is read from its title. */
async function titled(page: Page, title: string, timeout = 5_000): Promise<void> {
	await expect(page.locator('main h1')).toHaveText(title, { timeout });
	await expect(page.locator('main h1')).toBeFocused();
}

async function press(page: Page, name: string): Promise<void> {
	await page.getByRole('button', { name, exact: true }).click();
}

async function scan(page: Page, code: string): Promise<void> {
	await page.keyboard.type(code);
	await page.keyboard.press('Enter');
}

async function ticketOf(page: Page): Promise<string> {
	await expect(page.locator('.digits')).toHaveText(/^\d{3}$/, { timeout: 20_000 });
	return page.locator('.digits').innerText();
}

async function walksIn(page: Page): Promise<string> {
	await page.getByRole('button', { name: /walked in/ }).click();
	await page.getByText('About health').click();
	await press(page, 'Continue');
	await press(page, 'Continue');
	await page.getByRole('radio', { name: 'On the screen Your number' }).check();
	await press(page, 'Get my ticket');
	return ticketOf(page);
}

/** A code scanned meets this title and these ways on, and in words that the person is not checked in. */
async function meets(page: Page, code: string, title: string, ways: string[]): Promise<void> {
	// Short codes count as scanned only at a scanner's speed, which a busy machine may miss.
	await expect(async () => {
		await scan(page, code);
		await titled(page, title, 5_000);
	}).toPass({ timeout: 60_000 });
	await expect(page.locator('main').getByRole('button')).toHaveText(ways);
	await expect(page.getByRole('button', { name: 'Ask a person' }), 'and once a person').toHaveCount(1);
	if (!title.startsWith('Something'))
		await expect(page.locator('main p')).toContainText(/not checked in|That visit is over|place in line stays/);
}

async function fresh(page: Page): Promise<void> {
	await titled(page, 'Have you booked?');
	await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
	await expect(page.locator('html')).not.toHaveAttribute('data-text', 'large');
	await expect(page.locator('html')).not.toHaveAttribute('data-contrast', 'high');
}

/** Goes about with the Tab key alone. */
class Keys {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	/** Tabs on until something has the focus; it must be seen to have it, and not lie behind anything. */
	async to(role: 'button' | 'checkbox' | 'radio', name: string): Promise<void> {
		const wanted = this.#page.getByRole(role, { name });
		for (let steps = 0; steps < 40; steps++) {
			await this.#page.keyboard.press('Tab');
			if (await wanted.evaluate((element) => element === document.activeElement)) return this.#seen();
		}
		throw new Error(`Tab never reaches ${name}`);
	}

	async #seen(): Promise<void> {
		const seen = await this.#page.evaluate(() => {
			const focused = document.activeElement as HTMLElement;
			const drawn = focused.closest('label') ?? focused;
			const { left, top, width, height } = drawn.getBoundingClientRect();
			const there = document.elementFromPoint(left + width / 2, top + height / 2);
			return getComputedStyle(drawn).outlineStyle === 'solid' && drawn.contains(there);
		});
		expect(seen, 'the focus is seen').toBe(true);
	}
}

async function booking(name: string, at_: Hall = hall): Promise<{ id: string; token: string; reference: string }> {
	const booked = await bookFor(db, at_, ['police'], 0, at(-60), phone(name));
	if (!booked.ok) throw new Error(booked.refusal.reason);
	const row = await db.read
		.selectFrom('booking')
		.selectAll()
		.where('id', '=', booked.bookingId)
		.executeTakeFirstOrThrow();
	return { id: row.id, token: booked.token, reference: db.codes.unseal('reference', row.reference_sealed) };
}

async function visitOf(number: string) {
	return db.read
		.selectFrom('visit')
		.innerJoin('ticket', 'ticket.visit_id', 'visit.id')
		.selectAll('visit')
		.where('ticket.number', '=', number)
		.executeTakeFirstOrThrow();
}

async function linesOf(visitId: string): Promise<string[]> {
	const rows = await db.read
		.selectFrom('stop')
		.innerJoin('attendance', 'attendance.id', 'stop.attendance_id')
		.innerJoin('agency', 'agency.id', 'attendance.agency_id')
		.select('agency.kind')
		.where('stop.visit_id', '=', visitId)
		.execute();
	return rows.map(({ kind }) => kind).sort();
}

async function count(table: 'visit'): Promise<number> {
	return (await db.read.selectFrom(table).select('id').execute()).length;
}

async function put(work: (trx: Trx) => Promise<unknown>): Promise<void> {
	await change(db, async (trx) => {
		await work(trx);
		return done();
	});
}

/** Leases every number that is left to another tablet, and takes this one's block away. Gives that tablet's id. */
async function everyNumberTaken(): Promise<string> {
	const other = hall.kiosk.deviceId;
	await put(async (trx) => {
		await trx.deleteFrom('number_lease').where('drop_in_id', '=', hall.dropInId).execute();
		const lease = { drop_in_id: hall.dropInId, device_id: other, leased_at: CLOSES };
		await trx
			.insertInto('number_lease')
			.values(ticketNumbers.map((number) => ({ ...lease, number })))
			.execute();
	});
	return other;
}
