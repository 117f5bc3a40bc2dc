/** How long to wait before what was not to be had is asked for again, in milliseconds. */
const AGAIN = 1_000;
/** What a proxy answers for a server that is not there, or not yet. */
const AWAY = [502, 503, 504];

/**
 * A `fetch` that waits where the page a person has before them is fetched anew (`isAnew`), and there is no connection, or it
 * breaks off halfway: asked for again until the server has answered. One that failed would put an error page in the
 * place of the page, and on a wall nobody would take that away again. Every other fetch is as it was.
 */
export function patientFetch(fetcher: typeof fetch, isAnew: (address: string) => boolean): typeof fetch {
	async function whole(...asked: Parameters<typeof fetch>): Promise<Response | null> {
		try {
			const response = await fetcher(...asked);
			if (AWAY.includes(response.status)) return null;
			const { status, headers } = response;
			return new Response(await response.arrayBuffer(), { status, headers });
		} catch {
			return null;
		}
	}
	return async (...asked) => {
		const [input] = asked;
		if (!isAnew(typeof input === 'string' ? input : 'href' in input ? input.href : input.url)) return fetcher(...asked);
		for (;;) {
			const response = await whole(...asked);
			if (response) return response;
			await new Promise((resolve) => setTimeout(resolve, AGAIN));
		}
	};
}
