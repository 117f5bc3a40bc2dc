import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOOKINGS_FROM_ONE_NETWORK } from '#lib/domain/booking.ts';
import type { Database } from '#lib/server/db/change.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { fillDraft } from '../support/residents.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { type Browser, browser } from './people.ts';

let server: TestServer;
let db: Database;
let hall: Hall;

beforeAll(async () => {
	server = await startServer({ TRUST_PROXY: '1' });
	server.setTime(at(-60));
	db = await server.database();
	hall = await makeHall(db, { capacity: 99 });
});
afterAll(async () => {
	await server.stop();
});

describe('a script that keeps no cookies', () => {
	it('cannot book every place, and whoever shares its address loses no answer and is told to just come', async () => {
		for (let i = 0; i < BOOKINGS_FROM_ONE_NETWORK.limit; i++)
			expect((await bookFrom(await onAPhone(), '192.0.2.7')).status).toBe(303);
		const neighbour = await onAPhone();
		const refused = await bookFrom(neighbour, '192.0.2.7');
		expect(refused.status).toBe(429);
		const page = await refused.text();
		expect(page).toContain('Many times were booked from your internet connection');
		expect(page).toContain('About police');
		expect(page).toContain(`href="/d/${hall.slug}/book/just-come"`);
		const come = await (await neighbour.get(`/d/${hall.slug}/book/just-come`)).text();
		expect(come).toContain('Your answers so far stay here for half an hour');

		expect((await bookFrom(await onAPhone(), '198.51.100.1')).status).toBe(303);
		server.setTime(at(-39));
		expect((await bookFrom(neighbour, '192.0.2.7')).headers.get('location')).toMatch(/^\/t\//);
	});

	it('does not keep anybody at its address from a day card or a tablet’s link', async () => {
		let status = 0;
		for (let i = 0; i < 125; i++) {
			const form = { topics: hall.agencies.police?.topicId ?? '' };
			status = (await browser(server).post(`/d/${hall.slug}/book/topics`, form, from('203.0.113.5'))).status;
		}
		expect(status).toBe(429);
		const card = await browser(server).post(`/card/${'A'.repeat(26)}`, {}, from('203.0.113.5'));
		expect(await card.text()).not.toContain('Too many tries');
		expect(card.status).toBeLessThan(429);
	});
});

/** Somebody who has answered every question on a phone of their own. */
async function onAPhone(): Promise<Browser> {
	return browser(server, new Map([['one-roof-draft', await fillDraft(db, hall, ['police'], 4, at(-60))]]));
}

function bookFrom(phone: Browser, address: string): Promise<Response> {
	return phone.post(`/d/${hall.slug}/book/check`, {}, from(address));
}

function from(address: string): Record<string, string> {
	return { 'x-forwarded-for': address };
}
