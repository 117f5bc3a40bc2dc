import { expect, type Page, test } from '@playwright/test';
import { elsewhere } from '../../src/bin/demo/words.ts';
import { done } from '#lib/domain/refusal.ts';
import { change, type Database } from '#lib/server/db/change.ts';
import { at, type Hall, makeHall } from '#tests/support/hall.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { isWell, tabletAtStart } from '#tests/support/tablet.ts';

const numbers = ['999', '101', '0800 555 111', '08000 121 700', '0808 2000 247', '116 123'];

let server: TestServer;
let hall: Hall;

test.beforeAll(async () => {
	server = await startServer();
	server.runFrom(at(10));
	const db = await server.database();
	hall = await makeHall(db);
	await tellWhereElse(db, hall);
});
test.afterAll(async () => {
	await server.stop();
});

for (const locale of ['en', 'ar'] as const) {
	test(`a helpline reads as it is dialled, is whole and can be pressed, one a line (${locale})`, async ({
		browser
	}) => {
		const context = await browser.newContext({ baseURL: server.url, locale, viewport: { width: 320, height: 640 } });
		const page = await context.newPage();
		for (const path of [`/d/${hall.slug}`, `/d/${hall.slug}/book/topics`]) {
			await page.goto(path);
			const summary = page.locator('summary');
			if (await summary.count()) await summary.click();
			await readsAsDialled(page);
			await expect(page.locator('main li', { has: page.locator('a[href^="tel:"]') })).toHaveCount(numbers.length);
			await expect(page.getByRole('link', { name: '0800 555 111' })).toHaveAttribute('href', 'tel:0800555111');
		}
		await page.goto('/privacy');
		expect(await brokenNumbers(page)).toEqual([]);
		await context.close();
	});

	test(`the tablet shows the helplines one a line and in order, and nothing of them leads anywhere (${locale})`, async ({
		browser
	}) => {
		const { page } = await tabletAtStart(browser, server, hall);
		if (locale === 'ar') await page.locator('.languages button', { hasText: 'العربية' }).tap();
		const on = page.locator('.ways .on button').last();
		await page.locator('.tiles button').last().tap();
		await page.locator('fieldset label').first().tap();
		await on.tap();
		await on.tap();
		await readsAsDialled(page);
		await expect(page.locator('main li')).toHaveCount(numbers.length);
		await expect(page.locator('main a')).toHaveCount(0);
		await isWell(page, 'how to call, with helplines');
		await page.context().close();
	});
}

async function readsAsDialled(page: Page): Promise<void> {
	await expect(page.locator('main bdi[dir=ltr]')).toHaveText(numbers);
	expect(await brokenNumbers(page)).toEqual([]);
}

/** Telephone numbers that are torn over two lines, or whose last digit does not stand to the right of their first. */
function brokenNumbers(page: Page): Promise<string[]> {
	return page.evaluate(() =>
		[...document.querySelectorAll<HTMLElement>('main bdi[dir=ltr]')]
			.filter((number) => {
				const [text] = number.childNodes;
				const place = (from: number) => {
					const range = document.createRange();
					range.setStart(text as Node, from);
					range.setEnd(text as Node, from + 1);
					return range.getBoundingClientRect();
				};
				const [first, last] = [place(0), place(number.innerText.length - 1)];
				return first.top !== last.top || first.left >= last.left;
			})
			.map(({ innerText }) => innerText)
	);
}

async function tellWhereElse(db: Database, { dropInId }: Hall): Promise<void> {
	await change(db, async (trx) => {
		const text = { drop_in_id: dropInId, title: 'ملتقى', audience: '' };
		await trx.updateTable('drop_in_text').set({ elsewhere: elsewhere.en }).where('drop_in_id', '=', dropInId).execute();
		await trx
			.insertInto('drop_in_text')
			.values({ ...text, locale: 'ar', elsewhere: elsewhere.ar })
			.execute();
		return done();
	});
}
