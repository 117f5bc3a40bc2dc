import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test';
import { paired } from '../http/people.ts';
import { at, type Hall } from './hall.ts';
import type { TestServer } from './server.ts';

/** Lying and standing, in CSS pixels. */
export const lying = { width: 1080, height: 810 };
export const standing = { width: 810, height: 1080 };

/** A page of a paired tablet with a finger's touch, not yet opened. */
export async function tabletOf(
	browser: Browser,
	server: TestServer,
	hall: Hall,
	options: BrowserContextOptions = {}
): Promise<{ page: Page; deviceId: string }> {
	const { cookies, deviceId } = await paired(server, await server.database(), 'kiosk', hall.dropInId, at(0));
	const context = await browser.newContext({ viewport: lying, hasTouch: true, baseURL: server.url, ...options });
	await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: server.url })));
	return { page: await context.newPage(), deviceId };
}

/** The same, on its first screen. */
export async function tabletAtStart(...given: Parameters<typeof tabletOf>): Promise<{ page: Page; deviceId: string }> {
	const tablet = await tabletOf(...given);
	await tablet.page.goto('/kiosk');
	await expect(tablet.page.locator('main h1')).toHaveText('Have you booked?');
	return tablet;
}

/** Axe finds nothing, whatever can be pressed is large enough (UX K2), and nothing goes off the side. */
export async function isWell(page: Page, screen: string): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(
		violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
		screen
	).toEqual([]);
	expect(await tooSmall(page), screen).toEqual([]);
	expect(await cutOff(page), screen).toEqual([]);
	expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), screen).toBe(true);
}

/** What can be pressed and has words that do not fit in it. */
function cutOff(page: Page): Promise<string[]> {
	return page.evaluate(() =>
		[...document.querySelectorAll<HTMLElement>('button, label')]
			.filter((box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
			.map(
				(box) => `${box.innerText}: ${box.scrollWidth}×${box.scrollHeight} in ${box.clientWidth}×${box.clientHeight}`
			)
	);
}

/** What can be pressed and is smaller than 104 px. */
function tooSmall(page: Page): Promise<string[]> {
	return page.evaluate(() =>
		[...document.querySelectorAll<HTMLElement>('button, label')]
			.map((target) => ({ target, box: target.getBoundingClientRect() }))
			.filter(({ box }) => Math.round(box.height) < 104 || Math.round(box.width) < 104)
			.map(({ target, box }) => `${target.innerText} ${box.width}×${box.height}`)
	);
}
