import { expect, type Page, test } from '@playwright/test';
import { addMinutes, type Instant } from '#lib/domain/instant.ts';
import { newId } from '#lib/server/ids.ts';
import { at, type Hall, makeHall } from '#tests/support/hall.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { tabletAtStart } from '#tests/support/tablet.ts';

/** Less than what makes a tablet ask if anybody is there. */
const LATER = at(30.75);

let server: TestServer;
let hall: Hall;

test.beforeAll(async () => {
	server = await startServer();
	hall = await makeHall(await server.database(), { agencies: ['police', 'housing'] });
});
test.afterAll(async () => {
	await server.stop();
});

for (const [wrong, hours] of [
	['three hours slow', -3],
	['right', 0],
	['three hours fast', 3]
] as const)
	test(`whoever had to try again keeps the time since they first asked, with a clock that is ${wrong}`, async ({
		browser
	}) => {
		server.setTime(at(30));
		const { page, deviceId } = await tabletAtStart(browser, server, hall);
		await page.clock.setFixedTime(addMinutes(at(30), hours * 60));
		await page.route('**/kiosk/walk-in', (route) => route.fulfill({ status: 500, body: 'oh dear' }));
		await asksForATicket(page);
		await expect(page.locator('main h1')).toHaveText('Something went wrong here', { timeout: 20_000 });
		await page.unroute('**/kiosk/walk-in');
		server.setTime(LATER);
		await page.clock.setFixedTime(addMinutes(LATER, hours * 60));
		await page.getByRole('button', { name: 'Try again' }).tap();
		await expect(page.locator('.digits')).toHaveText(/^\d{3}$/);
		expect(await visitsFrom(deviceId)).toEqual([{ arrived_at: at(30), received_at: LATER }]);
		await page.context().close();
	});

test('nobody is turned away, or put before the doors opened, for what a tablet’s clock says', async ({ browser }) => {
	server.setTime(at(40));
	const { page, deviceId } = await tabletAtStart(browser, server, hall);
	const told: [object, Instant][] = [
		[{}, at(40)],
		[{ arrivedAt: at(5) }, at(40)],
		[{ arrivedAt: at(5), sentAt: 7 }, at(40)],
		[{ arrivedAt: 'noon', sentAt: 'x'.repeat(5000) }, at(40)],
		[{ arrivedAt: '0000-00-00T99:99:99Z', sentAt: at(40) }, at(40)],
		[{ arrivedAt: at(40), sentAt: at(5) }, at(40)],
		[{ arrivedAt: '0001-01-01T00:00:00Z', sentAt: '9999-12-31T23:59:59Z' }, at(0)],
		[{ arrivedAt: '1970-01-01T00:00:00Z', sentAt: '1970-01-01T00:10:00Z' }, at(30)]
	];
	for (const [times] of told) {
		const answer = await page.request.post('/kiosk/walk-in', {
			headers: { origin: server.url },
			data: walkInAt(times)
		});
		expect(answer.status(), JSON.stringify(times)).toBe(200);
	}
	const came = (await visitsFrom(deviceId)).map(({ arrived_at }) => arrived_at);
	expect(came).toEqual(told.map(([, arrived]) => arrived));
});

async function asksForATicket(page: Page): Promise<void> {
	await page.getByRole('button', { name: /walked in/ }).tap();
	await page.locator('label', { hasText: 'About housing' }).tap();
	for (const name of ['Continue', 'Continue']) await page.getByRole('button', { name }).tap();
	await page.locator('main label').first().tap();
	await page.getByRole('button', { name: 'Get my ticket' }).tap();
}

function walkInAt(times: object): object {
	const ids = { commandId: newId(), visitId: newId(), number: null };
	const claim = Array.from(
		newId().replaceAll('-', '').slice(0, 26),
		(digit) => 'ABCDEFGHIJKLMNOP'[parseInt(digit, 16)]
	);
	const asked = { topicIds: [], needs: [], sooner: false, interpreter: null, size: 1, howToCall: 'screen' };
	return { ...ids, claim: claim.join(''), ...asked, language: 'en', ...times };
}

/** In the order they asked. */
async function visitsFrom(deviceId: string) {
	const db = await server.database();
	return db.read
		.selectFrom('visit')
		.select(['arrived_at', 'received_at'])
		.where('device_id', '=', deviceId)
		.orderBy('id')
		.execute();
}
