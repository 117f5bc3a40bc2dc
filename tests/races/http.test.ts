import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { change, type Database } from '#lib/server/db/change.ts';
import { done } from '#lib/domain/refusal.ts';
import { newId } from '#lib/server/ids.ts';
import { openDesk } from '#lib/server/operations/desk/open-desk.ts';
import { codesFrom } from '#lib/server/codes.ts';
import { openDatabase } from '#lib/server/db/connect.ts';
import { type Browser, browser, paired, signedIn } from '../http/people.ts';
import { emptyPlace, testKey } from '../support/databases.ts';
import { at, type Hall, makeHall } from '../support/hall.ts';
import { bookFor, fillDraft } from '../support/residents.ts';
import { putStop, putVisit } from '../support/rows.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { type Deed, deeds } from './deeds.ts';
import { controls } from './scenarios.ts';
import { dropRules } from './unguarded.ts';

const CUSTOMERS = 200;
const KIOSKS = 20;
const REPS = 16;

describe('many browsers on one server, all at once', () => {
	let server: TestServer;
	let db: Database;
	beforeAll(async () => {
		server = await startServer();
		server.setTime(at(5));
		db = await server.database();
	});
	afterAll(() => server.stop());

	it('200 customers, 20 tablets and 16 reps: 10 bookings for 10 places, no number twice, nobody called twice, nothing breaks', async () => {
		const hall = await makeHall(db, { capacity: 1, repsEach: REPS / 2, sharedTables: 8 });
		await peopleWait(db, hall, 20);
		const customers = await Promise.all(Array.from({ length: CUSTOMERS }, (_, i) => customer(hall, 1 + windowOf(i))));
		const tablets = await Promise.all(
			Array.from({ length: KIOSKS }, () => paired(server, db, 'kiosk', hall.dropInId, at(0)))
		);
		const callers = await desks(hall);

		const [booked, numbers, called] = await Promise.all([
			Promise.all(customers.map((press) => press())),
			Promise.all(tablets.flatMap((tablet) => [0, 1, 2].map(() => walksIn(tablet, hall)))),
			Promise.all(callers.map((press) => press()))
		]);

		expect(booked.map(where).filter((place) => place.startsWith('/t/'))).toHaveLength(10);
		expect(booked.map(where).filter((place) => place.endsWith('/window?full'))).toHaveLength(CUSTOMERS - 10);
		const held = await db.read
			.selectFrom('place_held')
			.select('window_id')
			.where('drop_in_id', '=', hall.dropInId)
			.execute();
		expect(new Set(held.map((place) => place.window_id)).size).toBe(10);
		expect(held).toHaveLength(10);

		expect(numbers).toHaveLength(60);
		expect(new Set(numbers).size).toBe(60);

		expect(called.filter((response) => response.status === 303)).toHaveLength(8);
		const stops = await db.read
			.selectFrom('stop')
			.select(['visit_id', 'table_id'])
			.where('drop_in_id', '=', hall.dropInId)
			.where('state', '=', 'called')
			.execute();
		expect(new Set(stops.map((stop) => stop.visit_id)).size).toBe(8);
		expect(new Set(stops.map((stop) => stop.table_id)).size).toBe(8);

		expect([...booked, ...called].filter((response) => response.status >= 500)).toEqual([]);
	});

	it('one QR at twenty tablets, and one answer lost twenty times, are one visit each', async () => {
		const hall = await makeHall(db);
		const tablets = await Promise.all(
			Array.from({ length: KIOSKS }, () => paired(server, db, 'kiosk', hall.dropInId, at(0)))
		);
		for (const [who, lost] of [
			[tablets, false],
			[Array<Browser>(KIOSKS).fill(tablets[0] as Browser), true]
		] as const) {
			const booked = await bookFor(db, hall, ['police', 'housing'], 3, at(1));
			if (!booked.ok) throw new Error(booked.refusal.reason);
			const same = arrivalBody();
			const heard = await Promise.all(
				who.map((tablet) =>
					send(tablet, `${server.url}/kiosk/check-in`, { ...(lost ? same : arrivalBody()), code: booked.token })
				)
			);
			expect(new Set(heard).size).toBe(1);
			const visits = await db.read
				.selectFrom('visit')
				.select('id')
				.where('booking_id', '=', booked.bookingId)
				.execute();
			expect(visits).toHaveLength(1);
		}
	});

	async function walksIn(tablet: Browser, hall: Hall): Promise<string> {
		const topicIds = [hall.agencies.housing?.topicId ?? ''];
		const person = {
			topicIds,
			needs: [],
			sooner: false,
			interpreter: null,
			size: 1,
			howToCall: 'screen',
			language: 'en'
		};
		return send(tablet, `${server.url}/kiosk/walk-in`, { ...arrivalBody(), ...person });
	}

	/** Somebody at the last page of a booking, about to press. */
	async function customer(hall: Hall, window: number): Promise<() => Promise<Response>> {
		const secret = await fillDraft(db, hall, ['police'], window, at(1));
		const own = browser(server, new Map([['one-roof-draft', secret]]));
		return () => own.post(`/d/${hall.slug}/book/check`);
	}

	/** Reps signed in at open desks, each about to press. */
	async function desks(hall: Hall): Promise<(() => Promise<Response>)[]> {
		const agencies = Object.values(hall.agencies).flatMap(({ agencyId }) => Array<string>(REPS / 2).fill(agencyId));
		return Promise.all(
			agencies.map(async (agencyId) => {
				const own = await signedIn(server, db, { role: 'rep', agencyId, dropInId: null }, at(0));
				const desk = await openDesk(
					db,
					hall.dropInId,
					{ kind: 'rep', staffId: own.staffId, agencyId, dropInId: null },
					at(0)
				);
				if (!desk.ok) throw new Error(desk.refusal.reason);
				return () => own.post('/desk?/callNext', { commandId: crypto.randomUUID(), deskId: desk.deskId });
			})
		);
	}
});

describe('on a server that looks before it writes, and without the rules', () => {
	let http: Server;
	let db: Database;
	let cleanup = async () => {};
	beforeAll(async () => {
		const made = await emptyPlace('sqlite');
		cleanup = made.cleanup;
		db = await openDatabase(made.place, { codes: codesFrom(testKey) });
		await dropRules(db);
		http = createServer(async (request, response) => {
			const chunks: Buffer[] = [];
			for await (const chunk of request) chunks.push(chunk as Buffer);
			const { deed, input } = JSON.parse(Buffer.concat(chunks).toString()) as { deed: Deed; input: unknown };
			const act = deeds[deed] as (db: Database, input: unknown) => Promise<unknown>;
			response.end(JSON.stringify(await act(db, input)));
		});
		await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
	});
	afterAll(async () => {
		http.close();
		await db.close();
		await cleanup();
	});

	it.each(Object.entries(controls))('%s', async (_, control) => {
		const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
		async function post<T>(deed: Deed, input: unknown): Promise<T> {
			const response = await fetch(url, { method: 'POST', body: JSON.stringify({ deed, input }) });
			return (await response.json()) as T;
		}
		const all = <T>(deed: Deed, inputs: unknown[]) => Promise.all(inputs.map((input) => post<T>(deed, input)));
		expect(await control({ db, all })).toBe(true);
	});
});

async function peopleWait(db: Database, hall: Hall, people: number): Promise<void> {
	await change(db, async (trx) => {
		for (let person = 0; person < people; person++) {
			const visit = await putVisit(trx, hall);
			for (const agency of Object.keys(hall.agencies)) await putStop(trx, hall, visit, agency);
		}
		return done();
	});
}

/** What a tablet makes itself for one arrival. */
function arrivalBody() {
	const claim = Array.from(
		{ length: 26 },
		() => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Math.floor(Math.random() * 32)]
	).join('');
	return { commandId: newId(), visitId: newId(), number: null, claim, arrivedAt: at(4) };
}

/** What a tablet's own script sends. Gives the number the person was told. */
async function send({ cookies }: Browser, url: string, body: object): Promise<string> {
	const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
	const headers = {
		'content-type': 'application/json',
		accept: 'application/json',
		origin: new URL(url).origin,
		cookie
	};
	const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
	const said = await response.text();
	return response.ok ? (JSON.parse(said) as { number: string }).number : `${response.status} ${said}`;
}

/** Twenty customers for each of ten windows, neighbours in the crowd for the same one. */
function windowOf(customer: number): number {
	return Math.floor((customer * 10) / CUSTOMERS);
}

function where(response: Response): string {
	return response.headers.get('location') ?? String(response.status);
}
