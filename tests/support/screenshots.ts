import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright, type Page } from 'playwright';
import { addMinutes } from '../../src/lib/domain/instant.ts';
import { type Seeded, seed } from '../../src/bin/demo/seed.ts';
import { startServer, type TestServer } from './server.ts';

// `npm run screenshots`: each screen at its real size, English and Arabic, into docs/images/.
const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const phone = { width: 360, height: 740 };
const tablet = { width: 1080, height: 810 };
const board = { width: 1920, height: 1080 };
const desk = { width: 1366, height: 768 };
/** A quarter to four on a Wednesday in April, so that the pictures are the same each time. */
const NOW = '2024-04-10T14:45:00.000Z';

const server = await startServer({ ONE_ROOF_DEMO: '1' });
try {
	server.setTime(NOW);
	const seeded = await seed(await server.database(), NOW);
	server.runFrom(addMinutes(NOW, 0));
	const browser = await playwright.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
	mkdirSync(folder, { recursive: true });
	for (const locale of ['en', 'ar'] as const) await takeAll(browser, server, seeded, locale);
	await browser.close();
} finally {
	await server.stop();
}

async function takeAll(browser: Browser, { url }: TestServer, seeded: Seeded, locale: 'en' | 'ar'): Promise<void> {
	async function open(viewport: { width: number; height: number }, javaScriptEnabled = true): Promise<Page> {
		const context = await browser.newContext({
			viewport,
			baseURL: url,
			locale: locale === 'en' ? 'en-GB' : 'ar',
			javaScriptEnabled
		});
		await context.addCookies([{ name: 'PARAGLIDE_LOCALE', value: locale, url }]);
		return context.newPage();
	}
	async function take(page: Page, name: string, whole = false): Promise<void> {
		await page.evaluate(() => document.fonts.ready.then(() => true)).catch(() => false);
		await page.screenshot({ path: join(folder, `${name}-${locale}.png`), fullPage: whole, animations: 'disabled' });
		console.log(`  ${name}-${locale}.png`);
	}

	const resident = await open(phone, false);
	const next = seeded.dropIns.at(-1)?.slug ?? '';
	await resident.goto('/');
	await take(resident, 'public-home', true);
	await resident.goto(`/d/${next}`);
	await take(resident, 'public-drop-in', true);
	await resident.goto(`/d/${next}/book`);
	await resident
		.locator('main form button')
		.last()
		.click({ timeout: 3000 })
		.catch(() => {});
	await resident.goto(`/d/${next}/book/topics`);
	await resident.locator('input[type=checkbox]').nth(1).check();
	await resident.locator('input[type=checkbox]').nth(10).check();
	await take(resident, 'public-topics', true);
	await goOn(resident);
	await take(resident, 'public-window', true);
	await resident.locator('input[type=radio]').nth(2).check();
	for (const question of ['name', 'party', 'needs', 'call', 'contact', 'check']) {
		await goOn(resident);
		await take(resident, `public-${question}`, true);
	}
	await goOn(resident);
	await take(resident, 'public-ticket', true);

	const screen = await open(board);
	await screen.goto(`/pair/${seeded.pairing.board}`);
	await screen.waitForLoadState('load');

	const kiosk = await open(tablet);
	const ready = kiosk.waitForRequest('**/kiosk/lease');
	await kiosk.goto(`/pair/${seeded.pairing.kiosk}`);
	await ready;
	if (locale === 'ar') await kiosk.getByRole('button', { name: 'العربية' }).click();
	await take(kiosk, 'kiosk-start');
	await kiosk.locator('main button').nth(-2).click();
	await take(kiosk, 'kiosk-booking');
	await kiosk.reload();
	if (locale === 'ar') await kiosk.getByRole('button', { name: 'العربية' }).click();
	await kiosk.locator('main button').last().click();
	await kiosk.locator('main fieldset label').nth(0).click();
	await take(kiosk, 'kiosk-topics');
	const forward = () => kiosk.locator('main .button.main, main button.main').last().click();
	await forward();
	await take(kiosk, 'kiosk-needs');
	await forward();
	await kiosk.locator('main label').nth(0).click();
	await take(kiosk, 'kiosk-call');
	await forward();
	await kiosk.locator('.digits').waitFor();
	await take(kiosk, 'kiosk-ticket');

	await take(screen, 'board-quiet');

	for (const { role, agency, email, password } of seeded.signIns) {
		if (role === 'rep' && agency !== 'Thirteen Group') continue;
		const page = await open(desk);
		await page.goto('/sign-in');
		await take(page, 'sign-in');
		await page.locator('input[type=email]').fill(email);
		await page.locator('input[type=password]').fill(password);
		await page.locator('main button[type=submit]').click();
		await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'));
		if (role === 'rep') await deskScreens(page, take, screen);
		if (role === 'welcomer') await doorScreens(page, take);
		if (role === 'coordinator') await adminScreens(page, take, seeded);
	}
	for (const context of browser.contexts()) await context.close();
}

async function goOn(page: Page): Promise<void> {
	await page.locator('main form button.main').last().click();
}

type Take = (page: Page, name: string, whole?: boolean) => Promise<void>;

async function deskScreens(page: Page, take: Take, screen: Page): Promise<void> {
	await page.goto('/desk');
	const call = page.locator('[data-main]');
	await call.waitFor();
	await take(page, 'desk-ready');
	await call.click();
	await page.locator('[data-key]').nth(1).waitFor();
	await take(page, 'desk-called');
	await screen.locator('.newest').waitFor();
	await take(screen, 'board');
	await page.locator('[data-main]').click();
	await page.locator('[data-key="1"]').waitFor();
	await take(page, 'desk-serving');
	await page.setViewportSize(phone);
	await take(page, 'desk-phone', true);
	await page.setViewportSize(desk);
	await page.locator('[data-key="1"]').click();
}

async function doorScreens(page: Page, take: Take): Promise<void> {
	await page.setViewportSize(phone);
	for (const path of ['', '/find', '/walk-in', '/ticket']) {
		await page.goto(`/welcome${path}`);
		await take(page, `door${path.replace('/', '-')}`, true);
	}
}

async function adminScreens(page: Page, take: Take, seeded: Seeded): Promise<void> {
	const open = seeded.dropIns.find(({ state }) => state === 'open')?.slug ?? '';
	const paths = {
		room: `/admin/drop-ins/${open}/room`,
		home: '/admin',
		'drop-in': `/admin/drop-ins/${open}`,
		tables: `/admin/drop-ins/${open}/tables`,
		agencies: '/admin/agencies',
		people: '/admin/people',
		devices: `/admin/drop-ins/${open}/devices`,
		record: '/admin/record'
	};
	for (const [name, path] of Object.entries(paths)) {
		const answer = await page.goto(path);
		if (answer?.ok()) await take(page, `admin-${name}`, name !== 'room');
	}
}
