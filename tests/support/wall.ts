import { type Browser, expect, type Page } from '@playwright/test';
import { paired } from '../http/people.ts';
import { at, type Hall } from './hall.ts';
import { type Locale, pageOf } from './reps.ts';
import type { TestServer } from './server.ts';

export const wall = { width: 1920, height: 1080 };

interface Wanted {
	language?: Locale;
	viewport?: { width: number; height: number };
	/** What is done to the page before it is opened. */
	prepare?: (page: Page) => Promise<unknown>;
}

/** The hall's wall screen, in a browser of its own, once it follows the hall. */
export async function openBoard(
	browser: Browser,
	server: TestServer,
	hall: Hall,
	{ language = 'en', viewport = wall, prepare }: Wanted = {}
): Promise<Page> {
	const { cookies } = await paired(server, await server.database(), 'board', hall.dropInId, at(0));
	const page = await pageOf(browser, server, { viewport, language });
	await page.context().addCookies([...cookies].map(([name, value]) => ({ name, value, url: server.url })));
	await prepare?.(page);
	await page.goto('/board');
	await expect(page.locator('footer :is(button, .quiet), .say')).not.toHaveCount(0);
	return page;
}

export function newestOf(page: Page) {
	return page.locator('.newest .number bdi');
}

/** Whatever stands side by side at the foot of the screen stands clear of its neighbour and of the edge. */
export async function expectFootClear(page: Page): Promise<void> {
	const boxes = await page.evaluate(() =>
		[...document.querySelectorAll('footer > *')]
			.map((element) => element.getBoundingClientRect())
			.map(({ left, right }) => ({ left, right }))
			.sort((a, b) => a.left - b.left)
	);
	for (const [index, { left, right }] of boxes.entries()) {
		expect(left).toBeGreaterThanOrEqual(index === 0 ? 50 : (boxes[index - 1]?.right ?? 0) + 20);
		expect(right).toBeLessThanOrEqual(wall.width - 50);
	}
}
