import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Mood = 'pass' | 'lose the answer' | 'bad gateway';

export interface Proxy {
	url: string;
	/** What becomes of a request: passed on; passed on and its answer lost on the way back; or answered by the proxy itself. It waits for a promise. */
	mood: (method: string, path: string) => Mood | Promise<Mood>;
	/** The answers lost so far. */
	lost(): number;
	close(): Promise<void>;
}

/** A proxy in front of a server, as a hall's router or a reverse proxy would be, with moods. */
export async function startProxy(to: string): Promise<Proxy> {
	const target = new URL(to);
	let lost = 0;
	const server = createServer(async (incoming, outgoing) => {
		const mood = await proxy.mood(incoming.method ?? '', incoming.url ?? '');
		if (mood === 'bad gateway')
			return void outgoing.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
		const onward = request(
			{
				host: target.hostname,
				port: target.port,
				method: incoming.method,
				path: incoming.url,
				headers: incoming.headers
			},
			(answer) => {
				if (mood === 'lose the answer') {
					answer.resume();
					answer.on('end', () => {
						lost += 1;
						outgoing.destroy();
					});
					return;
				}
				// Each request on a connection of its own: on one that was used before, a browser asks again by itself.
				outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, connection: 'close' });
				answer.pipe(outgoing);
			}
		);
		onward.on('error', () => outgoing.destroy());
		outgoing.on('close', () => onward.destroy());
		incoming.pipe(onward);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const proxy: Proxy = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		mood: () => 'pass',
		lost: () => lost,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		}
	};
	return proxy;
}
