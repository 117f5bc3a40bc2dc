import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { Instant } from '#lib/domain/instant.ts';
import type { Party } from '#lib/domain/visit.ts';
import { startLogin } from '#lib/server/auth/logins.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { arrival, type Hall, nobodyInParticular } from './hall.ts';
import type { TestServer } from './server.ts';

export type Locale = 'en' | 'ar';

/** A page in a browser of its own. */
export async function pageOf(
	browser: Browser,
	server: TestServer,
	options: Parameters<Browser['newContext']>[0] & { language?: Locale } = {}
): Promise<Page> {
	const { language = 'en', ...rest } = options;
	const context: BrowserContext = await browser.newContext({
		baseURL: server.url,
		viewport: { width: 1366, height: 768 },
		...rest
	});
	await context.addCookies([{ name: 'PARAGLIDE_LOCALE', value: language, url: server.url }]);
	return context.newPage();
}

/** Signs the page's browser in as one of the hall's reps. */
export async function signInAs(page: Page, server: TestServer, rep: { staffId: string }, now: Instant): Promise<void> {
	const value = await startLogin(await server.database(), { staffId: rep.staffId }, () => now);
	await page.context().addCookies([{ name: 'one-roof-login', value, url: server.url }]);
}

export function repOf(hall: Hall, agency: string, index = 0) {
	const found = hall.agencies[agency]?.reps[index];
	if (!found) throw new Error(`no rep ${index} of ${agency}`);
	return found;
}

/** Somebody walks in. Gives their number. */
export async function comes(
	server: TestServer,
	hall: Hall,
	agencies: string[],
	now: Instant,
	party: Partial<Party> = {}
): Promise<string> {
	const topicIds = agencies.map((agency) => hall.agencies[agency]?.topicId ?? '');
	const input = {
		...arrival(now),
		dropInId: hall.dropInId,
		topicIds,
		party: { ...nobodyInParticular, ...party },
		priorityAsked: false
	};
	const answer = await walkIn(await server.database(), input, hall.kiosk, now);
	if (!answer.ok) throw new Error(answer.refusal.reason);
	return answer.number;
}

/** A rep elsewhere opens a desk and calls. Gives the desk, and what to press buttons with. */
export async function callsAs(server: TestServer, hall: Hall, agency: string, now: Instant, index = 0) {
	const db = await server.database();
	const rep = repOf(hall, agency, index);
	const opened = await openDesk(db, hall.dropInId, rep, now);
	if (!opened.ok) throw new Error(opened.refusal.reason);
	const called = await callNext(db, { commandId: newId(), dropInId: hall.dropInId, deskId: opened.deskId }, rep, now);
	if (!called.ok) throw new Error(called.refusal.reason);
	return { rep, person: { dropInId: hall.dropInId, deskId: opened.deskId, seen: now } };
}
