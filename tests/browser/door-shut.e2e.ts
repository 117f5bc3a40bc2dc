import { expect, test } from '@playwright/test';
import type { DropInState } from '#lib/domain/drop-in.ts';
import { done } from '#lib/domain/refusal.ts';
import { changeDropIn } from '#lib/server/db/change.ts';
import { closeTheDoor, db, hall, openTheDoor, server, signedIn, sizes } from '../support/door-browser.ts';
import { tabletOf } from '../support/tablet.ts';

test.beforeAll(openTheDoor);
test.afterAll(closeTheDoor);

test('a door where nothing is open wakes up when the drop-in opens, and says so when it closes', async ({
	browser
}) => {
	await becomes('published');
	const context = await signedIn(await browser.newContext({ viewport: sizes.phone }));
	const page = await context.newPage();
	await page.goto(`${server.url}/welcome`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing is open now');
	await expect(page.getByText('live', { exact: true })).toBeVisible();
	for (const [state, title] of [
		['open', 'Who is at the door?'],
		['closed', 'Nothing is open now']
	] as const) {
		await becomes(state);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(title, { timeout: 20_000 });
	}
	await context.close();
});

test('somebody who asks for a person at a tablet after closing is seen at the door, until somebody comes', async ({
	browser
}) => {
	await becomes('closed');
	const context = await signedIn(await browser.newContext({ viewport: sizes.phone }));
	const door = await context.newPage();
	await door.goto(`${server.url}/welcome`);
	await expect(door.getByRole('heading', { level: 1 })).toHaveText('Nothing is open now');
	await expect(door.getByText('live', { exact: true })).toBeVisible();
	const { page: tablet } = await tabletOf(browser, server, hall);
	await tablet.goto('/kiosk');
	await tablet.locator('footer').getByRole('button', { name: 'Ask a person' }).tap();
	await expect(tablet.locator('main h1')).toHaveText('Somebody is coming');
	const asks = door.getByText('Somebody at the tablet asks for a person');
	await expect(asks).toBeVisible({ timeout: 20_000 });
	await expect(door.getByText('Stockton Family Hub, 3:20 pm. Its drop-in is not open.')).toBeVisible();
	await door.getByRole('button', { name: 'Done' }).click();
	await expect(asks).toHaveCount(0);
	await tablet.context().close();
	await context.close();
});

async function becomes(state: DropInState): Promise<void> {
	const made = await changeDropIn(db, hall.dropInId, async (trx) => {
		await trx.updateTable('drop_in').set({ state }).where('id', '=', hall.dropInId).execute();
		return done();
	});
	expect(made).toMatchObject({ ok: true });
}
