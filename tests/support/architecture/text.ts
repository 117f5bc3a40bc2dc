import { parse } from 'svelte/compiler';
import type { Tree } from './tree.ts';

/** Attributes that a person reads or hears. */
const READ = new Set([
	'aria-label',
	'aria-description',
	'aria-roledescription',
	'aria-valuetext',
	'alt',
	'title',
	'placeholder',
	'label'
]);
/** Elements whose text is not language. */
const NOT_LANGUAGE = new Set(['script', 'style', 'svg', 'kbd']);

interface Node {
	type: string;
	name?: string;
	data?: string;
	value?: unknown;
	expression?: { type: string; value?: unknown };
	[key: string]: unknown;
}

/** Words in .svelte files that no message holds, so that nobody could translate them. */
export function untranslated(tree: Tree): string[] {
	return [...tree].flatMap(([file, source]) => {
		if (!file.endsWith('.svelte')) return [];
		const found: string[] = [];
		look(parse(source, { modern: true }).fragment as unknown as Node, found);
		return found.map((words) => `${file}: “${words}”`);
	});
}

function look(node: unknown, found: string[]): void {
	if (Array.isArray(node)) {
		for (const child of node) look(child, found);
		return;
	}
	if (!isNode(node)) return;
	if (node.type === 'Text' && hasWords(node.data)) found.push(node.data.trim().slice(0, 60));
	if (node.type === 'ExpressionTag' && node.expression?.type === 'Literal' && hasWords(node.expression.value))
		found.push(node.expression.value);
	if (node.type === 'Attribute') {
		if (READ.has(node.name ?? '')) look(node.value, found);
		return;
	}
	if (node.type === 'RegularElement' && NOT_LANGUAGE.has(node.name ?? '')) return;
	for (const [key, child] of Object.entries(node)) if (key !== 'expression') look(child, found);
}

function hasWords(text: unknown): text is string {
	return typeof text === 'string' && /\p{L}{2}/u.test(text.replace(/&\w+;/g, ''));
}

function isNode(node: unknown): node is Node {
	return typeof node === 'object' && node !== null && typeof (node as { type?: unknown }).type === 'string';
}
