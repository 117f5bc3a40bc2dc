import { expect, type Locator, test } from '@playwright/test';
import { at, type Hall, makeHall } from '#tests/support/hall.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { tabletAtStart } from '#tests/support/tablet.ts';

let server: TestServer;
let hall: Hall;

test.beforeAll(async () => {
	server = await startServer();
	server.runFrom(at(10));
	hall = await makeHall(await server.database(), { agencies: ['police', 'housing', 'health'] });
});
test.afterAll(async () => {
	await server.stop();
});

test('what a finger has chosen can be read, and a language stays where it was', async ({ browser }) => {
	const { page } = await tabletAtStart(browser, server, hall);
	const tiles = page.locator('.languages button');
	const places = () => tiles.evaluateAll((all) => all.map((tile) => tile.getBoundingClientRect().left));
	const before = await places();
	await tiles.nth(0).tap();
	expect(await contrastOf(tiles.nth(0)), 'pressed though it was chosen').toBeGreaterThan(7);
	await tiles.nth(1).tap();
	await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
	expect(await contrastOf(tiles.nth(1))).toBeGreaterThan(7);
	expect(await contrastOf(tiles.nth(0)), 'and the other language').toBeGreaterThan(7);
	expect(await places()).toEqual(before);
	await tiles.nth(0).tap();
	await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
	expect(await contrastOf(tiles.nth(0))).toBeGreaterThan(7);

	await page.getByRole('button', { name: /walked in/ }).tap();
	const topic = page.locator('label', { hasText: 'About housing' });
	const untouched = await looks(topic);
	await topic.tap();
	await topic.tap();
	expect(await looks(topic), 'a topic taken back looks as before').toEqual(untouched);
	await topic.tap();
	await goOn();
	await page.locator('label', { hasText: 'An interpreter' }).tap();
	await goOn();
	const language = page.locator('.tiles button').first();
	await language.tap();
	expect(await contrastOf(language)).toBeGreaterThan(7);
	await goOn();
	const call = page.locator('main label');
	await call.nth(0).tap();
	await call.nth(2).tap();
	expect(await looks(call.nth(0)), 'a way not chosen after all looks like any other').toEqual(await looks(call.nth(1)));

	async function goOn(): Promise<void> {
		await page.locator('.ways .on button').last().tap();
	}
});

function looks(target: Locator): Promise<string[]> {
	return target.evaluate((element) => {
		const { color, backgroundColor, borderColor, boxShadow } = getComputedStyle(element);
		return [color, backgroundColor, borderColor, boxShadow];
	});
}

/** Contrast of the words with what lies under them (WCAG 2.2, relative luminance). */
function contrastOf(target: Locator): Promise<number> {
	return target.evaluate((element) => {
		const { color, backgroundColor } = getComputedStyle(element);
		const [light = 0, dark = 0] = [color, backgroundColor].map(luminance).toSorted((a, b) => b - a);
		return (light + 0.05) / (dark + 0.05);

		function luminance(rgb: string): number {
			const [r = 0, g = 0, b = 0] = (rgb.match(/\d+/g) ?? [])
				.map((part) => Number(part) / 255)
				.map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
			return 0.2126 * r + 0.7152 * g + 0.0722 * b;
		}
	});
}
