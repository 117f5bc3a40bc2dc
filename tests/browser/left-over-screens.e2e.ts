import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import type { Database } from '#lib/server/db/change.ts';
import { approve } from '#lib/server/operations/day-card/approve.ts';
import { issue } from '#lib/server/operations/day-card/issue.ts';
import { makeLink } from '#lib/server/operations/device/make-link.ts';
import { invite } from '#lib/server/operations/staff/invite.ts';
import { inviteFirstCoordinator } from '#lib/server/operations/staff/invite-first-coordinator.ts';
import { at, type Hall, makeHall } from '#tests/support/hall.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { coordinatorRole, makeStaff, PASSWORD, welcomerRole } from '#tests/support/staff.ts';

let server: TestServer;
let db: Database;
let hall: Hall;
let first: string;

test.beforeAll(async () => {
	server = await startServer();
	server.runFrom(at(10));
	db = await server.database();
	first = (await inviteFirstCoordinator(db, at(10))) ?? '';
	hall = await makeHall(db);
	await makeStaff(db, { roles: [coordinatorRole] }, at(0));
});
test.afterAll(async () => {
	await server.stop();
});

for (const locale of ['en', 'ar']) {
	test(`ways in, unpaired screens and the list of people to tell are free of what axe finds (${locale})`, async ({
		browser
	}) => {
		const { context, page } = await open(browser, locale);
		const nobody = 'A'.repeat(26);
		const paths = [
			'/sign-in',
			`/welcome-in/${nobody}`,
			`/card/${nobody}`,
			`/pair/${nobody}`,
			`/c/${nobody}`,
			'/kiosk',
			'/board'
		];
		for (const path of paths) await isSound(page, path);
		await signIn(page);
		await isSound(page, `/admin/drop-ins/${hall.slug}/tell`);
		await context.close();
	});

	test(`invitations, a day card on paper and on its device, and a pairing link are free of what axe finds (${locale})`, async ({
		browser
	}) => {
		const { context: office, page: coordinator } = await open(browser, locale);
		await signIn(coordinator);
		const { context, page } = await open(browser, locale);

		await isSound(page, `/welcome-in/${first}`);
		const who = { name: 'Remy Rep', email: `remy-${locale}@example.org`, roles: [welcomerRole] };
		const invited = await made(invite(db, who, hall.coordinator, at(10)));
		await isSound(page, `/welcome-in/${invited.token}`);
		await expect(page.getByRole('heading', { level: 1 })).toContainText('Remy Rep');
		await page.locator('main form button').click();
		await isWell(page, 'an invitation refused');
		await expect(page.getByRole('alert')).toBeVisible();

		const agencyId = hall.agencies.police?.agencyId ?? '';
		const wanted = { dropInId: hall.dropInId, agencyId, label: `Left over ${locale}` };
		const card = await made(issue(db, wanted, hall.coordinator, at(10)));
		await isSound(coordinator, `/admin/drop-ins/${hall.slug}/cards/${card.dayCardId}`);
		await isSound(coordinator, `/admin/drop-ins/${hall.slug}/cards`);
		await isSound(page, `/card/${card.token}`);
		await page.locator('main form button').click();
		await expect(page.locator('.letters')).toBeVisible();
		await isWell(page, 'a card that waits for approval');
		const letters = await page.locator('.letters').innerText();

		// Approved meanwhile: nothing moves under a reader's hands until they ask.
		await made(approve(db, { dayCardId: card.dayCardId, dropInId: hall.dropInId }, hall.coordinator, at(11)));
		await expect(page.locator('.letters')).toHaveText(letters);
		await page.locator('main form button').click();
		await expect(page.locator('.letters')).toHaveCount(0);
		await isWell(page, 'a card that is approved');
		expect(new URL(page.url()).pathname).toBe(`/card/${card.token}`);

		const device = { kind: 'board' as const, dropInId: hall.dropInId, name: 'Screen', minutes: 15 };
		await isSound(page, `/pair/${(await made(makeLink(db, device, null, at(10)))).token}`);
		await context.close();
		await office.close();
	});
}

async function open(browser: Browser, locale: string): Promise<{ context: BrowserContext; page: Page }> {
	const context = await browser.newContext({ baseURL: server.url, locale });
	return { context, page: await context.newPage() };
}

async function signIn(page: Page): Promise<void> {
	await page.goto('/sign-in');
	await page.locator('input[type=email]').fill('ada@example.org');
	await page.locator('input[type=password]').fill(PASSWORD);
	await page.locator('main button[type=submit]').click();
	await page.waitForURL('**/admin');
}

async function isSound(page: Page, path: string): Promise<void> {
	await page.goto(path);
	await isWell(page, path);
}

async function isWell(page: Page, what: string): Promise<void> {
	await expect(page.locator('main h1')).toBeVisible();
	for (const heading of await page.locator('main :is(h1, h2, h3)').all()) await expect(heading).not.toBeEmpty();
	expect((await new AxeBuilder({ page }).analyze()).violations, what).toEqual([]);
}

async function made<T>(result: Promise<({ ok: true } & T) | { ok: false; refusal: { reason: string } }>): Promise<T> {
	const answer = await result;
	if (!answer.ok) throw new Error(answer.refusal.reason);
	return answer;
}
