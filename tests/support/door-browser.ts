import { type BrowserContext, expect, type Page } from '@playwright/test';
import type { Database } from '#lib/server/db/change.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { arrival, at, type Hall, makeHall, nobodyInParticular } from './hall.ts';
import { startServer, type TestServer } from './server.ts';
import { makeStaff, PASSWORD, welcomerRole } from './staff.ts';

const EMAIL = 'wyn@example.org';
export const sizes = { phone: { width: 360, height: 740 }, laptop: { width: 1366, height: 768 } };

export let server: TestServer;
export let db: Database;
export let hall: Hall;

/** A server with a drop-in that has been open for twenty minutes, and a welcomer. */
export async function openTheDoor(): Promise<void> {
	// One process may run several files, each with a server of its own.
	logins.clear();
	server = await startServer();
	server.setTime(at(20));
	db = await server.database();
	hall = await makeHall(db, { agencies: ['police', 'housing', 'health', 'youth'] });
	await makeStaff(db, { email: EMAIL, name: 'Wyn', roles: [welcomerRole] }, at(0));
}

export async function closeTheDoor(): Promise<void> {
	await server.stop();
}

/** Cookies of a login, kept: one person signs in once. */
const logins = new Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>();

/** Signs a browser in. One person signs in once for all tests. */
export async function signedIn(
	context: BrowserContext,
	{ email = EMAIL, language = 'en' }: { email?: string; language?: 'en' | 'ar' } = {}
): Promise<BrowserContext> {
	await context.addCookies([{ name: 'PARAGLIDE_LOCALE', value: language, url: server.url }]);
	const known = logins.get(email);
	if (known) await context.addCookies(known);
	else {
		const headers = { origin: server.url, accept: 'text/html' };
		const answer = await context.request.post(`${server.url}/sign-in`, {
			form: { email, password: PASSWORD },
			headers,
			maxRedirects: 0
		});
		expect(answer.status()).toBe(303);
		logins.set(
			email,
			(await context.cookies()).filter(({ name }) => name.includes('one-roof'))
		);
	}
	return context;
}

/** Looks a ticket up by its number. */
export async function openTicket(page: Page, number: string): Promise<void> {
	await page.goto(`${server.url}/welcome/ticket`);
	await page.locator('[name=number]').fill(number);
	await page.locator('main form button').click();
	await page.waitForURL(/ticket\/./);
}

/** Somebody walks in at the tablet. Gives their number. */
export async function arrives(
	agencies: string[],
	howToCall: 'screen' | 'fetch' = 'screen',
	priorityAsked = false
): Promise<string> {
	const topicIds = agencies.map((agency) => hall.agencies[agency]?.topicId ?? '');
	const party = { ...nobodyInParticular, howToCall };
	const came = await walkIn(
		db,
		{ ...arrival(at(1)), dropInId: hall.dropInId, topicIds, party, priorityAsked },
		hall.kiosk,
		at(20)
	);
	if (!came.ok) throw new Error(came.refusal.reason);
	return came.number;
}
