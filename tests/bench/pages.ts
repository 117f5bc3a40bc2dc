import { at, type Hall, makeHall } from '../support/hall.ts';
import { bookFor } from '../support/residents.ts';
import { startServer } from '../support/server.ts';
import type { Contender } from './measure.ts';

const AT_ONCE = 32;

/** The built app over HTTP, 32 requests at a time. The health check, one small read, is the limit of the server itself. */
export async function pages(): Promise<{ contenders: Contender[]; close(): Promise<void> }> {
	const server = await startServer();
	server.setTime(at(5));
	const db = await server.database();
	const hall: Hall = await makeHall(db);
	const booked = await bookFor(db, hall, ['police', 'housing'], 3, at(1));
	if (!booked.ok) throw new Error(booked.refusal.reason);
	const measure = 'health check';
	const paths = {
		[measure]: '/healthz',
		'upcoming drop-ins': '/',
		'a drop-in': `/d/${hall.slug}`,
		'first question': `/d/${hall.slug}/book/topics`,
		'a ticket': `/t/${booked.token}`
	};
	return {
		contenders: Object.entries(paths).map(([name, path]) => ({
			name,
			against: measure,
			count: 320,
			run: (count) => getAll(server.url + path, count)
		})),
		close: async () => void (await server.stop())
	};
}

async function getAll(url: string, count: number): Promise<void> {
	const visitor = async () => {
		for (let i = 0; i < count / AT_ONCE; i++) {
			const response = await fetch(url, { redirect: 'error', headers: { accept: 'text/html' } });
			await response.text();
			if (!response.ok) throw new Error(`${url}: ${response.status}`);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, visitor));
}
