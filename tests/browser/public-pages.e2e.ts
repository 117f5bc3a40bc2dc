import { gzipSync } from 'node:zlib';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { bookingSteps } from '#lib/domain/booking.ts';
import { type LanguageCode, languages } from '#lib/i18n/languages.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { checkIn } from '#lib/server/operations/visit/check-in.ts';
import { arrival, at, type Hall, makeHall } from '../support/hall.ts';
import { bookFor, fillDraft, phone } from '../support/residents.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** Bytes of HTML, styles and QR together, as sent. */
const BUDGET = 40 * 1024;

/** Bytes of the ticket's script, as sent (DESIGN 8). */
const SCRIPT = 5 * 1024;

let server: TestServer;
let hall: Hall;
let pages: Record<string, string>;

test.use({ viewport: { width: 360, height: 740 } });

test.beforeAll(async () => {
	server = await startServer();
	server.setTime(at(-60));
	const db = await server.database();
	hall = await makeHall(db, { agencies: ['police', 'housing', 'health'] });
	const tickets = await Promise.all(
		['booked', 'here', 'called'].map((name, i) =>
			bookFor(db, hall, [i === 2 ? 'police' : 'housing'], i, at(-60), phone(name))
		)
	);
	const [booked = '', here = '', called = ''] = tickets.map((ticket) => (ticket.ok ? ticket.token : ''));
	server.setTime(at(1));
	for (const code of [here, called])
		await checkIn(db, { ...arrival(at(1)), dropInId: hall.dropInId, code }, hall.kiosk, at(1));
	const rep = hall.agencies.police?.reps[0];
	if (!rep) throw new Error('no rep');
	const desk = await openDesk(db, hall.dropInId, rep, at(2));
	if (desk.ok) await callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId: desk.deskId }, rep, at(3));
	const drop = `/d/${hall.slug}`;
	pages = {
		home: '/',
		language: '/language',
		'drop-in': drop,
		...Object.fromEntries(
			[...bookingSteps, 'check', 'gone', 'just-come'].map((step) => [step, `${drop}/book/${step}`])
		),
		'just booked': `/t/${booked}`,
		change: `/t/${booked}/change`,
		cancel: `/t/${booked}/cancel`,
		delete: `/t/${booked}/delete`,
		'waiting ticket': `/t/${here}`,
		'called ticket': `/t/${called}`,
		'leave early': `/t/${here}/leave`,
		'call another way': `/t/${here}/call`,
		'ended ticket': `/t/${'A'.repeat(26)}`,
		deleted: '/deleted',
		'how it works': '/how-it-works',
		privacy: '/privacy',
		accessibility: '/accessibility'
	};
});

test.afterAll(async () => {
	await server.stop();
});

for (const locale of ['en', 'ar'] as const) {
	test(`axe finds nothing to mend on any page (${locale})`, async ({ page }) => {
		await begin(page, locale);
		for (const [name, path] of Object.entries(pages)) {
			await visit(page, path);
			const { violations } = await new AxeBuilder({ page })
				.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
				.analyze();
			expect(
				violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
				name
			).toEqual([]);
		}
	});

	test(`axe finds nothing to mend on a question that was answered wrongly (${locale})`, async ({ page }) => {
		await begin(page, locale);
		for (const step of ['party', 'needs', 'contact']) {
			await visit(page, pages[step] ?? '');
			if (step === 'party') await page.locator('[name=party]').fill('99');
			if (step === 'needs') await page.locator('[value=interpreter]').check();
			if (step === 'contact') {
				await page.locator('[name=phone]').fill('call me');
				await page.locator('[name=safe][value=yes]').check();
			}
			await page.locator('main form:not([action="/leave"]) button').click();
			await expect(page.getByRole('alert')).toBeFocused();
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(
				violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
				step
			).toEqual([]);
		}
	});
}

for (const { code: locale } of languages)
	test(`nothing has to be scrolled sideways on the smallest phone with text twice as large (${locale})`, async ({
		page
	}) => {
		await page.setViewportSize({ width: 320, height: 640 });
		await begin(page, locale);
		for (const [name, path] of Object.entries(pages)) {
			await visit(page, path);
			const sideways = await page.evaluate(() => {
				const { documentElement: whole } = document;
				whole.style.fontSize = '200%';
				if (whole.scrollWidth <= whole.clientWidth) return [];
				const out = (box: Element) =>
					box.getBoundingClientRect().right > whole.clientWidth || box.getBoundingClientRect().left < 0;
				return [...document.querySelectorAll('body *')].filter(out).map((box) => box.outerHTML.slice(0, 120));
			});
			expect(sideways, name).toEqual([]);
		}
	});

test('no page ships a script, but for the ticket’s own small one, and each fits its budget', async ({ page }) => {
	await begin(page, 'ar');
	const weights: Record<string, number> = {};
	for (const [name, path] of Object.entries(pages)) {
		const html = await (await page.request.get(server.url + path, { headers: { accept: 'text/html' } })).text();
		expect(html, name).not.toMatch(/modulepreload/);
		const scripts = html.match(/<script[^>]*>/g) ?? [];
		expect(scripts, name).toEqual(/booked|waiting|called/.test(name) ? ['<script src="/follow.js" defer="">'] : []);
		let bytes = gzipSync(html).length;
		for (const [, href] of html.matchAll(/<link href="([^"]+\.css)" rel="stylesheet"/g)) {
			bytes += gzipSync(await (await page.request.get(new URL(href ?? '', server.url + path).href)).body()).length;
		}
		weights[name] = bytes;
	}
	const [heaviest = ['', 0]] = Object.entries(weights).sort((a, b) => b[1] - a[1]);
	console.log(`heaviest page: ${heaviest[0]}, ${heaviest[1]} bytes`);
	expect(heaviest[1]).toBeLessThan(BUDGET);
	const script = await (await page.request.get(`${server.url}/follow.js`)).body();
	const sent = gzipSync(script).length;
	console.log(`the ticket’s script: ${sent} bytes`);
	expect(sent).toBeLessThan(SCRIPT);
});

test('no page of a booking or a ticket stays in a shared browser', async ({ page }) => {
	await begin(page, 'en');
	for (const name of ['topics', 'check', 'just booked', 'waiting ticket', 'ended ticket']) {
		const answer = await page.request.get(server.url + (pages[name] ?? ''), { headers: { accept: 'text/html' } });
		expect(answer.headers()['cache-control'], name).toBe('no-store');
		expect(answer.headers()['referrer-policy'], name).toMatch(/same-origin|no-referrer/);
	}
});

/** A browser in this language, with every question of a booking answered. */
async function begin(page: Page, locale: LanguageCode): Promise<void> {
	const secret = await fillDraft(await server.database(), hall, ['police', 'housing'], 4, at(3));
	await page.context().addCookies([
		{ name: 'PARAGLIDE_LOCALE', value: locale, url: server.url },
		{ name: 'one-roof-draft', value: secret, url: server.url }
	]);
}

async function visit(page: Page, path: string): Promise<void> {
	const answer = await page.goto(server.url + path);
	expect(answer?.status(), path).toBe(200);
	expect(new URL(page.url()).pathname, 'not sent elsewhere').toBe(path);
}
