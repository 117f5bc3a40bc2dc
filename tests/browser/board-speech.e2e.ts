import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { newId } from '#lib/server/ids.ts';
import { callAgain, start } from '#lib/server/operations/desk/serve.ts';
import { setBoard } from '#lib/server/operations/drop-in/set-board.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { heardBy, overlaps, withLoudspeaker } from '../support/loudspeaker.ts';
import { callsAs, comes, pageOf, signInAs } from '../support/reps.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { expectFootClear, newestOf, openBoard } from '../support/wall.ts';

const both = ['en-GB', 'ar-EG'];

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
	await set({ speech: ['en', 'ar'] });
});

test('ten calls at once are spoken in order, digit by digit, in both languages, never two at once, after one chime', async ({
	browser
}) => {
	const page = await board(browser);
	const calls = await peopleAreCalled(10);
	const wanted = ['♪', '♪', ...calls.flatMap(({ number, table }) => [english(number, table), arabic(number, table)])];
	await expect.poll(() => said(page), { timeout: 60_000 }).toEqual(wanted);
	await isSilent(page);
	expect(overlaps(await heardBy(page))).toEqual([]);
});

test('somebody called again is spoken of once more, after what is being said, and nothing is cut off', async ({
	browser
}) => {
	const page = await board(browser, { lasts: 1_500 });
	const [first, second] = await peopleAreCalled(2);
	if (!first || !second) throw new Error('nobody was called');
	await expect.poll(() => said(page)).toContain(english(first.number, first.table));
	// Said already, and called again while it is still being said in the other language.
	server.setTime(at(20.6));
	const db = await server.database();
	expect(await callAgain(db, { ...first.desk.person, commandId: newId() }, first.desk.rep, at(20.6))).toMatchObject({
		ok: true
	});
	const one = [english(first.number, first.table), arabic(first.number, first.table)];
	const other = [english(second.number, second.table), arabic(second.number, second.table)];
	await expect.poll(() => said(page), { timeout: 20_000 }).toEqual(['♪', '♪', ...one, ...other, ...one]);
	await isSilent(page);
	const sounds = await heardBy(page);
	expect(overlaps(sounds)).toEqual([]);
	for (const { what, from, until } of sounds)
		if (what !== '♪') expect((until ?? 0) - from, what).toBeGreaterThan(1_400);
});

test('of who is fetched or called on their phone the hall hears nothing, neither voice nor chime', async ({
	browser
}) => {
	const page = await board(browser);
	for (const [index, howToCall] of (['fetch', 'phone'] as const).entries()) {
		await comes(server, hall, ['police'], at(1 + index), { howToCall });
		await callsAs(server, hall, 'police', at(20), index);
	}
	// What comes after them is heard, so they would have been.
	const [shown] = await peopleAreCalled(1, 2);
	if (!shown) throw new Error('nobody was called');
	await expect.poll(() => said(page)).toContain(arabic(shown.number, shown.table));
	await isSilent(page);
	expect(await said(page)).toEqual(['♪', '♪', english(shown.number, shown.table), arabic(shown.number, shown.table)]);
});

test('who sat down before their turn is not called any more', async ({ browser }) => {
	const page = await board(browser, { lasts: 2_000 });
	const [first, second] = await peopleAreCalled(2);
	if (!first || !second) throw new Error('nobody was called');
	await expect.poll(() => said(page)).toContain(english(first.number, first.table));
	await start(await server.database(), { ...second.desk.person, commandId: newId() }, second.desk.rep, at(20));
	await expect(page.getByRole('listitem')).toHaveCount(0);
	await isSilent(page);
	expect(await said(page)).toEqual(['♪', '♪', english(first.number, first.table), arabic(first.number, first.table)]);
});

test('after a reload or a lost connection old calls are not spoken again, and new ones are', async ({ browser }) => {
	const page = await board(browser);
	const [old] = await peopleAreCalled(1);
	if (!old) throw new Error('nobody was called');
	await expect.poll(() => said(page)).toContain(arabic(old.number, old.table));
	await page.context().setOffline(true);
	const [fresh] = await peopleAreCalled(1, 1);
	if (!fresh) throw new Error('nobody was called');
	await page.context().setOffline(false);
	await expect.poll(() => said(page), { timeout: 20_000 }).toContain(arabic(fresh.number, fresh.table));
	const times = (await said(page)).filter((one) => one === english(old.number, old.table));
	expect(times).toHaveLength(1);
	await isSilent(page);
	await page.reload();
	await expect(newestOf(page)).toHaveText(fresh.number);
	// Its sound is kept: at most it wants one press, anywhere.
	await page.locator('.newest').click();
	await expect(page.getByRole('button')).toHaveText('Sound is on');
	const [third] = await peopleAreCalled(1, 2);
	if (!third) throw new Error('nobody was called');
	await expect.poll(() => said(page)).toContain(arabic(third.number, third.table));
	expect(await said(page)).toEqual(['♪', '♪', english(third.number, third.table), arabic(third.number, third.table)]);
});

test('turned off, it breaks off and stays silent; nothing of meanwhile is said when it is on again', async ({
	browser
}) => {
	const page = await board(browser, { lasts: 4_000 });
	const [first] = await peopleAreCalled(1);
	if (!first) throw new Error('nobody was called');
	await expect.poll(() => said(page)).toContain(english(first.number, first.table));
	await page.getByRole('button').click();
	await expect(page.getByRole('button')).toHaveText('Turn sound on');
	await isSilent(page);
	await peopleAreCalled(1, 1);
	await expect(page.getByRole('listitem')).toHaveCount(1);
	expect(await said(page)).toEqual(['♪', '♪', english(first.number, first.table)]);
});

test('in a quiet time it neither chimes nor speaks, and says until when', async ({ browser }) => {
	await set({ speech: ['en'], starts: '15:10', ends: '16:00' });
	const page = await openBoard(browser, server, hall, { prepare: (page) => withLoudspeaker(page, { voices: both }) });
	await expect(page.locator('main')).toContainText('Watch the screen.');
	await expect(page.locator('main')).toContainText('Quiet time until 4 pm.');
	await expect(page.getByRole('button')).toHaveCount(0);
	const [first] = await peopleAreCalled(1);
	await expect(newestOf(page)).toHaveText(first?.number ?? '');
	await expect(page.locator('footer')).toContainText('Quiet until 4 pm');
	// The quiet time is over: the sound can be turned on, and what was called before is not said late.
	server.setTime(at(60.1));
	await set({ speech: ['en'], starts: '15:10', ends: '15:59' });
	await page.getByRole('button', { name: 'Turn sound on' }).click();
	await expect.poll(() => said(page)).toEqual(['Sound is on', '♪', '♪']);
	await isSilent(page);
	expect(await said(page)).toEqual(['Sound is on', '♪', '♪']);
});

test('it says for which language there is no voice on this machine, and speaks the other', async ({ browser }) => {
	// The widest clock beside it.
	server.setTime('2024-03-27T12:48:00.000Z');
	const page = await board(browser, { voices: ['en-US'] });
	await expect(page.getByRole('button')).toHaveText('No voice: العربية');
	await expectFootClear(page);
	server.setTime(at(20));
	const [first] = await peopleAreCalled(1);
	if (!first) throw new Error('nobody was called');
	await expect.poll(() => said(page)).toEqual(['♪', '♪', english(first.number, first.table)]);
});

test('the browser’s own speech: without a voice it says so and chimes; with one it is not said to be missing', async ({
	browser
}) => {
	const page = await openBoard(browser, server, hall);
	const own = await page.evaluate(
		() => speechSynthesis.getVoices().filter(({ lang, localService }) => localService && /^(en|ar)/.test(lang)).length
	);
	await page.getByRole('button', { name: 'Turn sound on' }).click();
	if (own === 0) await expect(page.getByRole('button')).toHaveText('Chime only');
	else await expect(page.getByRole('button')).not.toHaveText('Chime only');
});

test('a browser without any speech chimes and says so', async ({ browser }) => {
	const page = await openBoard(browser, server, hall, {
		prepare: (page) => page.addInitScript(() => Reflect.deleteProperty(window, 'speechSynthesis'))
	});
	await page.getByRole('button', { name: 'Turn sound on' }).click();
	await expect(page.getByRole('button')).toHaveText('Chime only');
});

test('a browser that will not speak before a press asks for one, also when its chime may be heard', async ({
	browser
}) => {
	const page = await openBoard(browser, server, hall, {
		prepare: async (page) => {
			await withLoudspeaker(page, { voices: both, habit: 'refuses' });
			await page.addInitScript(() => {
				localStorage.setItem('one-roof-board-sound', 'on');
				Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'running' });
				AudioContext.prototype.resume = () => Promise.resolve();
			});
		}
	});
	await expect(page.getByRole('button')).toHaveText('Sound is on');
	const [first] = await peopleAreCalled(1);
	await expect(newestOf(page)).toHaveText(first?.number ?? '');
	await page.getByRole('button', { name: 'Turn sound on' }).click();
	await expect(page.getByRole('button')).toHaveText('Sound is on');
	await expect.poll(() => said(page)).toContain('Sound is on');
	await isSilent(page);
	const [second] = await peopleAreCalled(1, 1);
	if (!second) throw new Error('nobody was called');
	await expect.poll(() => said(page)).toContain(arabic(second.number, second.table));
	expect(overlaps(await heardBy(page))).toEqual([]);
});

test('the coordinator chooses the languages and the quiet time, is told beside a field what cannot be, and keeps what was typed', async ({
	browser
}) => {
	const page = await pageOf(browser, server);
	await signInAs(page, server, hall.coordinator, at(20));
	await page.goto(`/admin/drop-ins/${hall.slug}/devices`);
	const from = page.getByLabel('Quiet from');
	const until = page.getByLabel('Quiet until');
	const card = page.locator('form', { has: from });
	await card.getByLabel('English').uncheck();
	await from.fill('15:30');
	await card.getByRole('button').click();
	await expect(until).toHaveAccessibleDescription(/Say until when it is quiet/);
	await expect(from).toHaveValue('15:30');
	await expect(card.getByLabel('English')).not.toBeChecked();
	await until.fill('19:30');
	await card.getByRole('button').click();
	await expect(until).toHaveAccessibleDescription(/within the hours of the drop-in/);
	await until.fill('16:00');
	await card.getByRole('button').click();
	await expect(page.locator('.notice[role=status]')).toContainText('Saved');
	await page.reload();
	await expect(card.getByLabel('English')).not.toBeChecked();
	await expect(card.getByLabel('العربية')).toBeChecked();
	await expect(until).toHaveValue('16:00');
	expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test('a voice that never begins holds up nobody, and is said to be missing', async ({ browser }) => {
	const page = await openBoard(browser, server, hall, {
		prepare: (page) => withLoudspeaker(page, { voices: both, habit: 'deaf' })
	});
	await page.getByRole('button', { name: 'Turn sound on' }).click();
	await peopleAreCalled(2);
	await expect(page.getByRole('button')).toHaveText('Chime only', { timeout: 45_000 });
	const notes = async () => (await said(page)).filter((one) => one === '♪').length;
	const before = await notes();
	await peopleAreCalled(1, 2);
	await expect.poll(notes).toBe(before + 2);
});

test('a voice that loses one sentence is not given up', async ({ browser }) => {
	const page = await openBoard(browser, server, hall, {
		prepare: (page) => withLoudspeaker(page, { voices: ['en-GB'], loses: 1 })
	});
	await set({ speech: ['en'] });
	await page.getByRole('button', { name: 'Turn sound on' }).click();
	await expect.poll(() => said(page), { timeout: 20_000 }).toContain('♪');
	await expect(page.getByRole('button')).toHaveText('Sound is on');
	const [first] = await peopleAreCalled(1);
	if (!first) throw new Error('nobody was called');
	await expect.poll(() => said(page)).toContain(english(first.number, first.table));
});

test('a voice that is given up after three sentences is tried again after a minute', async ({ browser }) => {
	test.setTimeout(150_000);
	await set({ speech: ['en'] });
	const page = await openBoard(browser, server, hall, {
		prepare: (page) => withLoudspeaker(page, { voices: ['en-GB'], loses: 3 })
	});
	await page.getByRole('button', { name: 'Turn sound on' }).click();
	await peopleAreCalled(2);
	await expect(page.getByRole('button')).toHaveText('Chime only', { timeout: 30_000 });
	await expect(page.getByRole('button')).toHaveText('Sound is on', { timeout: 75_000 });
	server.setTime(at(22));
	await comes(server, hall, ['police'], at(21));
	await callsAs(server, hall, 'police', at(22), 2);
	await expect.poll(async () => (await said(page)).filter((one) => one.startsWith('Number')).length).toBe(3);
});

interface Called {
	number: string;
	table: number;
	desk: Awaited<ReturnType<typeof callsAs>>;
}

/** People come, and reps call them within a moment of one another, from desk `from` on. */
async function peopleAreCalled(count: number, from = 0): Promise<Called[]> {
	for (let index = 0; index < count; index++) await comes(server, hall, ['police'], at(1 + from + index));
	const desks = [];
	for (let index = 0; index < count; index++)
		desks.push(await callsAs(server, hall, 'police', at(20 + (from + index) / 1000), from + index));
	const db = await server.database();
	const rows = await db.read
		.selectFrom('stop')
		.innerJoin('ticket', 'ticket.visit_id', 'stop.visit_id')
		.innerJoin('table', 'table.id', 'stop.table_id')
		.select(['stop.desk_id', 'ticket.number', 'table.number as table'])
		.where('stop.drop_in_id', '=', hall.dropInId)
		.execute();
	return desks.map((desk) => {
		const row = rows.find((one) => one.desk_id === desk.person.deskId);
		if (!row) throw new Error('nobody was called');
		return { number: row.number, table: row.table, desk };
	});
}

/** A wall screen with a loudspeaker, its sound on and its voices tried. */
async function board(browser: Browser, device: { voices?: string[]; lasts?: number } = {}): Promise<Page> {
	const page = await openBoard(browser, server, hall, {
		prepare: (page) => withLoudspeaker(page, { voices: both, lasts: 500, ...device })
	});
	await page.getByRole('button', { name: 'Turn sound on' }).click();
	await expect.poll(() => said(page), { timeout: 20_000 }).toContain('♪');
	await isSilent(page);
	await page.evaluate(() => (window as unknown as { heard: object[] }).heard.splice(0));
	return page;
}

async function said(page: Page): Promise<string[]> {
	return (await heardBy(page)).map(({ what }) => what);
}

/** Waits until everything is over and nothing has followed for a second. */
async function isSilent(page: Page): Promise<void> {
	await page.waitForFunction(
		() => {
			const sounds = (window as unknown as { heard: { until: number | null }[] }).heard;
			return sounds.every(({ until }) => until !== null && until + 1_000 < performance.now());
		},
		undefined,
		{ timeout: 60_000 }
	);
}

async function set(wanted: { speech: string[]; starts?: string; ends?: string }): Promise<void> {
	const input = { dropInId: hall.dropInId, offered: ['en', 'ar'], starts: '', ends: '', ...wanted };
	expect(await setBoard(await server.database(), input, hall.coordinator, at(20))).toMatchObject({ ok: true });
}

function english(number: string, table: number): string {
	return `Number ${[...number].join(', ')}. Table ${table}.`;
}

function arabic(number: string, table: number): string {
	return `الرقم ${[...number].join('، ')}. الطاولة ${table}.`;
}
