import { expect, test } from '@playwright/test';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { finish, start } from '#lib/server/operations/desk/serve.ts';
import { arrives, closeTheDoor, db, hall, openTheDoor, server, signedIn, sizes } from '../support/door-browser.ts';
import { at } from '../support/hall.ts';
import { repOf } from '../support/reps.ts';

test.beforeAll(openTheDoor);
test.afterAll(closeTheDoor);

test('a link tapped just as something happens in the hall is followed all the same', async ({ browser }) => {
	const context = await signedIn(await browser.newContext({ viewport: sizes.phone }));
	const page = await context.newPage();
	await page.goto(`${server.url}/welcome`);
	await expect(page.getByText('live')).toBeVisible();
	const held = Promise.withResolvers<void>();
	const asked = Promise.withResolvers<void>();
	await page.route('**/welcome/find/__data.json*', async (route) => {
		asked.resolve();
		await held.promise;
		await route.continue();
	});
	await page.getByRole('link', { name: 'They have a booking' }).click();
	await asked.promise;
	const heard = page.waitForResponse('**/healthz');
	const number = await arrives(['housing'], 'screen', true);
	await heard;
	held.resolve();
	await expect(page.getByLabel('Reference or full name')).toBeVisible();
	// What happened meanwhile is there too.
	await page.getByRole('link', { name: 'Back', exact: true }).click();
	await expect(page.getByText(`${number} says they cannot wait long`)).toBeVisible();
	await context.close();
});

test('what was fetched as the page began to follow, and was over before the stream looked, does not stay', async ({
	browser
}) => {
	const context = await signedIn(await browser.newContext({ viewport: sizes.laptop }));
	const page = await context.newPage();
	const rep = repOf(hall, 'youth', 1);
	const opened = await openDesk(db, hall.dropInId, rep, at(20));
	const desk = { dropInId: hall.dropInId, deskId: opened.ok ? opened.deskId : '', seen: at(20) };
	const number = await arrives(['youth'], 'fetch');
	let shown = false;
	await page.route('**/welcome/**/__data.json*', async (route) => {
		if (shown) return route.continue();
		shown = true;
		await callNext(db, { ...desk, commandId: newId() }, rep, at(20));
		const response = await route.fetch();
		await start(db, { ...desk, commandId: newId() }, rep, at(20));
		await finish(db, { ...desk, commandId: newId(), outcome: 'advised' }, rep, at(20));
		await route.fulfill({ response });
	});
	await page.goto(`${server.url}/welcome/find`);
	await expect(page.getByText(`Somebody to fetch: ${number}`)).toBeVisible();
	await expect(page.getByText('Somebody to fetch')).toHaveCount(0);
	await context.close();
});

test('fetched anew while the connection breaks, a page stays what it is, and has the news when it is back', async ({
	browser
}) => {
	const context = await signedIn(await browser.newContext({ viewport: sizes.laptop }));
	const page = await context.newPage();
	await page.goto(`${server.url}/welcome`);
	await expect(page.getByText('live')).toBeVisible();
	let broken = 0;
	await page.route('**/__data.json*', (route) => {
		broken += 1;
		if (broken === 1) return route.abort();
		return broken === 2 ? route.fulfill({ status: 502, body: 'Bad gateway' }) : route.continue();
	});
	const rep = repOf(hall, 'youth', 1);
	const opened = await openDesk(db, hall.dropInId, rep, at(20));
	const number = await arrives(['youth'], 'fetch');
	await callNext(
		db,
		{ dropInId: hall.dropInId, deskId: opened.ok ? opened.deskId : '', commandId: newId() },
		rep,
		at(20)
	);
	await expect(page.getByRole('main')).toContainText(number);
	expect(broken).toBeGreaterThan(2);
	await context.close();
});
