import { request } from 'node:http';

export interface Asked {
	method?: string;
	headers?: Record<string, string>;
	body?: string | Buffer;
	/** Sent as a form, with the `Origin` of our own page unless `headers` say otherwise. */
	form?: Record<string, string | string[]>;
}

export interface Answer {
	status: number;
	headers: Record<string, string | undefined>;
	/** `name=value` of each cookie set, for the next request. */
	cookies: string;
	body: string;
}

/** One plain HTTP request, redirects not followed: what a browser would send, or what nobody should. */
export function ask(url: string, { method, headers = {}, body, form }: Asked = {}): Promise<Answer> {
	const asForm = {
		'content-type': 'application/x-www-form-urlencoded',
		origin: new URL(url).origin,
		accept: 'text/html'
	};
	const sent = form ? encoded(form) : body;
	const length = sent === undefined ? {} : { 'content-length': String(Buffer.byteLength(sent)) };
	const all = { accept: 'text/html', ...(form ? asForm : {}), ...length, ...headers };
	return new Promise((resolve, reject) => {
		const outgoing = request(url, { method: method ?? (form ? 'POST' : 'GET'), headers: all });
		outgoing.once('error', reject);
		outgoing.once('response', (incoming) => {
			const chunks: Buffer[] = [];
			incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
			incoming.once('error', reject);
			incoming.once('end', () =>
				resolve({
					status: incoming.statusCode ?? 0,
					headers: Object.fromEntries(
						Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join('\n')])
					),
					cookies: (incoming.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; '),
					body: Buffer.concat(chunks).toString()
				})
			);
		});
		outgoing.end(sent);
	});
}

function encoded(form: Record<string, string | string[]>): string {
	return new URLSearchParams(
		Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))
	).toString();
}
