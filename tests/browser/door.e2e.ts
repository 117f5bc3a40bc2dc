import { expect, type Page, test } from '@playwright/test';
import { done } from '#lib/domain/refusal.ts';
import { change } from '#lib/server/db/change.ts';
import { addTopic, setTopicWords } from '#lib/server/db/topic-texts.ts';
import { newId } from '#lib/server/ids.ts';
import { callNext } from '#lib/server/operations/desk/call-next.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { callAgain, finish, noShow, start } from '#lib/server/operations/desk/serve.ts';
import { currentNumber } from '#lib/server/db/tickets.ts';
import { walkIn } from '#lib/server/operations/visit/walk-in.ts';
import { booked } from '../support/booked.ts';
import { follows, walksIn } from '../support/door.ts';
import {
	arrives,
	closeTheDoor,
	db,
	hall,
	openTheDoor,
	openTicket,
	server,
	signedIn,
	sizes
} from '../support/door-browser.ts';
import { arrival, at, nobodyInParticular } from '../support/hall.ts';
import { repOf } from '../support/reps.ts';
import { makeStaff } from '../support/staff.ts';

/** What a welcomer must never learn of anybody: the topic's words, the agency's name. */
const SECRETS = /About police|About housing|somebody from|police [0-9a-f]{8}|housing [0-9a-f]{8}/;

test.beforeAll(openTheDoor);
test.afterAll(closeTheDoor);

test('a welcomer checks a booking in by full name, and no page says what it is about', async ({ browser }) => {
	await booked(db, hall, 'Amal Haddad', 2);
	const context = await signedIn(await browser.newContext({ viewport: sizes.laptop }));
	const page = await context.newPage();
	const read = readEverything(page);
	await page.goto(`${server.url}/welcome`);
	await page.getByRole('link', { name: 'They have a booking' }).click();
	await page.getByLabel('Reference or full name').fill('Amal');
	await page.getByRole('button', { name: 'Find' }).click();
	await expect(page.getByRole('alert')).toContainText('We found no booking');
	await expect(page.getByLabel('Reference or full name')).toHaveValue('Amal');
	await page.getByLabel('Reference or full name').fill('amal  haddad');
	await page.getByRole('button', { name: 'Find' }).click();
	await expect(page.getByText('3:30 to 3:45 pm')).toBeVisible();
	await page.getByRole('button', { name: 'Check in' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(/\d{3}/);
	await expect(page.getByText('Scan to follow on your own phone.').first()).toBeVisible();
	await page.getByRole('button', { name: 'They cannot wait long' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Their turn comes sooner' })).toBeVisible();
	for (const way of ['Add what would help', 'Change how we call them', 'They lost the ticket', 'They are leaving']) {
		await page.getByRole('link', { name: way }).click();
		await page.getByRole('link', { name: 'Back', exact: true }).click();
	}
	const { text, addresses } = await read();
	expect(text).not.toMatch(SECRETS);
	// Only the person they meet reads the name: the welcomer heard it, typed it, and is shown no other.
	expect(text).not.toMatch(/haddad/i);
	expect(addresses.join(' ')).not.toMatch(/amal|haddad|police/i);
	await context.close();
});

test('the paper has the number, the time and a code, and neither name nor agency', async ({ browser }) => {
	const { reference } = await booked(db, hall, 'Noor Aziz', 2);
	const context = await signedIn(await browser.newContext({ viewport: sizes.laptop }));
	const page = await context.newPage();
	await page.goto(`${server.url}/welcome/find`);
	await page.getByLabel('Reference or full name').fill(reference.toLowerCase());
	await page.getByRole('button', { name: 'Find' }).click();
	await page.getByRole('button', { name: 'Check in' }).click();
	await expect(page.getByRole('button', { name: 'Print' })).toBeVisible();
	await page.emulateMedia({ media: 'print' });
	const paper = await page.locator('body').innerText();
	expect(paper).toMatch(
		/^Your number\s+\d{3}\s+Wednesday 27 March, 3:20 pm\s+Scan to follow on your own phone\. This code works for one phone\.$/
	);
	await expect(page.locator('.paper svg')).toBeVisible();
	await context.close();
});

test('without script, somebody points at the picture card, and the welcomer never sees at what', async ({
	browser
}) => {
	const context = await signedIn(await browser.newContext({ viewport: sizes.phone, javaScriptEnabled: false }));
	const page = await context.newPage();
	await page.goto(`${server.url}/welcome/walk-in`);
	await page.getByText('How many, name, language').click();
	await page.getByLabel('What to call them').fill('Sam');
	await page.getByRole('radio', { name: 'Someone comes for them' }).check();
	await page.getByRole('button', { name: 'Show the picture card' }).click();
	await page.getByRole('checkbox', { name: 'About police' }).check();
	await page.getByRole('button', { name: 'العربية' }).click();
	await expect(page.getByRole('checkbox', { name: 'About police' })).toBeChecked();
	await page.getByRole('button', { name: 'تم' }).click();
	await expect(page.getByText('They have chosen on the card')).toBeVisible();
	// All that is offered is in the page's data, the same for everybody; what this person chose is nowhere.
	await expect(page.locator('[name=topics]')).toHaveCount(0);
	expect(await page.locator('main').innerHTML()).not.toMatch(SECRETS);
	expect(await page.content()).not.toContain(`"${hall.agencies.police?.topicId}"]`);
	await expect(page.getByRole('radio', { name: 'Someone comes for them' })).toBeChecked();
	await page.getByLabel('How many people?').fill('99');
	await page.getByRole('button', { name: 'Give a ticket' }).click();
	await expect(page.getByRole('alert')).toContainText('from 1 to 12');
	await expect(page.getByLabel('What to call them')).toHaveValue('Sam');
	await page.getByLabel('How many people?').fill('٢');
	await page.getByRole('button', { name: 'Give a ticket' }).click();
	await expect(page.getByText('Somebody comes for you')).toBeVisible();
	expect(await page.content()).not.toMatch(SECRETS);
	const visit = await db.read
		.selectFrom('visit')
		.selectAll()
		.orderBy('received_at', 'desc')
		.orderBy('id', 'desc')
		.executeTakeFirstOrThrow();
	expect(visit).toMatchObject({ party: 2, language: 'ar', how_to_call: 'fetch' });
	const topics = await db.read
		.selectFrom('stop_topic')
		.innerJoin('stop', 'stop.id', 'stop_topic.stop_id')
		.select('topic_id')
		.where('visit_id', '=', visit.id)
		.execute();
	expect(topics.map((row) => row.topic_id)).toEqual([hall.agencies.police?.topicId]);
	await context.close();
});

test('“not sure” is there before the long list, on the card and on the form, and means that somebody helps', async ({
	browser
}) => {
	await manyTopics();
	for (const viewport of Object.values(sizes)) {
		const context = await signedIn(await browser.newContext({ viewport }));
		const page = await context.newPage();
		await page.goto(`${server.url}/welcome/walk-in`);
		const unsure = page.getByRole('checkbox', { name: 'Not sure' });
		await expect(unsure).toBeInViewport({ ratio: 1 });
		await page.getByRole('button', { name: 'Show the picture card' }).click();
		await expect(page.getByRole('button', { name: 'Done' })).toBeVisible();
		await expect(unsure).toBeInViewport({ ratio: 1 });
		await unsure.check();
		await page.getByRole('button', { name: 'Done' }).click();
		await expect(page.getByText('They have chosen on the card')).toBeVisible();
		await page.getByRole('button', { name: 'Give a ticket' }).click();
		await expect(page.getByText('Next: choose with them')).toBeVisible();
		await page.goto(`${server.url}/welcome/walk-in`);
		await unsure.check();
		await page.getByRole('button', { name: 'Give a ticket' }).click();
		await expect(page.getByText('Next: choose with them')).toBeVisible();
		await context.close();
	}
	const notes = await db.read.selectFrom('door_note').select('kind').where('kind', '=', 'help_choosing').execute();
	expect(notes).toHaveLength(2 * Object.values(sizes).length);
});

test('somebody who came in Arabic and asks for help choosing is shown the card in Arabic, and goes in line for it', async ({
	browser
}) => {
	const ids = arrival(at(1));
	const party = { ...nobodyInParticular, language: 'ar' };
	const asks = { ...ids, dropInId: hall.dropInId, topicIds: [], party, priorityAsked: false };
	expect(await walkIn(db, asks, hall.kiosk, at(20))).toMatchObject({ ok: true });
	const context = await signedIn(await browser.newContext({ viewport: sizes.phone }));
	const page = await context.newPage();
	await page.goto(`${server.url}/welcome`);
	const row = page.getByRole('listitem').filter({ hasText: 'العربية' });
	await row.getByRole('button', { name: 'Help them now' }).click();
	await page.getByRole('link', { name: 'Show the picture card' }).click();
	await expect(page.locator('main')).toHaveAttribute('lang', 'ar');
	await page.getByRole('button', { name: 'تم' }).click();
	await expect(page.getByRole('alert')).toHaveText(/[\u0600-\u06ff]/);
	await page.getByRole('checkbox', { name: 'About youth' }).check();
	await page.getByRole('button', { name: 'English' }).click();
	await expect(page.getByRole('checkbox', { name: 'About youth' })).toBeChecked();
	await page.getByRole('button', { name: 'Done' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Noted. They are in line for it.' })).toBeVisible();
	const lines = await db.read.selectFrom('stop').select('attendance_id').where('visit_id', '=', ids.visitId).execute();
	expect(lines).toEqual([{ attendance_id: hall.agencies.youth?.attendanceId }]);
	await context.close();
});

test('adding the same again says what adding something new says', async ({ browser }) => {
	const number = await arrives(['police']);
	const context = await signedIn(await browser.newContext({ viewport: sizes.phone }));
	const page = await context.newPage();
	const said: string[] = [];
	for (const topic of ['About police', 'About housing', 'About housing']) {
		await openTicket(page, number);
		await page.getByRole('link', { name: 'Add something they came for' }).click();
		await expect(page.locator('input:checked')).toHaveCount(0);
		await page.getByRole('checkbox', { name: topic }).check();
		await page.getByRole('button', { name: 'Add' }).click();
		await expect(page.getByRole('status').filter({ hasText: 'Noted' })).toBeVisible();
		said.push((await page.locator('main').innerText()).replaceAll(/\s+/g, ' '));
		expect(await page.locator('main').innerHTML()).not.toMatch(SECRETS);
	}
	expect(new Set(said).size).toBe(1);
	await context.close();
});

test('a lost ticket gets a new number, and the old one opens nothing', async ({ browser }) => {
	const number = await arrives(['housing']);
	const context = await signedIn(await browser.newContext({ viewport: sizes.phone }));
	const page = await context.newPage();
	await openTicket(page, number);
	await page.getByRole('link', { name: 'They lost the ticket' }).click();
	await page.getByRole('button', { name: 'Give a new number' }).dblclick();
	await expect(page.getByText('This is their new number')).toBeVisible();
	const fresh = (await page.locator('h1 bdi').innerText()).trim();
	expect(fresh).not.toBe(number);
	await page.goto(`${server.url}/welcome/ticket`);
	await page.getByLabel('The number on the ticket').fill(number);
	await page.getByRole('button', { name: 'Open' }).click();
	await expect(page.getByRole('alert')).toContainText('This ticket was replaced');
	await expect(page.getByLabel('The number on the ticket')).toHaveValue(number);
	await openTicket(page, fresh);
	await page.getByRole('link', { name: 'They are leaving' }).click();
	await page.getByRole('button', { name: 'Yes, they are leaving' }).click();
	await expect(page.getByText('They have left.')).toBeVisible();
	await context.close();
});

test('a ticket that is being called says so first, and to which table, until they sit there', async ({ browser }) => {
	const number = await arrives(['youth', 'police']);
	const context = await signedIn(await browser.newContext({ viewport: sizes.phone }));
	const page = await context.newPage();
	await openTicket(page, number);
	await expect(page.getByText('Take a seat.')).toBeVisible();
	const rep = repOf(hall, 'youth');
	const opened = await openDesk(db, hall.dropInId, rep, at(20));
	const desk = { dropInId: hall.dropInId, deskId: opened.ok ? opened.deskId : '' };
	await callNext(db, { ...desk, commandId: newId() }, rep, at(20));
	await openTicket(page, number);
	const first = page.getByText(/^Being called now: table \d$/);
	await expect(first).toBeInViewport();
	await expect(page.getByText('They should go there now.')).toBeVisible();
	await expect(page.getByText('Take a seat')).toHaveCount(0);
	const [above, below] = [await first.boundingBox(), await page.locator('h1').boundingBox()];
	expect(above?.y).toBeLessThan(below?.y ?? 0);
	expect(await page.content()).not.toMatch(SECRETS);
	// A new number in the middle of it: they hear at once where they are wanted.
	await page.getByRole('link', { name: 'They lost the ticket' }).click();
	await page.getByRole('button', { name: 'Give a new number' }).click();
	await expect(page.getByText('This is their new number')).toBeVisible();
	await expect(first).toBeInViewport();
	const fresh = (await page.locator('h1 bdi').innerText()).trim();
	await start(db, { ...desk, commandId: newId(), seen: at(20) }, rep, at(21));
	await openTicket(page, fresh);
	await expect(page.getByText('They are at a table now')).toBeVisible();
	await expect(page.getByText(/table \d|Take a seat/)).toHaveCount(0);
	expect(await page.content()).not.toMatch(SECRETS);
	await context.close();
});

test('a ticket called on a phone of its own leads to the phone, in every language', async ({ browser }) => {
	const visitId = await walksIn(db, hall, ['housing'], at(1), 'phone');
	await follows(db, hall, visitId, at(2));
	const rep = repOf(hall, 'housing', 1);
	const opened = await openDesk(db, hall.dropInId, rep, at(20));
	const desk = { dropInId: hall.dropInId, deskId: opened.ok ? opened.deskId : '' };
	await change(db, async (trx) => {
		await trx.updateTable('stop').set({ credit: 1000 }).where('visit_id', '=', visitId).execute();
		return done();
	});
	expect((await callNext(db, { ...desk, commandId: newId() }, rep, at(20))).ok).toBe(true);
	const number = (await currentNumber(db.read, visitId)) ?? '';
	for (const [language, called, look] of [
		['en', 'Being called on their phone now', 'Ask them to look at their phone'],
		['ar', 'النداء الآن على هاتفهم', 'اطلب منهم النظر في الهاتف']
	] as const) {
		const context = await signedIn(await browser.newContext({ viewport: sizes.phone }), { language });
		const page = await context.newPage();
		await openTicket(page, number);
		await expect(page.getByText(called)).toBeInViewport();
		await expect(page.getByText(look)).toBeVisible();
		await expect(page.locator('main').getByText(/table \d|الطاولة/)).toHaveCount(0);
		await context.close();
	}
});

test('somebody who missed their call is put back in line by one press, and no page says which', async ({ browser }) => {
	const number = await arrives(['health', 'housing']);
	const context = await signedIn(await browser.newContext({ viewport: sizes.phone }));
	const page = await context.newPage();
	const read = readEverything(page);
	const rep = repOf(hall, 'health', 1);
	const opened = await openDesk(db, hall.dropInId, rep, at(20));
	const desk = { dropInId: hall.dropInId, deskId: opened.ok ? opened.deskId : '' };
	await callNext(db, { ...desk, commandId: newId() }, rep, at(20));
	for (const [index, act] of [callAgain, callAgain, noShow].entries())
		expect(await act(db, { ...desk, commandId: newId(), seen: at(20) }, rep, at(21 + index))).toMatchObject({
			ok: true
		});
	await openTicket(page, number);
	await expect(page.getByText('A call was missed')).toBeInViewport();
	await expect(page.getByText('Take a seat')).toHaveCount(0);
	await page.getByRole('button', { name: 'Put them back in line' }).dblclick();
	await expect(
		page.getByRole('status').filter({ hasText: 'They are back in line wherever that can be' })
	).toBeVisible();
	await expect(page.getByText('Take a seat.')).toBeVisible();
	await expect(page.getByText('A call was missed')).toHaveCount(0);
	expect((await read()).text).not.toMatch(SECRETS);
	await callNext(db, { ...desk, commandId: newId() }, rep, at(25));
	await openTicket(page, number);
	await expect(page.getByText(/^Being called now: table \d$/)).toBeVisible();
	await start(db, { ...desk, commandId: newId(), seen: at(25) }, rep, at(26));
	await finish(db, { ...desk, commandId: newId(), seen: at(25), outcome: 'advised' }, rep, at(26));
	await context.close();
});

test('nothing ticked or typed is lost when somebody is called meanwhile', async ({ browser }) => {
	const context = await signedIn(await browser.newContext({ viewport: sizes.laptop }));
	const page = await context.newPage();
	const rep = repOf(hall, 'youth', 1);
	const opened = await openDesk(db, hall.dropInId, rep, at(20));
	const desk = { dropInId: hall.dropInId, deskId: opened.ok ? opened.deskId : '' };
	async function somethingHappens() {
		const number = await arrives(['youth'], 'fetch');
		await callNext(db, { ...desk, commandId: newId() }, rep, at(20));
		await expect(page.getByText(`Somebody to fetch: ${number}`)).toBeVisible();
		await start(db, { ...desk, commandId: newId(), seen: at(20) }, rep, at(20));
		await finish(db, { ...desk, commandId: newId(), seen: at(20), outcome: 'advised' }, rep, at(20));
		await expect(page.getByText('Somebody to fetch')).toHaveCount(0);
	}
	async function settled(path: string) {
		await page.goto(path);
		await expect(page.getByText('live')).toBeVisible();
	}
	await settled(`${server.url}/welcome/walk-in`);
	await page.getByRole('checkbox', { name: 'About police' }).check();
	await page.getByRole('radio', { name: 'Someone comes for them' }).check();
	await page.getByRole('checkbox', { name: 'They cannot wait long' }).check();
	await page.getByText('How many, name, language').click();
	await page.getByLabel('What to call them').fill('Sam');
	await page.getByLabel('How many people?').fill('3');
	await page.getByRole('checkbox', { name: 'A quiet space' }).check();
	await page.getByLabel('Language they read').selectOption('ar');
	await page.getByLabel('Something else').fill('A pram');
	await somethingHappens();
	await expect(page.getByRole('checkbox', { name: 'About police' })).toBeChecked();
	await expect(page.getByRole('radio', { name: 'Someone comes for them' })).toBeChecked();
	await expect(page.getByRole('checkbox', { name: 'They cannot wait long' })).toBeChecked();
	await expect(page.getByRole('checkbox', { name: 'A quiet space' })).toBeChecked();
	await expect(page.getByLabel('What to call them')).toHaveValue('Sam');
	await expect(page.getByLabel('How many people?')).toHaveValue('3');
	await expect(page.getByLabel('Language they read')).toHaveValue('ar');
	await expect(page.getByLabel('Something else')).toHaveValue('A pram');
	const number = await arrives(['housing']);
	await openTicket(page, number);
	const ticket = page.url();
	await settled(`${ticket}/needs`);
	await page.getByRole('checkbox', { name: 'A seat' }).check();
	await page.getByLabel('How many people?').fill('2');
	await somethingHappens();
	await expect(page.getByRole('checkbox', { name: 'A seat' })).toBeChecked();
	await expect(page.getByLabel('How many people?')).toHaveValue('2');
	await settled(`${ticket}/add`);
	await page.getByRole('checkbox', { name: 'About police' }).check();
	await somethingHappens();
	await expect(page.getByRole('checkbox', { name: 'About police' })).toBeChecked();
	await settled(`${ticket}/call`);
	await page.getByRole('radio', { name: 'On their phone' }).check();
	await somethingHappens();
	await expect(page.getByRole('radio', { name: 'On their phone' })).toBeChecked();
	for (const [path, field] of [
		['find', 'Reference or full name'],
		['ticket', 'The number on the ticket']
	] as const) {
		await settled(`${server.url}/welcome/${path}`);
		await page.getByLabel(field).fill('half typ');
		await somethingHappens();
		await expect(page.getByLabel(field)).toHaveValue('half typ');
	}
	await context.close();
});

test('whom to fetch and what to see to come by themselves, and go when done', async ({ browser }) => {
	const context = await signedIn(await browser.newContext({ viewport: sizes.laptop }));
	const page = await context.newPage();
	await page.goto(`${server.url}/welcome`);
	await expect(page.getByText('Nobody to fetch just now.')).toBeVisible();
	await expect(page.getByText('live')).toBeVisible();
	const rep = hall.agencies.health?.reps[0];
	if (!rep) throw new Error('no rep');
	const opened = await openDesk(db, hall.dropInId, rep, at(20));
	const desk = { dropInId: hall.dropInId, deskId: opened.ok ? opened.deskId : '' };
	const number = await arrives(['health'], 'fetch', true);
	await expect(page.getByText(`${number} says they cannot wait long`)).toBeVisible();
	await page.getByRole('button', { name: 'Yes, sooner' }).click();
	await expect(page.getByText(`${number} says they cannot wait long`)).toHaveCount(0);
	await callNext(db, { ...desk, commandId: newId() }, rep, at(21));
	await expect(page.getByText(new RegExp(`Fetch ${number} → table \\d`)).first()).toBeAttached();
	await page.getByRole('link', { name: 'They have a ticket' }).click();
	await expect(page.getByText(new RegExp(`Somebody to fetch: ${number}`))).toBeVisible();
	await start(db, { ...desk, commandId: newId(), seen: at(21) }, rep, at(22));
	await expect(page.getByText('Somebody to fetch')).toHaveCount(0);
	await context.close();
});

test('a rep is turned away at the door, and nobody in particular is asked to sign in', async ({ browser }) => {
	const agencyId = hall.agencies.police?.agencyId ?? '';
	await makeStaff(
		db,
		{ email: 'rep@example.org', name: 'Rep', roles: [{ role: 'rep', agencyId, dropInId: null }] },
		at(0)
	);
	const nobody = await browser.newContext();
	const page = await nobody.newPage();
	await page.goto(`${server.url}/welcome/find`);
	await expect(page).toHaveURL(/\/sign-in\?next=%2Fwelcome%2Ffind/);
	await nobody.close();
	const rep = await signedIn(await browser.newContext(), { email: 'rep@example.org' });
	const answer = await (await rep.newPage()).goto(`${server.url}/welcome`);
	expect(answer?.status()).toBe(403);
	await rep.close();
});

/** As many topics as a big hub offers. */
async function manyTopics(): Promise<void> {
	const topic = { created_at: at(0), agency_id: hall.agencies.youth?.agencyId ?? '', instead_of_id: null };
	const more = { icon: 'circle-help', sensitive: 0, retired_at: null } as const;
	await change(db, async (trx) => {
		for (let position = 1; position <= 16; position++) {
			const id = newId();
			await addTopic(trx, { ...topic, ...more, id, position });
			await setTopicWords(trx, id, { en: { label: `Help with number ${position}`, meet: 'a youth worker' } });
		}
		return done();
	});
}

/** Collects every page, data answer and address a browser is given, styles and scripts left out. */
function readEverything(page: Page): () => Promise<{ text: string; addresses: string[] }> {
	const bodies: Promise<string>[] = [];
	const addresses: string[] = [];
	page.on('response', (response) => {
		const type = response.headers()['content-type'] ?? '';
		addresses.push(decodeURIComponent(response.url()));
		if (/html|json/.test(type)) bodies.push(response.text().catch(() => ''));
	});
	return async () => ({ text: [await page.content(), ...(await Promise.all(bodies))].join('\n'), addresses });
}
