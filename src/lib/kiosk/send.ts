/** Milliseconds between tries. */
const PAUSES = [300, 900, 1800];
/** Milliseconds one try may take. */
const PATIENCE = 4_000;

/** What became of something sent. `network`: no answer; `fault`: the server failed; `unpaired`: this tablet may not any more. */
export type Sent<T> = { state: 'answered'; answer: T } | { state: 'network' | 'fault' | 'unpaired' };

/**
 * Sends until it is answered, and gives up after a few tries. Safe because the tablet makes all ids: an answer lost on
 * the way changes nothing. `body` is asked each time, so that it can say when it was sent.
 */
export async function send<T>(
	address: string,
	body: () => object,
	{ post = postJson, pause = wait }: { post?: typeof postJson; pause?: (ms: number) => Promise<void> } = {}
): Promise<Sent<T>> {
	let last = await once<T>(post, address, body());
	for (const ms of PAUSES) {
		if (last.state === 'answered' || last.state === 'unpaired') return last;
		await pause(ms);
		last = await once<T>(post, address, body());
	}
	return last;
}

async function once<T>(post: typeof postJson, address: string, body: object): Promise<Sent<T>> {
	try {
		const response = await post(address, body);
		if (response.status === 401 || response.status === 403) return { state: 'unpaired' };
		if (response.status >= 500) return { state: 'fault' };
		return { state: 'answered', answer: (await response.json()) as T };
	} catch {
		return { state: 'network' };
	}
}

function postJson(address: string, body: object): Promise<Response> {
	return fetch(address, {
		method: 'POST',
		headers: { 'content-type': 'application/json', accept: 'application/json' },
		body: JSON.stringify(body),
		cache: 'no-store',
		signal: AbortSignal.timeout(PATIENCE)
	});
}

function wait(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
