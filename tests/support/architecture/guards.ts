import ts from 'typescript';
import type { Tree } from './tree.ts';

/** Where only staff or paired devices may come in. */
const STAFF_ONLY = /^src\/routes\/(\((desk|door|admin|kiosk|board)\)|live)\/.*\+(page|layout)?(\.)?server\.ts$/;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'fallback']);

/** Loads, actions and methods of staff routes that call no `require…` guard, written `file how`. A layout's guard protects no action. */
export function unguarded(tree: Tree): string[] {
	return [...tree].flatMap(([file, text]) => {
		if (!STAFF_ONLY.test(file)) return [];
		const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
		const functions = functionsOf(source);
		return entriesOf(source).flatMap(({ how, body }) =>
			callsGuard(body, functions, new Set()) ? [] : [`${file} ${how}`]
		);
	});
}

interface Entry {
	how: string;
	body: ts.Node;
}

function entriesOf(source: ts.SourceFile): Entry[] {
	return source.statements.flatMap((statement) => {
		if (!isExported(statement)) return [];
		if (ts.isFunctionDeclaration(statement) && statement.name) return entry(statement.name.text, statement);
		if (!ts.isVariableStatement(statement)) return [];
		return statement.declarationList.declarations.flatMap((one) =>
			ts.isIdentifier(one.name) && one.initializer ? entry(one.name.text, one.initializer) : []
		);
	});
}

function entry(name: string, body: ts.Node): Entry[] {
	if (name === 'load' || METHODS.has(name)) return [{ how: name, body }];
	if (name !== 'actions') return [];
	const object = unwrap(body);
	if (!ts.isObjectLiteralExpression(object)) return [{ how: 'actions', body: object }];
	return object.properties.map((property) => ({ how: `?/${property.name?.getText() ?? '…'}`, body: property }));
}

/** Whether a guard is called in it, or in a function of the same file that it names. */
function callsGuard(body: ts.Node, functions: Map<string, ts.Node>, seen: Set<string>): boolean {
	let guarded = false;
	function look(node: ts.Node): void {
		if (guarded) return;
		if (ts.isIdentifier(node)) {
			const isCall = ts.isCallExpression(node.parent) && node.parent.expression === node;
			if (isCall && /^require[A-Z]/.test(node.text)) guarded = true;
			const local = functions.get(node.text);
			if (local && !seen.has(node.text)) guarded ||= callsGuard(local, functions, seen.add(node.text));
		}
		ts.forEachChild(node, look);
	}
	look(body);
	return guarded;
}

function functionsOf(source: ts.SourceFile): Map<string, ts.Node> {
	const functions = new Map<string, ts.Node>();
	for (const statement of source.statements) {
		if (ts.isFunctionDeclaration(statement) && statement.name) functions.set(statement.name.text, statement);
		if (ts.isVariableStatement(statement))
			for (const one of statement.declarationList.declarations)
				if (ts.isIdentifier(one.name) && one.initializer && !isExported(statement))
					functions.set(one.name.text, one.initializer);
	}
	return functions;
}

function isExported(statement: ts.Statement): boolean {
	return (
		ts.canHaveModifiers(statement) &&
		(ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
	);
}

function unwrap(node: ts.Node): ts.Node {
	return ts.isSatisfiesExpression(node) || ts.isAsExpression(node) || ts.isParenthesizedExpression(node)
		? unwrap(node.expression)
		: node;
}
