const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that may change something proves that it comes from our own pages, whatever its content type:
 * by `Origin`; without one by `Sec-Fetch-Site`, then by `Referer`. No proof is no.
 */
export function provesOrigin(request: Request, here: URL): boolean {
	if (safe.has(request.method)) return true;
	const origin = request.headers.get('origin');
	if (origin !== null) return origin === here.origin;
	const site = request.headers.get('sec-fetch-site');
	if (site !== null) return site === 'same-origin';
	const referer = request.headers.get('referer');
	return referer !== null && URL.canParse(referer) && new URL(referer).origin === here.origin;
}
