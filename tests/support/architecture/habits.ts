import ts from 'typescript';
import { isScript, scriptOf, type Tree } from './tree.ts';

const SQL = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto']);
const LEFT_OUT = new Set(['skip', 'only', 'todo', 'fixme', 'fails', 'skipIf', 'runIf']);
const TESTERS = new Set(['it', 'test', 'describe', 'suite', 'expect']);

/** Queries outside the one folder that knows the database. */
export function sqlOutsideDb(tree: Tree): string[] {
	return find(tree, /^src\/(?!lib\/server\/db\/)/, (node) =>
		ts.isPropertyAccessExpression(node) && SQL.has(node.name.text) ? `.${node.name.text}() outside db` : null
	);
}

/** Tests that are not run, or that keep others from being run. */
export function leftOutTests(tree: Tree): string[] {
	return find(tree, /^tests\//, (node) => {
		if (!ts.isPropertyAccessExpression(node) || !LEFT_OUT.has(node.name.text)) return null;
		const root = rootOf(node);
		return TESTERS.has(root) ? `${root}….${node.name.text}` : null;
	});
}

/** The domain and the operations are told what time it is, and draw nothing themselves. */
export function hiddenClocks(tree: Tree): string[] {
	return find(tree, /^src\/lib\/(domain|server\/operations)\//, (node) => {
		const said = node.getText();
		if (
			ts.isPropertyAccessExpression(node) &&
			/^(Date\.now|Math\.random|Temporal\.Now|performance\.now|process\.\w+)$/.test(said)
		)
			return said;
		return ts.isNewExpression(node) && said.replace(/\s/g, '') === 'newDate()' ? 'new Date()' : null;
	});
}

/**
 * A file has one reason to change; more than 300 lines have several, or say above all else “Long because …”.
 * A list of tests may be twice as long: each of them is read alone.
 */
export function longFiles(tree: Tree): string[] {
	return [...tree].flatMap(([file, text]) => {
		const most = /\.(test|e2e)\.ts$/.test(file) ? 600 : 300;
		return isScript(file) && lines(text) > most && !saysWhy(text) ? [`${file}: ${lines(text)} lines`] : [];
	});
}

/** Median lines of the files under a folder. */
export function medianLength(tree: Tree, folder: string): number {
	const lengths = [...tree]
		.filter(([file]) => file.startsWith(folder) && isScript(file))
		.map(([, text]) => lines(text));
	return lengths.toSorted((a, b) => a - b)[Math.floor(lengths.length / 2)] ?? 0;
}

/** After a tap a screen that cannot hover keeps `:hover`: its looks are only for those that can. */
export function stickyHovers(tree: Tree): string[] {
	return [...tree].flatMap(([file, text]) => {
		if (!/\.(css|svelte)$/.test(file)) return [];
		const bare = text.replace(/@media \(hover: hover\) \{(?:[^{}]|\{[^{}]*\})*\}/g, '');
		return [...bare.matchAll(/^.*:hover.*$/gm)].map(([line]) => `${file}: ${line.trim()}`);
	});
}

function saysWhy(text: string): boolean {
	return /^[\s/*]*Long because \S+/m.test(text.split('\n').slice(0, 12).join('\n'));
}

function lines(text: string): number {
	return text.trimEnd().split('\n').length;
}

function find(tree: Tree, where: RegExp, judge: (node: ts.Node) => string | null): string[] {
	return [...tree].flatMap(([file, text]) => {
		if (!where.test(file) || !isScript(file)) return [];
		const source = ts.createSourceFile(file, scriptOf(file, text), ts.ScriptTarget.Latest, true);
		const found: string[] = [];
		function look(node: ts.Node): void {
			const wrong = judge(node);
			if (wrong !== null) found.push(`${file}: ${wrong}`);
			ts.forEachChild(node, look);
		}
		look(source);
		return found;
	});
}

function rootOf(node: ts.Expression): string {
	if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) return rootOf(node.expression);
	return ts.isIdentifier(node) ? node.text : '';
}
