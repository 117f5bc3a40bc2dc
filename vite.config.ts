import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	plugins: [
		paraglideVitePlugin({
			project: './src/lib/i18n/project.inlang',
			outdir: './src/lib/i18n/paraglide',
			strategy: ['cookie', 'preferredLanguage', 'baseLocale']
		}),
		sveltekit()
	],
	test: {
		expect: { requireAssertions: true },
		include: ['tests/**/*.test.ts'],
		// What the server tells its log is looked at where a server runs.
		env: { LOG_LEVEL: 'fatal' },
		globalSetup: ['tests/support/postgres-server.ts'],
		testTimeout: process.env.ONE_ROOF_LONG === '1' ? 900_000 : 60_000,
		hookTimeout: 60_000
	}
});
