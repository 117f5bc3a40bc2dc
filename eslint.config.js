import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

// UX L1: pages turn round for right-to-left readers, so styles name start and end, never left and right.
const physical = String.raw`(margin|padding|border|inset)-(left|right)|text-align:\s*(left|right)|[;{\s](left|right):\s`;

export default ts.config(
	{ ignores: ['build/', '.svelte-kit/', 'data/', 'src/lib/i18n/paraglide/', 'test-results/', 'node_modules/'] },
	js.configs.recommended,
	...ts.configs.recommended,
	...svelte.configs.recommended,
	prettier,
	...svelte.configs.prettier,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			'no-undef': 'off',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/consistent-type-imports': ['error', { prefer: 'type-imports' }],
			// Addresses are plain paths here: the app is always served from the root.
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig }
		},
		rules: { 'svelte/no-inline-styles': 'error', 'svelte/require-each-key': 'error' }
	},
	{
		files: ['**/*.svelte'],
		rules: {
			'no-restricted-syntax': [
				'error',
				{ selector: `SvelteStyleElement SvelteText[value=/${physical}/]`, message: 'Use logical properties.' }
			]
		}
	}
);
