import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** Every reason that a folder's source gives: to `refuse`, as the `reason` of a refusal, or as what a function returns. */
export function reasonsGiven(folder: string): Set<string> {
	return strings(
		folder,
		(node) =>
			(ts.isCallExpression(node) && isRefuse(node) && node.arguments.slice(0, 1)) ||
			(ts.isPropertyAssignment(node) && node.name.getText() === 'reason' && [node.initializer]) ||
			(ts.isFunctionDeclaration(node) && node.type?.getText().includes('Reason') && node.body && returned(node.body)) ||
			[]
	);
}

/** Every string that a folder's tests hold, but for what they give to `refuse` themselves: a test waits for it. */
export function reasonsExpected(folder: string): Set<string> {
	return strings(folder, (node) => (ts.isSourceFile(node) ? [node] : []), isRefuse);
}

/** The text of every string inside the nodes that `pick` finds, without what is inside those that are left out. */
function strings(
	folder: string,
	pick: (node: ts.Node) => readonly ts.Node[],
	leaveOut: (node: ts.Node) => boolean = () => false
): Set<string> {
	const found = new Set<string>();
	function take(node: ts.Node): void {
		if (leaveOut(node)) return;
		if (ts.isStringLiteralLike(node)) found.add(node.text);
		if (ts.isPropertyAccessExpression(node) && node.name.text.startsWith('refusal_'))
			found.add(node.name.text.slice('refusal_'.length));
		node.forEachChild(take);
	}
	function look(node: ts.Node): void {
		pick(node).forEach(take);
		node.forEachChild(look);
	}
	for (const file of globSync(`${folder}/**/*.ts`).filter((name) => !name.includes('/paraglide/')))
		look(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
	return found;
}

function isRefuse(node: ts.Node): boolean {
	return ts.isCallExpression(node) && node.expression.getText() === 'refuse';
}

function returned(node: ts.Node): ts.Node[] {
	if (ts.isReturnStatement(node)) return node.expression ? [node.expression] : [];
	const found: ts.Node[] = [];
	node.forEachChild((child) => void found.push(...returned(child)));
	return found;
}
