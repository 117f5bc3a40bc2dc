import chromium from '@sparticuz/chromium';
import { defineConfig } from '@playwright/test';

// Each test file starts its own server on its own port and data folder (tests/browser/support/server.ts).
export default defineConfig({
	testDir: 'tests/browser',
	testMatch: '**/*.e2e.ts',
	timeout: 90_000,
	workers: 2,
	fullyParallel: false,
	reporter: [['list']],
	use: {
		launchOptions: { executablePath: await chromium.executablePath(), args: ['--no-sandbox'] }
	}
});
