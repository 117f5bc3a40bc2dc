import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const RULES = 'docs/design.md';
const HERE = 'tests/cited-rules.test.ts';
const CITED = /\b(DESIGN|UX) ((?:[A-Z]?\d+(?:\.\d+)?)(?:(?:, | and )[A-Z]?\d+(?:\.\d+)?)*)/g;

test('every rule that the code cites can be looked up', () => {
	const rules = new Set(citedIn(readFileSync(RULES, 'utf8')));
	const files = globSync(['{src,tests,docs,migrations}/**/*.{ts,svelte,css,md}', '*.md']);
	const unknown = files
		.filter((file) => file !== RULES && file !== HERE && !file.includes('/paraglide/'))
		.flatMap((file) => citedIn(readFileSync(file, 'utf8')).map((rule) => ({ file, rule })))
		.filter(({ rule }) => !rules.has(rule));
	expect(unknown).toEqual([]);
	expect(citedIn('by UX K8, K9 and DESIGN 3.99'), 'as they are cited').toEqual(['UX K8', 'UX K9', 'DESIGN 3.99']);
});

function citedIn(text: string): string[] {
	return [...text.matchAll(CITED)].flatMap(([, book, numbers = '']) =>
		numbers.split(/, | and /).map((number) => `${book} ${number}`)
	);
}
