import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { at, makeHall } from '#tests/support/hall.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { coordinatorRole, makeStaff, PASSWORD } from '#tests/support/staff.ts';

let server: TestServer;
let slug: string;

test.beforeAll(async () => {
	server = await startServer();
	server.runFrom(at(10));
	const db = await server.database();
	slug = (await makeHall(db)).slug;
	await makeStaff(db, { roles: [coordinatorRole] }, at(0));
});
test.afterAll(async () => {
	await server.stop();
});

for (const locale of ['en', 'ar'])
	test(`ways in, unpaired screens and the list of people to tell are free of what axe finds (${locale})`, async ({
		browser
	}) => {
		const context = await browser.newContext({ baseURL: server.url, locale });
		const page = await context.newPage();
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
		for (const path of paths) await sound(path);
		await page.goto('/sign-in');
		await page.locator('input[type=email]').fill('ada@example.org');
		await page.locator('input[type=password]').fill(PASSWORD);
		await page.locator('main button[type=submit]').click();
		await page.waitForURL('**/admin');
		await sound(`/admin/drop-ins/${slug}/tell`);
		await context.close();

		async function sound(path: string): Promise<void> {
			await page.goto(path);
			await expect(page.locator('main h1')).toBeVisible();
			expect((await new AxeBuilder({ page }).analyze()).violations, path).toEqual([]);
		}
	});
