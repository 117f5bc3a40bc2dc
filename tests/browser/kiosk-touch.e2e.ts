import { expect, type Locator, test } from '@playwright/test';
import { done } from '#lib/domain/refusal.ts';
import { change, type Trx } from '#lib/server/db/change.ts';
import { addTopic, setTopicWords } from '#lib/server/db/topic-texts.ts';
import { newId } from '#lib/server/ids.ts';
import { at, type Hall, makeHall } from '#tests/support/hall.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { lying, standing, tabletAtStart } from '#tests/support/tablet.ts';

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
	const arabic = tiles.filter({ hasText: 'العربية' });
	const places = () => tiles.evaluateAll((all) => all.map((tile) => tile.getBoundingClientRect().left));
	const before = await places();
	await tiles.nth(0).tap();
	expect(await contrastOf(tiles.nth(0)), 'pressed though it was chosen').toBeGreaterThan(7);
	await arabic.tap();
	await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
	expect(await contrastOf(arabic)).toBeGreaterThan(7);
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

for (const [name, viewport] of Object.entries({ lying, standing }))
	for (const language of ['English', 'العربية'])
		test(`a ${name} tablet in ${language} keeps every key in its place and in sight, whatever is typed or missing`, async ({
			browser
		}) => {
			const { page } = await tabletAtStart(browser, server, hall, { viewport });
			await page.getByRole('button', { name: language }).tap();
			await page.locator('.tiles button').first().tap();
			const keys = page.locator('.keys button');
			const places = () => keys.evaluateAll((all) => all.map((key) => key.getBoundingClientRect().top));
			const before = await places();
			expect(await hidden(keys)).toEqual([]);
			await page.locator('.ways .on button').last().tap();
			await expect(page.getByRole('alert')).toBeVisible();
			expect(await places()).toEqual(before);
			expect(await hidden(keys)).toEqual([]);
			for (const letter of 'TXY123') await keys.getByText(letter, { exact: true }).tap();
			await expect(page.getByRole('textbox')).toHaveValue('TXY 123');
			await expect(page.getByRole('alert')).toHaveCount(0);
			expect(await places()).toEqual(before);
			await page.getByRole('textbox').tap();
			await page.keyboard.press('End');
			for (let times = 0; times < 3; times++) await page.keyboard.press('Backspace');
			await expect(page.getByRole('textbox')).toHaveValue('TXY');
			await page.keyboard.type('4m', { delay: 100 });
			await expect(page.getByRole('textbox')).toHaveValue('TXY 4m');
		});

test('who is not sure sees it at once, however many topics there are, and nothing missing is out of sight', async ({
	browser
}) => {
	const db = await server.database();
	const many = await makeHall(db, { agencies: ['police', 'housing', 'health', 'council', 'children'] });
	await change(db, async (trx) => {
		for (const { agencyId } of Object.values(many.agencies))
			for (const label of ['One thing', 'Another thing', 'One more thing']) await offer(trx, agencyId, label);
		return done();
	});
	for (const viewport of [lying, standing]) {
		const { page } = await tabletAtStart(browser, server, many, { viewport });
		await page.getByRole('button', { name: /walked in/ }).tap();
		const unsure = page.locator('label', { hasText: 'Not sure' });
		expect(await hidden(unsure)).toEqual([]);
		await page.getByText('One more thing').last().tap();
		await page.getByText('One more thing').last().tap();
		const on = page.locator('.ways .on button').last();
		await on.tap();
		await expect(page.getByRole('alert')).toBeInViewport({ ratio: 1 });
		await page.evaluate(() => scrollTo(0, 9999));
		await on.tap();
		await expect(page.getByRole('alert'), 'pressed again').toBeInViewport({ ratio: 1 });
		await unsure.tap();
		await expect(page.getByRole('alert')).toHaveCount(0);
		await page.locator('label', { hasText: 'About health' }).tap();
		await expect(unsure.getByRole('checkbox')).not.toBeChecked();
		await unsure.tap();
		await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(1);
	}
});

/** Those that something lies over, or that are out of sight, at one of their edges. */
function hidden(targets: Locator): Promise<string[]> {
	return targets.evaluateAll((all) =>
		all
			.filter((target) => {
				const { left, right, top, bottom } = target.getBoundingClientRect();
				// Not at the corners, which are round.
				const [x, y] = [(left + right) / 2, (top + bottom) / 2];
				const edges = [
					[x, top + 1],
					[x, bottom - 1],
					[left + 1, y],
					[right - 1, y]
				] as const;
				return edges.some(([across, down]) => !target.contains(document.elementFromPoint(across, down)));
			})
			.map((target) => target.textContent)
	);
}

async function offer(trx: Trx, agencyId: string, label: string): Promise<void> {
	const id = newId();
	await addTopic(trx, {
		id,
		created_at: at(0),
		agency_id: agencyId,
		instead_of_id: null,
		icon: 'house',
		position: 1,
		sensitive: 0,
		retired_at: null
	});
	await setTopicWords(trx, id, { en: { label, meet: 'somebody who knows' } });
}

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
