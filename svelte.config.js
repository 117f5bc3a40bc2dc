import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: { runes: true },
	kit: {
		adapter: adapter(),
		csp: {
			mode: 'auto',
			directives: {
				'default-src': ['self'],
				// The tablet's scanner is WebAssembly, from our own server.
				'script-src': ['self', 'wasm-unsafe-eval'],
				'img-src': ['self', 'data:'],
				// Kit's route announcer sets this one style attribute on pages with client script.
				'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
				'object-src': ['none'],
				'base-uri': ['none'],
				// *Exit this page* (UX10) is a form that ends on a page that says nothing.
				'form-action': ['self', 'https://www.bbc.co.uk'],
				'frame-ancestors': ['none']
			}
		},
		// `src/hooks.server.ts` asks every unsafe request for its origin, whatever its content type.
		csrf: { trustedOrigins: [] },
		serviceWorker: { register: false }
	}
};
