import { globSync, readFileSync } from 'node:fs';

/** Files by their path from the project's root. A made-up one can be judged like the real one. */
export type Tree = ReadonlyMap<string, string>;

const OURS = ['src/**/*.{ts,svelte,css,html}', 'migrations/*.ts', 'tests/**/*.ts'];
/** Compiled from the messages. */
const MADE = 'src/lib/i18n/paraglide/';

export function readTree(): Tree {
	const files = globSync(OURS).map((file) => file.replaceAll('\\', '/'));
	return new Map(files.filter((file) => !file.startsWith(MADE)).map((file) => [file, readFileSync(file, 'utf8')]));
}

/** The tree with some files changed or added. */
export function plant(tree: Tree, files: Record<string, string>): Tree {
	return new Map([...tree, ...Object.entries(files)]);
}

/** The scripts of a file: all of a .ts, the script elements of a .svelte. */
export function scriptOf(file: string, text: string): string {
	if (!file.endsWith('.svelte')) return text;
	return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n');
}

export function isScript(file: string): boolean {
	return /\.(ts|svelte)$/.test(file);
}
