/**
 * On every answer, static files too. The referrer stays in the house: `no-referrer` would make browsers
 * send `Origin: null` with our own forms, which proves nothing (decision 0005).
 */
export const securityHeaders: Readonly<Record<string, string>> = {
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'permissions-policy': 'camera=(self), microphone=(), geolocation=(), interest-cohort=()'
};

/** Only the tablet's scanner is WebAssembly: no other page may compile any. */
export function narrowPolicy(policy: string, pathname: string): string {
	return /^\/kiosk(\/|$)/.test(pathname) ? policy : policy.replaceAll(" 'wasm-unsafe-eval'", '');
}

/** For answers without a policy of their own; pages get a stricter one, with nonces, from Kit. */
export const staticPolicy = "object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
