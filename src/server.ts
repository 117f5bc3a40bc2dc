import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Config, readConfig } from './lib/server/config.ts';
import { giveWorkerFile } from './lib/server/forecasting/worker-file.ts';
import { securityHeaders, staticPolicy } from './lib/server/headers.ts';
import { running } from './lib/server/running.ts';
import { isStartError } from './lib/server/start-error.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, next: (fault?: unknown) => void) => void;

/** Open connections get this long to end, in milliseconds. */
const GRACE = 1000;

if (import.meta.main) await start();

/** Runs the built app until it is told to stop. Prints where it is; ends the process with words when it cannot start. */
export async function start(): Promise<void> {
	try {
		const config = readConfig();
		const { url, port, stop } = await serve(config);
		console.log(`One Roof runs at ${url}${config.origin ? ` (port ${port})` : ''}`);
		await printFirstLink(url);
		for (const signal of ['SIGTERM', 'SIGINT'] as const) {
			process.once(signal, () => void stop().then(() => process.exit(0)));
		}
	} catch (error) {
		if (!isStartError(error)) throw error;
		console.error(error.message);
		process.exit(1);
	}
}

/** @throws StartError when the environment or the folder does not allow it. */
async function serve(config: Config): Promise<{ url: string; port: number; stop: () => Promise<void> }> {
	// The adapter reads these once, when it is loaded; `asTold` sees to it that the headers say the truth.
	Object.assign(process.env, {
		PROTOCOL_HEADER: 'x-forwarded-proto',
		HOST_HEADER: 'x-forwarded-host',
		ADDRESS_HEADER: 'x-forwarded-for'
	});
	giveWorkerFile(new URL('./lib/server/forecasting/worker.ts', import.meta.url));
	const { handler } = (await import(new URL('../build/handler.js', import.meta.url).href)) as { handler: Handler };
	const server = createServer((request, response) => {
		for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
		response.setHeader('content-security-policy', staticPolicy);
		asTold(request, config);
		handler(request, response, () => response.writeHead(404).end());
	});
	await listen(server, config);
	const { port } = server.address() as AddressInfo;
	return { url: config.origin ?? addressOf(port, config), port, stop: () => stop(server) };
}

/**
 * Kit asks the headers for scheme, host and address. Somebody who talks to this server directly might invent them;
 * only a proxy of ours is believed.
 */
function asTold(request: IncomingMessage, { trustProxy }: Config): void {
	const { headers, socket } = request;
	if (!trustProxy) {
		delete headers['x-forwarded-proto'];
		delete headers['x-forwarded-host'];
		delete headers['x-forwarded-for'];
	}
	// A chain of proxies lists each one's; the first is what the browser used.
	headers['x-forwarded-proto'] = first(headers['x-forwarded-proto']) === 'https' ? 'https' : 'http';
	headers['x-forwarded-host'] = first(headers['x-forwarded-host']) ?? headers.host ?? 'localhost';
	headers['x-forwarded-for'] ??= socket.remoteAddress ?? 'unknown';
}

function first(header: string | string[] | undefined): string | undefined {
	return [header].flat()[0]?.split(',')[0]?.trim() || undefined;
}

function listen(server: Server, { port, host }: Config): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, resolve);
	});
}

/** An address that can be opened on this machine. */
function addressOf(port: number, { host }: Config): string {
	return `http://${['0.0.0.0', '::', ''].includes(host) ? 'localhost' : host}:${port}`;
}

/** Streams first, since they would hold the rest up; then what is under way; then the database. */
async function stop(server: Server): Promise<void> {
	const app = running();
	const closed = new Promise((resolve) => server.close(resolve));
	app?.endStreams();
	// A connection whose stream has just ended counts as idle a moment later.
	const sweep = setInterval(() => server.closeIdleConnections(), 20);
	const end = setTimeout(() => server.closeAllConnections(), GRACE);
	await closed;
	clearInterval(sweep);
	clearTimeout(end);
	await app?.close();
}

async function printFirstLink(url: string): Promise<void> {
	const token = await running()?.firstCoordinator();
	if (!token) return;
	console.log(
		`Nobody can sign in yet. Open this once, within a day, to make the first coordinator:\n  ${url}/welcome-in/${token}`
	);
}
