import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { drawQr } from '#lib/kiosk/qr.ts';
import type { Database } from '#lib/server/db/change.ts';
import { type Drawing, drawingOf, film, type Scene } from '../support/film.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { bookFor } from '../support/residents.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { isWell, tabletAtStart } from '../support/tablet.ts';

let server: TestServer;
let db: Database;
let hall: Hall;
/** The code on the ticket page of somebody who booked. */
let ticket: Drawing;

test.beforeAll(async ({ browser }) => {
	server = await startServer();
	server.setTime(at(10));
	db = await server.database();
	hall = await makeHall(db, { agencies: ['police', 'housing'], capacity: 50 });
	ticket = await codeOnTicketPage(browser);
});
test.afterAll(async () => {
	await server.stop();
});

/** What is held before the camera. All are read. */
const scenes: Record<string, Scene> = {
	'a phone at arm’s length': {},
	'paper close by': { module: 13 },
	'further away': { module: 4 },
	'at the far end of the arm': { module: 3 },
	'turned a little': { turned: 12 },
	'turned half-way': { turned: 45 },
	'on its side': { turned: 90 },
	'upside down': { turned: 180 },
	'tilted back': { tilted: 0.25 },
	'tilted and turned': { tilted: 0.2, turned: 30 },
	'a little out of focus': { blur: 2, module: 9 },
	'much out of focus': { blur: 3, module: 12 },
	'a hand that moves': { moved: 6, module: 9 },
	'in the dark': { light: [10, 45], grain: 6 },
	'against the light': { light: [150, 250] },
	'printed faintly': { light: [130, 200], grain: 10 },
	'a lamp mirrored in the screen': { glare: 60, module: 9 },
	'light on dark': { inverted: true },
	'a cheap camera’s grain': { grain: 50 },
	'everything at once': { turned: 20, tilted: 0.1, blur: 1, light: [60, 170], grain: 15, module: 8 }
};

for (const [name, scene] of Object.entries(scenes))
	test(`a ticket’s code is read: ${name}`, async ({ playwright, launchOptions }) => {
		await filmed({ playwright, launchOptions }, film(ticket, scene), async (page) => {
			await scan(page);
			await expect(page.locator('.digits')).toHaveText(/^\d{3}$/);
			const took = await page.evaluate(() => (window as Watched).sentAt - (window as Watched).cameOnAt);
			expect(took).toBeGreaterThanOrEqual(0);
			console.log(`  read  ${name}: ${Math.round(took)} ms after the camera came on`);
			// The camera is off as soon as it is not needed.
			expect(await page.evaluate(() => (window as Watched).cameras.map(({ readyState }) => readyState))).toEqual([
				'ended'
			]);
		});
	});

test('a foreign code is said to be one, and does not stop the scanner', async ({ playwright, launchOptions }) => {
	const poster = drawingOf(drawQr('https://elsewhere.example/menu'));
	await filmed({ playwright, launchOptions }, film(poster), async (page) => {
		await scan(page);
		await expect(page.getByText('That is not one of our codes.')).toBeVisible();
		await isWell(page, 'a foreign code');
		// Still on, and the way to the keys is there.
		expect(await page.evaluate(() => (window as Watched).cameras.map(({ readyState }) => readyState))).toEqual([
			'live'
		]);
		await page.getByRole('button', { name: 'Type it instead' }).click();
		await expect(page.locator('main h1')).toHaveText('Type your reference');
	});
});

test('with nothing before the camera it goes on looking, and says what may help', async ({
	playwright,
	launchOptions
}) => {
	await filmed({ playwright, launchOptions }, film(null, { grain: 30 }), async (page) => {
		await scan(page);
		await expect(page.getByText('Looking for your code.')).toBeVisible();
		await expect(page.getByText('Hold it further away and still.')).toBeVisible({ timeout: 10_000 });
		await isWell(page, 'looking for a code');
		await page.getByRole('button', { name: 'Back' }).click();
		await expect(page.locator('main h1')).toHaveText('Have you booked?');
		expect(await page.evaluate(() => (window as Watched).cameras.map(({ readyState }) => readyState))).toEqual([
			'ended'
		]);
	});
});

test('a camera that is not allowed leads to the keys at once, and is asked for once', async ({ browser }) => {
	const { page } = await tabletAtStart(browser, server, hall);
	await page.evaluate(() => {
		const { mediaDevices } = navigator;
		const one = { kind: 'videoinput', deviceId: 'one', groupId: '', label: '' } as MediaDeviceInfo;
		mediaDevices.enumerateDevices = () => Promise.resolve([one]);
		Object.assign(window, { asked: 0 });
		mediaDevices.getUserMedia = () => {
			(window as unknown as { asked: number }).asked += 1;
			return Promise.reject(new DOMException('no', 'NotAllowedError'));
		};
		mediaDevices.dispatchEvent(new Event('devicechange'));
	});
	const asked = () => page.evaluate(() => (window as unknown as { asked: number }).asked);
	for (const times of [1, 1]) {
		await page.getByRole('button', { name: /^Yes/ }).click();
		await expect(page.locator('main h1')).toHaveText('Type your reference');
		expect(await asked()).toBe(times);
		await page.getByRole('button', { name: 'Back' }).click();
		await expect(page.locator('main h1')).toHaveText('Have you booked?');
	}
	await page.context().close();
});

test('where what reads codes cannot be fetched, it says so, and tries again when asked', async ({
	playwright,
	launchOptions
}) => {
	await filmed({ playwright, launchOptions }, film(ticket), async (page) => {
		let away = true;
		await page.route('**/*.wasm', (route) => (away ? route.abort() : route.continue()));
		await scan(page);
		await expect(page.getByText('The camera does not answer.')).toBeVisible();
		expect(await page.evaluate(() => (window as Watched).cameras.length), 'a camera nobody looks through').toBe(0);
		await isWell(page, 'no reader');
		away = false;
		await page.getByRole('button', { name: 'Try again' }).click();
		await expect(page.locator('.digits')).toHaveText(/^\d{3}$/);
	});
});

test('without a camera nobody is asked to scan', async ({ browser }) => {
	const { page } = await tabletAtStart(browser, server, hall);
	await page.getByRole('button', { name: /^Yes/ }).click();
	await expect(page.locator('main h1')).toHaveText('Type your reference');
	await page.context().close();
});

type Watched = typeof window & { cameras: MediaStreamTrack[]; cameOnAt: number; sentAt: number };

type Launching = Pick<Parameters<Parameters<typeof test>[2]>[0], 'playwright' | 'launchOptions'>;

/** A tablet before whose camera this film is played. */
async function filmed(
	{ playwright, launchOptions }: Launching,
	file: string,
	during: (page: Page) => Promise<void>
): Promise<void> {
	const camera = [
		'--use-fake-ui-for-media-stream',
		'--use-fake-device-for-media-stream',
		`--use-file-for-fake-video-capture=${file}`
	];
	const browser = await playwright.chromium.launch({
		...launchOptions,
		args: [...(launchOptions.args ?? []), ...camera]
	});
	try {
		const { page } = await tabletAtStart(browser, server, hall);
		await page.evaluate(watch);
		await during(page);
	} finally {
		await browser.close();
		rmSync(dirname(file), { recursive: true });
	}
}

/** Remembers when the camera came on, when a code was sent, and which cameras were turned on. */
function watch(): void {
	const watched = window as Watched;
	watched.cameras = [];
	const { mediaDevices } = navigator;
	const open = mediaDevices.getUserMedia.bind(mediaDevices);
	mediaDevices.getUserMedia = async (wanted) => {
		const stream = await open(wanted);
		watched.cameOnAt = performance.now();
		watched.cameras.push(...stream.getTracks());
		return stream;
	};
	const send = window.fetch;
	window.fetch = (...asked) => {
		if (String(asked[0]).endsWith('/kiosk/check-in')) watched.sentAt = performance.now();
		return send(...asked);
	};
}

async function scan(page: Page): Promise<void> {
	await page.getByRole('button', { name: /^Yes/ }).click();
	await expect(page.locator('main h1')).toHaveText('Hold your code in front of the camera');
}

async function codeOnTicketPage(browser: Browser): Promise<Drawing> {
	const booked = await bookFor(db, hall, ['police', 'housing'], 1, at(-60));
	if (!booked.ok) throw new Error(booked.refusal.reason);
	const page = await browser.newPage();
	await page.goto(`${server.url}/t/${booked.token}`);
	const svg = page.locator('svg.qr');
	const size = Number((await svg.getAttribute('viewBox'))?.split(' ')[2]);
	const path = (await svg.locator('path').getAttribute('d')) ?? '';
	await page.close();
	return drawingOf({ size, path });
}
