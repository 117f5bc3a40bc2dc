import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { patientFetch } from '#lib/ui/patient-fetch.ts';

const anew = 'https://hub.example/desk/__data.json';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server that answers so, one after another. */
function answering(...answers: (Response | Error)[]) {
	const asked: string[] = [];
	const fetcher = ((address: string) => {
		asked.push(address);
		const answer = answers.shift();
		return answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer ?? new Error('no more'));
	}) as typeof fetch;
	return { asked, fetch: patientFetch(fetcher, (address) => address === anew) };
}

/** An answer that breaks off halfway. */
function broken(): Response {
	return new Response(new ReadableStream({ start: (body) => body.error(new TypeError('connection lost')) }));
}

it('a page fetched anew waits for a connection that is lost, breaks off halfway, or ends at a proxy', async () => {
	const server = answering(new TypeError('offline'), broken(), new Response('', { status: 502 }), new Response('{}'));
	const answer = server.fetch(anew);
	await vi.advanceTimersByTimeAsync(2_000);
	expect(server.asked).toHaveLength(3);
	await vi.advanceTimersByTimeAsync(1_000);
	expect(await (await answer).text()).toBe('{}');
	expect(server.asked).toHaveLength(4);
});

it('what the server itself says is taken at once, a refusal too, and so is all else that is fetched', async () => {
	const server = answering(new Response('no', { status: 403 }), new TypeError('offline'));
	expect((await server.fetch(anew)).status).toBe(403);
	await expect(server.fetch('https://hub.example/healthz')).rejects.toThrow('offline');
});
